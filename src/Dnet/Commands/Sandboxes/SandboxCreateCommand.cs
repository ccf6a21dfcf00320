using System.CommandLine;
using Dnet.Commands.Options;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox create</c></summary>
internal sealed class SandboxCreateCommand : DaemonCommand
{
    private readonly Argument<string> _name = Names.New("SANDBOX");
    private readonly KeyValueOption _labels = new("--label", "A label, kept for you; once for each.");
    private readonly Option<bool> _hostNamespace = new("--host-namespace")
    {
        Description = "Use the namespace of the daemon instead of a new one; nothing in it is touched. For the host driver.",
    };

    internal SandboxCreateCommand(Session session)
        : base(session, "create", "Create a sandbox, with nothing but a loopback in it, and print its id.")
    {
        Examples = ["dnet sandbox create app", "dnet sandbox create --label tier=front app"];
        Add(_name);
        Add(_labels);
        Add(_hostNamespace);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new SandboxCreateRequest
        {
            Name = arguments.GetRequiredValue(_name),
            UseHostNamespace = arguments.GetValue(_hostNamespace) ? true : null,
            Labels = _labels.Read(arguments),
        };
        Session.Output.WriteLine((await daemon.CreateSandboxAsync(request, cancellationToken)).Id);
        return ExitCode.Success;
    }
}
