using System.Collections;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Dnetd.Options;

/// <summary>The daemon's command line.</summary>
internal sealed class DaemonCommandLine
{
    private readonly RootCommand _root = new(
        "dnetd: the daemon that makes networks, endpoints and sandboxes on this host. Needs root. "
        + "A flag wins over its variable (DNETD_DATA_ROOT for --data-root), a variable over the file.");

    private readonly Dictionary<string, Option<string[]>> _flags = new(StringComparer.Ordinal);
    private readonly Option<bool> _validate = new("--validate") { Description = "Check the settings, say what is wrong with them, and end." };

    internal DaemonCommandLine()
    {
        foreach (var setting in Settings.All)
        {
            _flags.Add(setting.Key, Flag(setting));
        }

        _flags.Add(OptionSources.ConfigFileKey, new Option<string[]>($"--{OptionSources.ConfigFileKey}")
        {
            Description = $"A JSON file with these settings: {{\"data-root\": \"/srv/dnet\", \"host\": [\"unix:///run/dnet.sock\"]}}. "
                + $"Default: {ConfigFile.DefaultPath}, if it is there.",
            HelpName = "PATH",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = AsTyped,
        });
        foreach (var flag in _flags.Values)
        {
            _root.Add(flag);
        }

        _root.Add(_validate);
    }

    /// <summary>Reads the command line, the environment and the file, and runs the daemon.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="run">Runs the daemon.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> InvokeAsync(string[] arguments, Func<DaemonOptions, Task<int>> run)
    {
        var parsed = _root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is HelpAction or { ClearsParseErrors: true } || parsed.GetResult("--version") is OptionResult { Implicit: false })
        {
            return await parsed.InvokeAsync();
        }

        var given = _flags.Where(flag => parsed.GetResult(flag.Value) is { Implicit: false })
            .ToDictionary(flag => flag.Key, IReadOnlyList<string> (flag) => Texts(parsed.GetResult(flag.Value)!.Tokens.Select(token => token.Value)), StringComparer.Ordinal);
        var errors = parsed.Errors.Select(error => error.Message).ToList();
        var options = OptionSources.Read(given, Environment(), errors);
        if (errors.Count == 0)
        {
            return parsed.GetValue(_validate) ? Valid() : await run(options);
        }

        foreach (var error in errors.Distinct(StringComparer.Ordinal))
        {
            Console.Error.WriteLine($"dnetd: {error}");
        }

        Console.Error.WriteLine("See \"dnetd --help\".");
        return DaemonExitCode.Usage;
    }

    private static int Valid()
    {
        Console.WriteLine("the settings are valid");
        return DaemonExitCode.Success;
    }

    private static Option<string[]> Flag(Setting setting) => new(setting.Flag, setting.Key == "host" ? ["-H"] : [])
    {
        Description = setting.Description,
        HelpName = setting.ValueName,
        Arity = setting.IsList ? ArgumentArity.OneOrMore : setting.Shape == SettingShape.Switch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        CustomParser = AsTyped,
    };

    private static string[] AsTyped(ArgumentResult result) => [.. result.Tokens.Select(token => token.Value)];

    // A switch alone is switched on.
    private static string[] Texts(IEnumerable<string> tokens) => tokens.ToArray() is { Length: > 0 } texts ? texts : ["true"];

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}
