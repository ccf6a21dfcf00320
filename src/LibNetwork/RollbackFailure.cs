namespace LibNetwork;

/// <summary>A step that could not be taken back.</summary>
/// <param name="What">What was left behind.</param>
/// <param name="Reason">Why.</param>
internal sealed record RollbackFailure(string What, Exception Reason);
