namespace LibNetwork.Linux.Nftables;

/// <summary>What a message of a batch does, in words.</summary>
internal static class BatchVerb
{
    internal const string Commit = "commit nftables transaction";
    internal const string Add = "add";
    internal const string Delete = "delete";
    internal const string Flush = "flush";
    internal const string AddElements = "add element";
    internal const string DeleteElements = "delete element";
}
