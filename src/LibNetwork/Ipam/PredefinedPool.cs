using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>A block from which pools are cut for requests that name none (E-026).</summary>
/// <param name="Base">The block. Its host bits are kept: nothing below the address as written is handed out (E-031).</param>
/// <param name="Size">The prefix length of each pool cut from it: from the base's own to 32 or 128.</param>
public sealed record PredefinedPool(CidrAddress Base, int Size)
{
    /// <summary>The pools of <c>LocalDefault</c> when nothing else is said: 15 of /16 and 16 of /20 (E-026).</summary>
    public static IReadOnlyList<PredefinedPool> LocalDefaults { get; } =
    [
        Of("172.17.0.0/16", 16),
        Of("172.18.0.0/16", 16),
        Of("172.19.0.0/16", 16),
        Of("172.20.0.0/14", 16),
        Of("172.24.0.0/14", 16),
        Of("172.28.0.0/14", 16),
        Of("192.168.0.0/16", 20),
    ];

    /// <summary>The pools of <c>GlobalDefault</c> when nothing else is said: 65,536 of /24 (E-027).</summary>
    public static IReadOnlyList<PredefinedPool> GlobalDefaults { get; } = [Of("10.0.0.0/8", 24)];

    private static PredefinedPool Of(string @base, int size) => new(CidrAddress.Parse(@base), size);
}
