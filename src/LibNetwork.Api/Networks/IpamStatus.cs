using System.Collections.ObjectModel;

namespace LibNetwork.Api;

/// <summary>How full the pools of a network are. (I-073)</summary>
public sealed record IpamStatus
{
    /// <summary>By subnet in CIDR form.</summary>
    public IReadOnlyDictionary<string, SubnetStatus> Subnets { get; init => field = value ?? ReadOnlyDictionary<string, SubnetStatus>.Empty; } =
        ReadOnlyDictionary<string, SubnetStatus>.Empty;
}
