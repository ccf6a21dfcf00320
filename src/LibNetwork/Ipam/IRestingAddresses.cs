using System.Net;

namespace LibNetwork.Ipam;

/// <summary>Ability of an IPAM driver: an address that was given back is kept for the one who may come back, until nothing else is left.</summary>
internal interface IRestingAddresses
{
    /// <summary>Gives a taken address back, to rest: whoever asks for it by name has it; whoever asks for any has it last.</summary>
    void Rest(string poolId, IPAddress address);

    /// <summary>Ends an address's rest: it is free as any other. One that does not rest stays as it is.</summary>
    void EndRest(string poolId, IPAddress address);
}
