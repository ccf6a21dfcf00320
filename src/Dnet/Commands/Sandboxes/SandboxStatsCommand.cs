using System.CommandLine;
using System.Globalization;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox stats</c></summary>
internal sealed class SandboxStatsCommand : DaemonCommand
{
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly ListView<KeyValuePair<string, InterfaceCounters>> _view = new(
        new("Interface", "INTERFACE", (counters, _) => counters.Key),
        Counter("RxBytes", "RX BYTES", counters => counters.RxBytes),
        Counter("RxPackets", "RX PACKETS", counters => counters.RxPackets),
        Counter("RxErrors", "RX ERRORS", counters => counters.RxErrors),
        Counter("RxDropped", "RX DROPPED", counters => counters.RxDropped),
        Counter("TxBytes", "TX BYTES", counters => counters.TxBytes),
        Counter("TxPackets", "TX PACKETS", counters => counters.TxPackets),
        Counter("TxErrors", "TX ERRORS", counters => counters.TxErrors),
        Counter("TxDropped", "TX DROPPED", counters => counters.TxDropped));

    internal SandboxStatsCommand(Session session)
        : base(session, "stats", "Show what went through the interfaces of a sandbox.")
    {
        Examples = ["dnet sandbox stats app", "dnet sandbox stats --format json app"];
        Add(_sandbox);
        _view.AddFormatTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var statistics = await daemon.GetSandboxStatisticsAsync(arguments.GetRequiredValue(_sandbox), cancellationToken);
        _view.Write(arguments, [.. statistics.Networks.OrderBy(pair => pair.Key, StringComparer.Ordinal)], Session.Output);
        return ExitCode.Success;
    }

    private static Column<KeyValuePair<string, InterfaceCounters>> Counter(string field, string header, Func<InterfaceCounters, ulong> read) =>
        new(field, header, (counters, _) => read(counters.Value).ToString(CultureInfo.InvariantCulture));
}
