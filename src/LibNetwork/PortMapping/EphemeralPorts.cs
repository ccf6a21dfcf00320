using System.Globalization;
using LibNetwork.Linux;
using LibNetwork.Linux.Sysctl;

namespace LibNetwork.PortMapping;

/// <summary>The ports that the host gives to whoever has no wish (F-073).</summary>
/// <param name="First">The first of the range.</param>
/// <param name="Last">The last of the range.</param>
/// <param name="Reserved">Ranges that are left out.</param>
internal sealed record EphemeralPorts(ushort First, ushort Last, IReadOnlyList<(ushort First, ushort Last)> Reserved)
{
    private static readonly SysctlName LocalRange = SysctlName.Parse("net.ipv4.ip_local_port_range");
    private static readonly SysctlName ReservedPorts = SysctlName.Parse("net.ipv4.ip_local_reserved_ports");
    private static readonly EphemeralPorts Fallback = new(49153, 65535, []);

    /// <summary>What the kernel says in the namespace of the calling thread; IANA's dynamic ports where it says nothing.</summary>
    public static EphemeralPorts Read()
    {
        try
        {
            return Parse(SysctlFile.Read(LocalRange), SysctlFile.Read(ReservedPorts));
        }
        catch (KernelException)
        {
            return Fallback;
        }
    }

    /// <summary>Reads the kernel's words: <c>32768 60999</c> and <c>8080,9000-9010</c>.</summary>
    public static EphemeralPorts Parse(string range, string reserved)
    {
        var separators = (char[])[' ', '\t'];
        return range.Split(separators, StringSplitOptions.RemoveEmptyEntries) is [var first, var last]
            && TryPort(first, out var from) && TryPort(last, out var to) && from > 0 && from <= to
            ? new EphemeralPorts(from, to, [.. reserved.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseReserved)])
            : Fallback;
    }

    /// <summary>Each port once, beginning at a place that the seed decides, round and round.</summary>
    public IEnumerable<ushort> From(uint seed)
    {
        var count = (uint)(Last - First + 1);
        for (uint i = 0; i < count; i++)
        {
            var port = (ushort)(First + (((seed % count) + i) % count));
            if (!Reserved.Any(range => port >= range.First && port <= range.Last))
            {
                yield return port;
            }
        }
    }

    private static (ushort First, ushort Last) ParseReserved(string text)
    {
        var parts = text.Split('-');
        return TryPort(parts[0], out var first) && TryPort(parts[^1], out var last) ? (first, last) : default;
    }

    private static bool TryPort(string text, out ushort port) =>
        ushort.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
