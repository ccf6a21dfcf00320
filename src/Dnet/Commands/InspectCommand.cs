using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands;

/// <summary>An <c>inspect</c> command: prints all there is to know of each named object; what is not found is told, the others are printed.</summary>
internal sealed class InspectCommand<T> : DaemonCommand
{
    private readonly Argument<string[]> _names;
    private readonly InspectView<T> _view;
    private readonly Func<DnetClient, string, CancellationToken, Task<T>> _inspect;

    internal InspectCommand(
        Session session, string kind, string description, JsonTypeInfo<T> type, Func<DnetClient, string, CancellationToken, Task<T>> inspect)
        : base(session, "inspect", description)
    {
        _names = Names.Several(kind);
        _view = new InspectView<T>(type);
        _inspect = inspect;
        Add(_names);
        _view.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        var code = await Session.ForEachAsync(
            arguments.GetRequiredValue(_names), async name => found.Add(await _inspect(daemon, name, cancellationToken)));
        _view.Write(arguments, found, Session.Output);
        return code;
    }
}
