namespace LibNetwork.Store;

/// <summary>One record written or, without a value, deleted.</summary>
internal readonly record struct RecordChange(RecordKind Kind, string Id, byte[]? Value);
