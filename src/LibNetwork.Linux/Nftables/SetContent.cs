namespace LibNetwork.Linux.Nftables;

/// <summary>A set or map with its elements.</summary>
/// <param name="set">The set itself.</param>
public sealed class SetContent(Set set)
{
    /// <summary>The set itself.</summary>
    public Set Set { get; } = set;

    /// <summary>Its elements, in no order.</summary>
    public List<SetElement> Elements { get; } = [];
}
