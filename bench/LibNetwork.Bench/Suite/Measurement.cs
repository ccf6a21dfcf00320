namespace LibNetwork.Bench.Suite;

/// <summary>One row of the result.</summary>
/// <param name="Case">The case that measured it.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Unit"><c>us</c>, <c>ms</c>, <c>MB</c> or <c>/s</c>.</param>
/// <param name="Count">How many values it stands for.</param>
/// <param name="Median">The middle value.</param>
/// <param name="P99">The value that 99 % do not exceed; null when there is one value alone.</param>
/// <param name="Ratio">The median over that of the floor, or of the row it is compared with; null where that means nothing.</param>
internal sealed record Measurement(string Case, string Name, string Unit, int Count, double Median, double? P99, double? Ratio);
