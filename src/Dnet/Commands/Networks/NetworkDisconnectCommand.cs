using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands.Networks;

/// <summary><c>dnet network disconnect</c> (I-096)</summary>
internal sealed class NetworkDisconnectCommand : DaemonCommand
{
    private readonly Argument<string> _network = Names.One("NETWORK");
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Remove its endpoint even though the sandbox is gone." };

    internal NetworkDisconnectCommand(Session session)
        : base(session, "disconnect", "Take a sandbox off a network: its interface disappears, its addresses are free again.")
    {
        Add(_network);
        Add(_sandbox);
        Add(_force);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new NetworkDisconnectRequest
        {
            Container = arguments.GetRequiredValue(_sandbox),
            Force = arguments.GetValue(_force) ? true : null,
        };
        await daemon.DisconnectAsync(arguments.GetRequiredValue(_network), request, cancellationToken);
        return ExitCode.Success;
    }
}
