namespace LibNetwork.DriverApi;

/// <summary>Something that is not as the records say, or that keeps sandboxes from being reached.</summary>
public sealed record Finding
{
    /// <summary>The thing, such as <c>interface eth0</c> or <c>bridge br-0123456789ab</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Whose it is, such as <c>endpoint web in sandbox box</c>; a driver gives the id of its network or endpoint. Empty when it is nobody's.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What is wrong with it, such as <c>is missing</c>.</summary>
    public required string Problem { get; init; }

    /// <summary>What was done, would be done, or is to be done by someone, after <see cref="State"/>.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether that was done.</summary>
    public FindingState State { get; init; }

    /// <summary>Why it could not be done; empty unless <see cref="State"/> is <see cref="FindingState.Failed"/>.</summary>
    public string Error { get; init; } = "";

    /// <summary>All of it in one line.</summary>
    public override string ToString() =>
        $"{Subject}{(Owner.Length > 0 ? $" of {Owner}" : "")} {Problem}: {Remedy}{(Error.Length > 0 ? $": {Error}" : "")}";
}
