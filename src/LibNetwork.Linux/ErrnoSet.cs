namespace LibNetwork.Linux;

/// <summary>A set of reasons of refusal that the caller takes for success.</summary>
public readonly record struct ErrnoSet
{
    private readonly UInt128 _bits;

    private ErrnoSet(UInt128 bits) => _bits = bits;

    /// <summary>No reason: every refusal is a failure.</summary>
    public static ErrnoSet Empty => default;

    /// <summary>What the kernel answers when an object to delete or change is gone: ENODEV, ENOENT, ESRCH, ENXIO, EADDRNOTAVAIL.</summary>
    public static ErrnoSet Missing { get; } = Of(Errno.ENODEV, Errno.ENOENT, Errno.ESRCH, Errno.ENXIO, Errno.EADDRNOTAVAIL);

    /// <summary>What the kernel answers when an object to create is there: EEXIST.</summary>
    public static ErrnoSet Existing { get; } = Of(Errno.EEXIST);

    /// <summary>The set of these reasons.</summary>
    public static ErrnoSet Of(params ReadOnlySpan<Errno> reasons)
    {
        UInt128 bits = 0;
        foreach (var reason in reasons)
        {
            bits |= UInt128.One << (int)reason;
        }

        return new ErrnoSet(bits);
    }

    /// <summary>Whether <paramref name="reason"/> is in the set.</summary>
    public bool Contains(Errno reason) => (uint)reason < 128 && (_bits >> (int)reason & 1) == 1;

    /// <summary>The reasons of both sets.</summary>
    public static ErrnoSet operator |(ErrnoSet left, ErrnoSet right) => left.Union(right);

    /// <summary>The reasons of both sets.</summary>
    public ErrnoSet Union(ErrnoSet other) => new(_bits | other._bits);
}
