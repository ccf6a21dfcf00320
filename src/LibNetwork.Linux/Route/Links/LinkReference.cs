namespace LibNetwork.Linux.Route;

/// <summary>Names a link by its index or by its name; both convert to it.</summary>
public readonly record struct LinkReference
{
    private LinkReference(int index, string? name) => (Index, Name) = (index, name);

    /// <summary>The link's index, or 0 when it is given by name.</summary>
    public int Index { get; }

    /// <summary>The link's name, or null when it is given by index.</summary>
    public string? Name { get; }

    /// <summary>The link of this index, which is positive.</summary>
    public static LinkReference Of(int index) =>
        index > 0 ? new(index, null) : throw new ArgumentOutOfRangeException(nameof(index), index, "a link's index is positive");

    /// <summary>The link of this name.</summary>
    public static LinkReference Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(0, name);
    }

    /// <inheritdoc cref="Of(int)"/>
    public static implicit operator LinkReference(int index) => Of(index);

    /// <inheritdoc cref="Of(string)"/>
    public static implicit operator LinkReference(string name) => Of(name);

    /// <summary>The name, or <c>link INDEX</c>.</summary>
    public override string ToString() => Name ?? $"link {Index}";
}
