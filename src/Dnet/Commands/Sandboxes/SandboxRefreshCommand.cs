using System.CommandLine;
using Dnet.Commands.Options;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox refresh</c></summary>
internal sealed class SandboxRefreshCommand : DaemonCommand
{
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly PublishOption _published = new();
    private readonly ExposeOption _exposed = new();

    internal SandboxRefreshCommand(Session session)
        : base(session, "refresh", "Have every endpoint of a sandbox leave and join again. Ports that are given take the place of all it had.")
    {
        Examples = ["dnet sandbox refresh app", "dnet sandbox refresh -p 8081:80 app"];
        Add(_sandbox);
        Add(_published);
        Add(_exposed);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new SandboxRefreshRequest { ExposedPorts = _exposed.Read(arguments), PortBindings = _published.Read(arguments) };
        await daemon.RefreshSandboxAsync(arguments.GetRequiredValue(_sandbox), request, cancellationToken);
        return ExitCode.Success;
    }
}
