using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Dnet.Commands;
using Dnet.Commands.Endpoints;
using Dnet.Commands.Events;
using Dnet.Commands.Networks;
using Dnet.Commands.Nodes;
using Dnet.Commands.Options;
using Dnet.Commands.Plugins;
using Dnet.Commands.Sandboxes;
using Dnet.Demo;

namespace Dnet;

/// <summary>The program, from its arguments to its exit code.</summary>
internal sealed class DnetProgram
{
    private readonly Session _session;

    /// <summary>Builds the commands.</summary>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    /// <param name="environment">Environment variables by name.</param>
    /// <param name="input">Where answers to questions come from. Default: null, the console.</param>
    internal DnetProgram(TextWriter output, TextWriter error, Func<string, string?> environment, TextReader? input = null)
    {
        _session = new Session(input ?? Console.In, output, error, environment);
        Root = new RootCommand("dnet: networks, endpoints and sandboxes of this host, by way of the daemon dnetd.")
        {
            _session.Host,
            NetworkCommands.Group(_session),
            SandboxCommands.Group(_session),
            EndpointCommands.Group(_session),
            PluginCommands.Group(_session),
            new DoctorCommand(_session),
            new EventsCommand(_session),
            NodeCommands.Group(_session),
            new VersionCommand(_session),
            DemoCommand.Create(),
        };
        var help = Root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!);
    }

    /// <summary>The commands.</summary>
    internal RootCommand Root { get; }

    /// <summary>Runs a command line.</summary>
    internal async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        // A network may well be called @home: it is not a file of arguments.
        var parsed = Root.Parse(
            arguments.Count == 0 ? ["--help"] : ExecArguments.Separate(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
        var invocation = new InvocationConfiguration
        {
            Output = _session.Output,
            Error = _session.Error,
            EnableDefaultExceptionHandler = false,

            // What a command made elsewhere is taken back before it ends.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
        };
        var errors = parsed.Errors.Select(error => error.Message).Concat(SwitchValues.Wrong(arguments, parsed.CommandResult.Command))
            .Distinct(StringComparer.Ordinal).ToList();
        if (errors.Count == 0 || parsed.Action is { ClearsParseErrors: true })
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }

        var command = CommandLine(parsed);
        errors.ForEach(error => _session.Error.WriteLine($"{command}: {error}"));
        _session.Error.WriteLine($"See \"{command} --help\".");
        return ExitCode.Usage;
    }

    private static string CommandLine(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Add(result.Command is RootCommand ? "dnet" : result.Command.Name);
        }

        names.Reverse();
        return string.Join(' ', names);
    }
}
