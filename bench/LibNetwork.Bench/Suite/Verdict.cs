namespace LibNetwork.Bench.Suite;

/// <summary>A number to reach, and whether this run reached it.</summary>
/// <param name="Target">The number to reach, in words.</param>
/// <param name="Limit">The bound.</param>
/// <param name="AtLeast">Whether the bound is a lower one.</param>
/// <param name="Actual">What this run gave.</param>
internal sealed record Verdict(string Target, double Limit, bool AtLeast, double Actual)
{
    public bool Met => AtLeast ? Actual >= Limit : Actual <= Limit;
}
