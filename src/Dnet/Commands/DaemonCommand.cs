using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands;

/// <summary>A command that asks the daemon.</summary>
internal abstract class DaemonCommand : Command, IExamples
{
    /// <summary>Makes the command.</summary>
    protected DaemonCommand(Session session, string name, string description)
        : base(name, description)
    {
        Session = session;
        SetAction((arguments, cancellationToken) => session.RunAsync(arguments, RunAsync, RefusalCode, cancellationToken));
    }

    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What all commands share.</summary>
    protected Session Session { get; }

    /// <summary>The exit code when the daemon refuses.</summary>
    protected virtual int RefusalCode => ExitCode.Failure;

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken);
}
