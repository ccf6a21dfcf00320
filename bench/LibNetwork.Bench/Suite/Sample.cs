namespace LibNetwork.Bench.Suite;

/// <summary>Durations of one kind of operation, in the order they were taken.</summary>
internal sealed class Sample
{
    private readonly List<double> _microseconds = [];

    internal int Count => _microseconds.Count;

    internal double Median => Percentile(50);

    internal double P99 => Percentile(99);

    internal double Mean => _microseconds.Average();

    internal double Min => _microseconds.Min();

    internal void Add(TimeSpan duration) => _microseconds.Add(duration.TotalMicroseconds);

    internal void Add(double microseconds) => _microseconds.Add(microseconds);

    /// <summary>The values from <paramref name="start"/> on, at most <paramref name="count"/> of them.</summary>
    internal Sample Slice(int start, int count)
    {
        var part = new Sample();
        part._microseconds.AddRange(_microseconds.Skip(start).Take(count));
        return part;
    }

    private double Percentile(int percent)
    {
        double[] sorted = [.. _microseconds.Order()];
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }
}
