using System.CommandLine;
using System.Globalization;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox set-key</c></summary>
internal sealed class SandboxSetKeyCommand : DaemonCommand
{
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly Argument<string> _key = new("PATH|PID") { Description = "The namespace: its path, or the id of a process in it." };

    internal SandboxSetKeyCommand(Session session)
        : base(session, "set-key", "Name the namespace that someone else has made, for a sandbox created with --external. Its interfaces appear in it.")
    {
        Examples = ["dnet sandbox set-key app 4711", "dnet sandbox set-key app /run/netns/app"];
        Add(_sandbox);
        Add(_key);
    }

    /// <summary>Path of a process's namespace.</summary>
    internal static string PathOf(int pid) => string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/ns/net");

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var key = arguments.GetRequiredValue(_key);
        var path = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? PathOf(pid) : Path.GetFullPath(key);
        await daemon.SetSandboxKeyAsync(arguments.GetRequiredValue(_sandbox), new SandboxKeyRequest { Key = path }, cancellationToken);
        return ExitCode.Success;
    }
}
