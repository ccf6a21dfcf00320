using System.CommandLine;
using Dnet.Commands;
using Dnet.Demo.Drawing;
using Dnet.Demo.Housing;
using Dnet.Demo.Probes;

namespace Dnet.Demo;

/// <summary><c>dnet demo</c>: a small network, made and explained from nothing to nothing.</summary>
/// <remarks>Runs twice: first as typed, to become itself in namespaces of its own, then in there.</remarks>
internal sealed class DemoCommand : Command, IExamples
{
    private readonly Option<bool> _keep = new("--keep")
    {
        Description = "Leave the network up at the end, to look around in, until Ctrl-C.",
    };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colours. Also: NO_COLOR, or output that is no terminal." };

    private readonly Option<bool> _housed = new("--housed") { Hidden = true };

    private DemoCommand()
        : base("demo", "Show what this is: build a small network in a place of its own, send real packets through it, take it down.")
    {
        Add(_keep);
        Add(_noColor);
        Add(_housed);
        Add(ProbeCommand.Create());
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "dnet demo",
        "dnet demo --keep                            # then look around in it from another terminal",
    ];

    /// <summary>Makes the command.</summary>
    internal static Command Create() => new DemoCommand();

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        TextWriter error = arguments.InvocationConfiguration.Error;
        bool keep = arguments.GetValue(_keep);
        bool plain = arguments.GetValue(_noColor);
        if (!arguments.GetValue(_housed))
        {
            string[] again = ["demo", _housed.Name, .. Given(_keep, keep), .. Given(_noColor, plain)];
            return House.Enter(again, message => error.WriteLine($"dnet: demo: {message}"));
        }

        var narrator = new Narrator(arguments.InvocationConfiguration.Output, Terminal.Detect(plain));
        return await new DemoRun(narrator, error, keep).RunAsync(cancellationToken);

        static string[] Given(Option option, bool given) => given ? [option.Name] : [];
    }
}
