using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox rename</c></summary>
internal sealed class SandboxRenameCommand : DaemonCommand
{
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly Argument<string> _name = Names.New("NAME");

    internal SandboxRenameCommand(Session session)
        : base(session, "rename", "Give a sandbox another name. Its endpoints keep theirs.")
    {
        Examples = ["dnet sandbox rename app shop"];
        Add(_sandbox);
        Add(_name);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        await daemon.RenameSandboxAsync(arguments.GetRequiredValue(_sandbox), arguments.GetRequiredValue(_name), cancellationToken);
        return ExitCode.Success;
    }
}
