using System.CommandLine;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands;

/// <summary><c>dnet doctor</c></summary>
internal sealed class DoctorCommand : DaemonCommand
{
    private readonly Option<bool> _repair = new("--repair")
    {
        Description = "Repair what is the daemon's own. What is as it should be is not touched: connections through it go on.",
    };

    private readonly ListView<FindingResource> _view = new(
        new("Subject", "WHAT", (finding, _) => finding.Subject),
        new("Owner", "OF", (finding, _) => finding.Owner),
        new("Problem", "PROBLEM", (finding, _) => finding.Problem),
        new("State", "STATE", (finding, _) => finding.State),
        new("Remedy", "REMEDY", (finding, _) => finding.Error.Length == 0 ? finding.Remedy : $"{finding.Remedy}: {finding.Error}"));

    internal DoctorCommand(Session session)
        : base(session, "doctor", "Compare the kernel with the daemon's records, and look for what keeps sandboxes from being reached. Exit code 1 when "
            + "something is wrong, or still wrong after --repair.")
    {
        Examples =
        [
            "dnet doctor",
            "dnet doctor --repair",
            "dnet doctor --format json",
        ];
        Add(_repair);
        _view.AddFormatTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var findings = arguments.GetValue(_repair) ? await daemon.RepairAsync(cancellationToken) : await daemon.DiagnoseAsync(cancellationToken);
        if (findings.Count > 0 || !_view.IsTable(arguments))
        {
            _view.Write(arguments, findings, Session.Output);
        }
        else
        {
            Session.Output.WriteLine("Nothing is wrong.");
        }

        return findings.All(finding => finding.State == "repaired") ? ExitCode.Success : ExitCode.Failure;
    }
}
