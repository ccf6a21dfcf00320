namespace LibNetwork.Linux.Namespaces;

/// <summary>What tells one namespace from another while it lives: the file behind <c>/proc/…/ns/net</c>.</summary>
/// <param name="Device">The device number of nsfs.</param>
/// <param name="Inode">The inode, the number in <c>net:[4026531840]</c>.</param>
public readonly record struct NamespaceId(ulong Device, ulong Inode)
{
    /// <summary>The text <c>net:[INODE]</c>.</summary>
    public override string ToString() => $"net:[{Inode}]";
}
