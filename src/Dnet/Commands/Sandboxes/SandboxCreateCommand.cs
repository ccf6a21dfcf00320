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

    private readonly Option<bool> _external = new("--external")
    {
        Description = "Someone else makes its namespace; name it later with \"dnet sandbox set-key\". Networks may be connected before.",
    };

    private readonly Option<string?> _namespace = new("--namespace")
    {
        Description = "Use the namespace at this path instead of a new one. It is someone else's and never deleted.",
        HelpName = "PATH",
    };

    private readonly Option<int?> _pid = new("--pid")
    {
        Description = "Use the namespace of this process instead of a new one. It is someone else's and never deleted.",
        HelpName = "PID",
    };

    private readonly PublishOption _published = new();
    private readonly ExposeOption _exposed = new();
    private readonly NamingOptions _naming = new();

    internal SandboxCreateCommand(Session session)
        : base(session, "create", "Create a sandbox, with nothing but a loopback in it, and print its id.")
    {
        Examples =
        [
            "dnet sandbox create app",
            "dnet sandbox create --label tier=front app",
            "dnet sandbox create --pid 4711 app                        # the namespace of a process that runs",
            "dnet sandbox create -p 8080:80 -p 127.0.0.1::53/udp app   # published by whichever network is its way out",
        ];
        Add(_name);
        Add(_labels);
        Add(_hostNamespace);
        Add(_external);
        Add(_namespace);
        Add(_pid);
        Validators.Add(result =>
        {
            if (new[] { result.GetResult(_hostNamespace), result.GetResult(_external), (object?)result.GetResult(_namespace), result.GetResult(_pid) }
                .Count(given => given is System.CommandLine.Parsing.OptionResult { Implicit: false }) > 1)
            {
                result.AddError("--host-namespace, --external, --namespace and --pid exclude each other");
            }
        });
        Add(_published);
        Add(_exposed);
        _naming.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new SandboxCreateRequest
        {
            Name = arguments.GetRequiredValue(_name),
            UseHostNamespace = arguments.GetValue(_hostNamespace) ? true : null,
            UseExternalKey = arguments.GetValue(_external) ? true : null,
            Key = arguments.GetValue(_pid) is { } pid ? SandboxSetKeyCommand.PathOf(pid)
                : arguments.GetValue(_namespace) is { } path ? Path.GetFullPath(path) : null,
            ExposedPorts = _exposed.Read(arguments),
            PortBindings = _published.Read(arguments),
            Labels = _labels.Read(arguments),
        };
        request = _naming.Read(arguments, request);
        Session.Output.WriteLine((await daemon.CreateSandboxAsync(request, cancellationToken)).Id);
        return ExitCode.Success;
    }
}
