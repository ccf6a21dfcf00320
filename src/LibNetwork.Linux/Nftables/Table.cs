namespace LibNetwork.Linux.Nftables;

/// <summary>A table: what chains, rules and sets live in, and what is flushed or deleted at once.</summary>
/// <param name="Family">Which packets it sees.</param>
/// <param name="Name">1 to 255 bytes, unique in its family.</param>
public sealed record Table(TableFamily Family, string Name)
{
    /// <summary>A word for whoever lists it, at most 128 bytes; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>As <c>nft</c> writes it: <c>inet filter</c>.</summary>
    public override string ToString() => $"{FamilyName} {Name}";

    private string FamilyName => Family switch
    {
        TableFamily.IPv4 => "ip",
        TableFamily.IPv6 => "ip6",
        _ => Family.ToString().ToLowerInvariant(),
    };
}
