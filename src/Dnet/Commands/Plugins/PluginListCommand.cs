using System.CommandLine;
using Dnet.Commands.Options;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Plugins;

/// <summary><c>dnet plugin ls</c></summary>
internal sealed class PluginListCommand : DaemonCommand
{
    private readonly FilterOption _filter = new("name=, state=active|failing|'not activated', implements=NetworkDriver|IpamDriver");
    private readonly Option<bool> _probe = new("--probe") { Description = "Ask each plugin for a sign of life first. Without it, none is called." };
    private readonly ListView<PluginResource> _view = new(
        new("Name", "NAME", (plugin, _) => plugin.Name),
        new("Address", "ADDRESS", (plugin, _) => plugin.Address),
        new("Implements", "IMPLEMENTS", (plugin, _) => string.Join(", ", plugin.Implements)),
        new("State", "STATE", (plugin, _) => plugin.Error.Length == 0 ? plugin.State : $"{plugin.State}: {plugin.Error}"));

    internal PluginListCommand(Session session)
        : base(session, "ls", "List plugins: those the daemon finds files for, and those its networks depend on.")
    {
        Examples =
        [
            "dnet plugin ls --probe",
            "dnet plugin ls -q --filter implements=NetworkDriver",
            @"dnet plugin ls --format 'table {{.Name}}\t{{.State}}'",
        ];
        Aliases.Add("list");
        Add(_filter);
        Add(_probe);
        _view.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var plugins = await daemon.ListPluginsAsync(_filter.Read(arguments), arguments.GetValue(_probe), cancellationToken);
        _view.Write(arguments, plugins, Session.Output);
        return ExitCode.Success;
    }
}
