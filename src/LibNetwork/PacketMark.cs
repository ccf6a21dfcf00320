using System.Globalization;

namespace LibNetwork;

/// <summary>A mark that a packet may carry on this host, and the bits of it that count: what rules of the user's own set.</summary>
/// <param name="Value">What the bits are, 0 to 2^32−1.</param>
/// <param name="Mask">The bits that count. Default: all.</param>
public readonly record struct PacketMark(uint Value, uint Mask = uint.MaxValue)
{
    /// <summary>Reads <c>MARK</c> or <c>MARK/MASK</c>, each decimal or, after <c>0x</c>, hexadecimal.</summary>
    /// <returns>False when it is neither, or the mark has bits outside the mask, which no packet could match.</returns>
    public static bool TryParse(string? text, out PacketMark mark)
    {
        mark = default;
        var parts = (text ?? "").Split('/');
        if (parts.Length > 2 || !TryNumber(parts[0], out var value) || !TryNumber(parts.ElementAtOrDefault(1) ?? "0xffffffff", out var mask) || (value & ~mask) != 0)
        {
            return false;
        }

        mark = new PacketMark(value, mask);
        return true;
    }

    /// <summary>As it is read: <c>0x1</c>, <c>0x1/0xff</c>.</summary>
    public override string ToString() =>
        Mask == uint.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}") : string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}/0x{Mask:x}");

    private static bool TryNumber(string text, out uint number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
