using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands;

/// <summary><c>dnet version</c></summary>
internal sealed class VersionCommand : DaemonCommand
{
    internal VersionCommand(Session session)
        : base(session, "version", "Show the versions of dnet and of the daemon.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        Session.Output.WriteLine($"Client:  {ProductVersion.Text}");
        var version = await daemon.GetVersionAsync(cancellationToken);
        Session.Output.WriteLine($"Daemon:  {version.Version} (API {version.ApiVersion}, at least {version.MinApiVersion})");
        Session.Output.WriteLine($"Runs on: {version.Os}/{version.Arch}, kernel {version.KernelVersion}");
        return ExitCode.Success;
    }
}
