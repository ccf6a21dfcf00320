using System.CommandLine;
using Dnet.Execution;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox exec</c></summary>
internal sealed class SandboxExecCommand : DaemonCommand
{
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly Argument<string[]> _command = new("COMMAND")
    {
        Description = "The command and its arguments, as typed.",
        Arity = ArgumentArity.OneOrMore,
    };

    internal SandboxExecCommand(Session session)
        : base(
            session,
            "exec",
            "Run a command in a sandbox's network, on your own files, terminal and rights. Ends with the command's exit code; "
                + "125 when dnet fails first, 126 when the command cannot be run, 127 when there is none.")
    {
        Examples =
        [
            "dnet sandbox exec app -- ip address",
            "dnet sandbox exec app -- ping -c 1 10.1.0.3",
            "dnet sandbox exec app -- bash               # a shell whose network is the sandbox's",
        ];
        Add(_sandbox);
        Add(_command);
    }

    protected override int RefusalCode => ExitCode.Unreachable;

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_sandbox);
        var sandbox = await daemon.InspectSandboxAsync(name, cancellationToken);
        var pid = daemon.Address.SocketPath is { } socket
            ? DaemonProcess.OfSocket(socket)
            : (await daemon.GetInfoAsync(cancellationToken)).Pid;
        using var key = NamespaceKey.Open(sandbox.Key, pid);
        if (key is null)
        {
            Session.Report($"sandbox {name}: its namespace {sandbox.Key} cannot be opened here: run dnet as root, on the daemon's machine");
            return ExitCode.Unreachable;
        }

        // Nothing may await from here on: the namespace is entered by this thread alone, and exec makes it the whole process.
        return NamespaceCommand.Replace(key, arguments.GetRequiredValue(_command), message => Session.Report($"sandbox {name}: {message}"));
    }
}
