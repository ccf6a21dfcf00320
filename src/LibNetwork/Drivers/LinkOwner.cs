using System.Globalization;

namespace LibNetwork.Drivers;

/// <summary>The marks by which the links of one controller are known, whatever its memory holds.</summary>
/// <remarks>A link's alias is <c>dnet:INSTANCE:KIND:ID</c>. A bridge that someone else made and a network uses has the alternative name
/// <c>dnet-INSTANCE-network-ID</c>. A link on its way out is in the <see cref="ReapGroup"/>.</remarks>
internal sealed class LinkOwner
{
    private const string Network = "network";
    private const string Endpoint = "endpoint";

    private readonly string _prefix;
    private readonly string _mark;

    /// <summary>The marks of a controller.</summary>
    /// <param name="instanceId">8 lower-case hex digits.</param>
    public LinkOwner(string instanceId)
    {
        _prefix = $"dnet:{instanceId}:";
        _mark = $"dnet-{instanceId}-network-";

        // Small numbers are what people use by hand.
        var number = uint.Parse(instanceId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        ReapGroup = (number & 0x3fff_ffff) | 0x4000_0000;
        PortGroup = (number & 0x1fff_ffff) | 0x2000_0000;
    }

    /// <summary>The group of links that are to be deleted and belong to nobody any more.</summary>
    public uint ReapGroup { get; }

    /// <summary>The group of links that sandboxes are attached by: what the packet filter knows them by.</summary>
    public uint PortGroup { get; }

    /// <summary>The alias of a network's link.</summary>
    public string OfNetwork(string networkId) => $"{_prefix}{Network}:{networkId}";

    /// <summary>The alias of an endpoint's link.</summary>
    public string OfEndpoint(string endpointId) => $"{_prefix}{Endpoint}:{endpointId}";

    /// <summary>The alternative name of a bridge that a network uses and did not make.</summary>
    public string MarkOfNetwork(string networkId) => _mark + networkId;

    /// <summary>The id of the network that the alternative name tells of; null when it tells of none of this controller's.</summary>
    public string? NetworkOfMark(string name) => name.StartsWith(_mark, StringComparison.Ordinal) && name.Length > _mark.Length ? name[_mark.Length..] : null;

    /// <summary>Whether an alias is that of a controller like this one, whichever it is.</summary>
    public static bool IsOfAnyController(string? alias) => alias is not null && alias.StartsWith("dnet:", StringComparison.Ordinal);

    /// <summary>Whether the alias is one of this controller's.</summary>
    public bool Owns(string? alias) => alias is not null && alias.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>The id of the network that the alias names; null when it names none of this controller's.</summary>
    public string? NetworkOf(string? alias) => Id(alias, Network);

    /// <summary>The id of the endpoint that the alias names; null when it names none of this controller's.</summary>
    public string? EndpointOf(string? alias) => Id(alias, Endpoint);

    private string? Id(string? alias, string kind) =>
        Owns(alias) && alias.AsSpan(_prefix.Length).StartsWith(kind) && alias!.Length > _prefix.Length + kind.Length
        && alias[_prefix.Length + kind.Length] == ':'
            ? alias[(_prefix.Length + kind.Length + 1)..] : null;
}
