using System.CommandLine;

namespace Dnet.Commands;

/// <summary>A noun with verbs: <c>network</c>, <c>sandbox</c>, <c>endpoint</c>.</summary>
internal sealed class CommandGroup : Command, IExamples
{
    internal CommandGroup(string name, string description, params Command[] verbs)
        : base(name, description)
    {
        foreach (var verb in verbs)
        {
            Add(verb);
        }
    }

    public IReadOnlyList<string> Examples { get; init; } = [];
}
