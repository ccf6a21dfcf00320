using System.CommandLine;
using LibNetwork.Api;

namespace Dnet;

/// <summary>What all commands share: where they write, which daemon they ask, how a failure becomes an exit code.</summary>
internal sealed class Session(TextReader input, TextWriter output, TextWriter error, Func<string, string?> environment)
{
    private const string HostVariable = "DNET_HOST";

    /// <summary>Results.</summary>
    internal TextWriter Output { get; } = output;

    /// <summary>Errors, so that a pipe on the results stays clean.</summary>
    internal TextWriter Error { get; } = error;

    /// <summary><c>-H</c>, on every command.</summary>
    internal Option<string?> Host { get; } = HostOption();

    /// <summary>Opens a client of the daemon that <c>-H</c>, DNET_HOST or the default names, in this order.</summary>
    internal DnetClient Open(ParseResult arguments)
    {
        if (arguments.GetValue(Host) is { } host)
        {
            return new DnetClient(DaemonAddress.Parse(host));
        }

        if (environment(HostVariable) is not { Length: > 0 } variable)
        {
            return new DnetClient(DaemonAddress.Default);
        }

        return DaemonAddress.TryParse(variable, out var address, out var wrong)
            ? new DnetClient(address)
            : throw new UsageException($"{HostVariable}: {wrong}");
    }

    /// <summary>Runs a command's body; what it throws is told on <see cref="Error"/> and becomes an exit code.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="body">The body; its result is the exit code.</param>
    /// <param name="failure">The exit code when the daemon refuses.</param>
    /// <param name="cancellationToken">Is cancelled by Ctrl-C.</param>
    internal async Task<int> RunAsync(
        ParseResult arguments,
        Func<ParseResult, DnetClient, CancellationToken, Task<int>> body,
        int failure,
        CancellationToken cancellationToken)
    {
        DnetClient? daemon = null;
        try
        {
            daemon = Open(arguments);
            return await body(arguments, daemon, cancellationToken);
        }
        catch (UsageException e)
        {
            Report(e.Message);
            return ExitCode.Usage;
        }
        catch (DnetException e) when (e.Status is null)
        {
            Report($"cannot reach the daemon at {daemon!.Address}: {e.Message}");
            Error.WriteLine(e.Message.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
                ? "Run dnet as root, or as a member of the socket's group."
                : "Is it running? Start it as root with \"dnetd\" (in a checkout: \"./dnet daemon\"), or name another with -H or DNET_HOST.");
            return ExitCode.Unreachable;
        }
        catch (DnetException e)
        {
            Report(e.Message);
            return failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        finally
        {
            daemon?.Dispose();
        }
    }

    /// <summary>Does something to each named object; a refusal is told and the others go on.</summary>
    internal async Task<int> ForEachAsync(IReadOnlyList<string> names, Func<string, Task> act)
    {
        var code = ExitCode.Success;
        foreach (var name in names)
        {
            try
            {
                await act(name);
            }
            catch (DnetException e) when (e.Status is not null)
            {
                Report(e.Message);
                code = ExitCode.Failure;
            }
        }

        return code;
    }

    /// <summary>Asks whether to go on; anything but yes, and the end of the input, is no.</summary>
    internal async Task<bool> ConfirmAsync(string warning, CancellationToken cancellationToken)
    {
        Error.WriteLine($"WARNING! {warning}");
        Error.Write("Are you sure you want to continue? [y/N] ");
        var answer = await input.ReadLineAsync(cancellationToken);
        return answer?.Trim() is { } text && (text.Equals("y", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Tells an error.</summary>
    internal void Report(string message) => Error.WriteLine($"dnet: {message}");

    private static Option<string?> HostOption()
    {
        var option = new Option<string?>("--host", "-H")
        {
            Description = "The daemon to ask: unix:///path or tcp://host:port. Default: DNET_HOST, else unix:///run/dnet.sock.",
            HelpName = "ADDRESS",
            Recursive = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !DaemonAddress.TryParse(token.Value, out _, out var wrong))
            {
                result.AddError($"--host: {wrong}");
            }
        });
        return option;
    }
}
