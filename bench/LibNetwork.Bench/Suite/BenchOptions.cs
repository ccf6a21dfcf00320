namespace LibNetwork.Bench.Suite;

/// <summary>What the command line asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>Operations per median. 10–1,000. Default: 200.</summary>
    internal int Count { get; init; } = 200;

    /// <summary>Endpoints on one bridge in the growth case: 100–1,000. Default: 1,000.</summary>
    internal int Growth { get; init; } = 1000;

    /// <summary>Operations per median of a peer, which is slower by far. Default: the smaller of 50 and <see cref="Count"/>.</summary>
    internal int PeerCount => Math.Min(50, Count);

    /// <summary>Whether to measure the peers that are installed. Default: false.</summary>
    internal bool Peers { get; init; }

    /// <summary>Only cases of these names; empty runs all.</summary>
    internal IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where to write the result as JSON; null for nowhere.</summary>
    internal string? JsonPath { get; init; }

    /// <summary>Whether to print the cases and do nothing.</summary>
    internal bool List { get; init; }

    /// <summary>Directory of the programs dnet and dnetd.</summary>
    internal string Programs { get; init; } = "artifacts/bin";

    /// <summary>The sample HelloDriver, as native code.</summary>
    internal string Hello { get; init; } = "artifacts/bench/bin/hello/HelloDriver";

    /// <exception cref="ArgumentException">An argument is unknown or out of range.</exception>
    internal static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            options = argument switch
            {
                "--peers" => options with { Peers = true },
                "--list" => options with { List = true },
                "-n" => options with { Count = Number(10, 1000) },
                "--growth" => options with { Growth = Number(100, 1000) },
                "--only" => options with { Only = [.. options.Only, Value()] },
                "--json" => options with { JsonPath = Path.GetFullPath(Value()) },
                "--programs" => options with { Programs = Value() },
                "--hello" => options with { Hello = Value() },
                _ => throw new ArgumentException($"unknown argument {argument}"),
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{argument} needs a value");

            int Number(int least, int most)
                => int.TryParse(Value(), out int number) && number >= least && number <= most
                    ? number
                    : throw new ArgumentException($"{argument} needs a number from {least} to {most}");
        }

        return options;
    }
}
