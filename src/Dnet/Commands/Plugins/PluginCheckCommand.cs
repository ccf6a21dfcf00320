using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Dnet.Commands.Options;
using Dnet.Conformance;
using Dnet.Conformance.Calls;
using Dnet.Output;
using LibNetwork.DriverApi;

namespace Dnet.Commands.Plugins;

/// <summary><c>dnet plugin check</c>: tries a plugin against the protocol.</summary>
internal sealed class PluginCheckCommand : Command, IExamples
{
    private readonly Session _session;
    private readonly PluginArgument _plugin = new();
    private readonly PluginDirectoryOptions _directories = new();
    private readonly Option<bool> _list = new("--list") { Description = "Print the checks, and run none." };
    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Run only checks that fit, such as networks/null-lists, pools or '*/delete-twice'; once for each.",
        HelpName = "PATTERN",
    };

    private readonly SecondsOption _timeout = new("--timeout", TimeSpan.FromSeconds(10), "How long a call may take. Default: 10.");
    private readonly KeyValueOption _networkOptions = new("--network-option", "An option for every network, as docker network create -o sends it; once for each.");
    private readonly KeyValueOption _ipamOptions = new("--ipam-option", "An option for every pool, as docker network create --ipam-opt sends it; once for each.");
    private readonly SubnetOption _subnet = new(
        "--subnet", ipv6: false, longestPrefix: 25, Subnets.DefaultIPv4, $"Where networks and pools come from. Default: {Subnets.DefaultIPv4}.");

    private readonly SubnetOption _subnetIPv6 = new(
        "--subnet-ipv6", ipv6: true, longestPrefix: 120, Subnets.DefaultIPv6, $"Where their IPv6 comes from. Default: {Subnets.DefaultIPv6}.");

    private readonly Option<string?> _sandbox = new("--sandbox")
    {
        Description = "A network namespace that a joining plugin may open. Default: a path that does not exist, since most plugins leave that to Docker.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _restart = new("--restart")
    {
        Description = "A shell command that restarts the plugin; without it the checks that need it are not tried.",
        HelpName = "COMMAND",
    };

    private readonly ListView<CheckResult> _results = new(
        new("Result", "RESULT", (result, _) => VerdictText.Of(result.Verdict)),
        new("Check", "CHECK", (result, _) => result.Check.Name),
        new("Demand", "DEMAND", (result, _) => result.Check.Demand),
        new("Source", "SOURCE", (result, _) => result.Check.Source),
        new("Detail", "DETAIL", (result, _) => result.Detail, InTable: false));

    internal PluginCheckCommand(Session session)
        : base("check", "Try a network or IPAM plugin, in any language, against Docker's plugin protocol. Everything that is made in it is deleted.")
    {
        _session = session;
        Add(_plugin);
        Add(_list);
        Add(_only);
        Add(_timeout);
        Add(_networkOptions);
        Add(_ipamOptions);
        Add(_subnet);
        Add(_subnetIPv6);
        Add(_sandbox);
        Add(_restart);
        _directories.AddTo(this);
        _results.AddFormatTo(this);
        Validators.Add(RequireUnlessListing);
        _only.Validators.Add(result =>
        {
            foreach (var pattern in result.Tokens.Select(token => token.Value).Where(pattern => ConformanceSuite.Select([pattern]).Count == 0))
            {
                result.AddError($"--only: \"{pattern}\" fits no check; see them with --list");
            }
        });
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "dnet plugin check mydriver                                    # the plugin /run/docker/plugins/mydriver.sock",
        "dnet plugin check --only networks --only endpoints ./my.sock  # two groups of checks",
        "dnet plugin check --restart 'systemctl restart my' tcp://127.0.0.1:9000",
        "dnet plugin check --format json mydriver                      # for a machine: an object a line",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var checks = ConformanceSuite.Select(arguments.GetValue(_only) ?? []);
        if (arguments.GetValue(_list))
        {
            _results.Write(arguments, [.. checks.Select(check => new CheckResult(check, Verdict.NotTried))], _session.Output, without: "Result");
            return ExitCode.Success;
        }

        var name = arguments.GetRequiredValue(_plugin)!;
        try
        {
            var directories = _directories.Read(arguments);
            using var plugin = new PluginCaller(() => PluginArgument.Locate(name, directories), _timeout.Read(arguments), TimeProvider.System);
            return await CheckAsync(arguments, plugin, checks, cancellationToken);
        }
        catch (NetworkException e)
        {
            _session.Report(e.Message);
            return e.Kind == ErrorKind.NotFound ? ExitCode.Unreachable : ExitCode.Usage;
        }
    }

    private async Task<int> CheckAsync(ParseResult arguments, PluginCaller plugin, IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        await using var progress = new Progress(_session.Error, plugin.Clock);
        var run = new ConformanceRun(plugin, Settings(arguments), progress);
        try
        {
            var results = await run.RunAsync(checks, cancellationToken);
            await progress.DisposeAsync();
            Write(arguments, results);
            return ConformanceReport.ExitCodeOf(results);
        }
        catch (HttpRequestException e)
        {
            _session.Report($"cannot reach the plugin at {plugin.Address}: {(e.InnerException ?? e).Message}");
            return ExitCode.Unreachable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _session.Report(run.LeftBehind.Count == 0
                ? "interrupted; what was made in the plugin is deleted" : $"interrupted; {string.Join("; ", run.LeftBehind)}");
            return ExitCode.Interrupted;
        }
    }

    private void Write(ParseResult arguments, IReadOnlyList<CheckResult> results)
    {
        _results.Write(arguments, results, _session.Output);
        if (_results.IsTable(arguments))
        {
            ConformanceReport.WriteDetails(results, _session.Output);
        }
    }

    private ConformanceSettings Settings(ParseResult arguments)
    {
        var settings = new ConformanceSettings
        {
            Timeout = _timeout.Read(arguments),
            Subnets = new Subnets(_subnet.Read(arguments), _subnetIPv6.Read(arguments)),
            SandboxKey = arguments.GetValue(_sandbox)
                ?? Path.Combine(Path.GetTempPath(), $"dnet-plugin-check-{RandomNumberGenerator.GetHexString(12, lowercase: true)}", "netns"),
            Restart = arguments.GetValue(_restart),
        };
        return settings with
        {
            NetworkOptions = _networkOptions.Read(arguments) ?? settings.NetworkOptions,
            IpamOptions = _ipamOptions.Read(arguments) ?? settings.IpamOptions,
        };
    }

    private void RequireUnlessListing(CommandResult result)
    {
        if (result.GetResult(_plugin) is not { Tokens.Count: > 0 } && result.GetResult(_list) is null)
        {
            result.AddError("Required argument missing for command: 'check'.");
        }
    }
}
