using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands;

/// <summary>An <c>rm</c> command: removes each named object, prints what it removed, goes on past a refusal.</summary>
internal sealed class RemoveCommand : DaemonCommand
{
    private readonly Argument<string[]> _names;
    private readonly Option<bool>? _force;
    private readonly Func<DnetClient, string, bool, CancellationToken, Task> _remove;

    /// <summary>Makes the command.</summary>
    /// <param name="session">What all commands share.</param>
    /// <param name="kind">What it removes, in capitals.</param>
    /// <param name="description">Its help.</param>
    /// <param name="force">What <c>--force</c> does; null when there is no such flag.</param>
    /// <param name="remove">Removes one; the flag is <c>--force</c>.</param>
    internal RemoveCommand(
        Session session, string kind, string description, string? force, Func<DnetClient, string, bool, CancellationToken, Task> remove)
        : base(session, "rm", description)
    {
        Aliases.Add("remove");
        _names = Names.Several(kind);
        _remove = remove;
        Add(_names);
        if (force is not null)
        {
            _force = new Option<bool>("--force", "-f") { Description = force };
            Add(_force);
        }
    }

    protected override Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var force = _force is not null && arguments.GetValue(_force);
        return Session.ForEachAsync(arguments.GetRequiredValue(_names), async name =>
        {
            await _remove(daemon, name, force, cancellationToken);
            Session.Output.WriteLine(name);
        });
    }
}
