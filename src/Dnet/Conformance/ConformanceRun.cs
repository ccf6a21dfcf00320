using Dnet.Conformance.Calls;
using Dnet.Conformance.Checks;
using LibNetwork.PluginProtocol;

namespace Dnet.Conformance;

/// <summary>Tries one plugin: check after check, each from nothing to nothing.</summary>
internal sealed class ConformanceRun(PluginCaller plugin, ConformanceSettings settings, Progress progress)
{
    private const int MostMeetings = 3;

    private readonly List<string> _leftBehind = [];

    // What the handshake said; null as long as it said nothing.
    private Roles? _roles;
    private int _meetings;

    // The check after which the plugin was gone.
    private string? _gone;

    /// <summary>What interrupted checks could not delete.</summary>
    internal IReadOnlyList<string> LeftBehind => _leftBehind;

    /// <summary>Runs checks.</summary>
    /// <returns>A result for each check, in their order.</returns>
    /// <exception cref="HttpRequestException">Nobody listens at the address.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; what the check under way had made is deleted.</exception>
    internal async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var check in checks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Tell(check.Name, results.Count + 1, checks.Count);
            await MeetAsync(cancellationToken);
            results.Add(WhyNot(check) is { } reason ? new CheckResult(check, Verdict.NotTried, reason) : await TryAsync(check, cancellationToken));
        }

        return results;
    }

    // One that is slow to start is asked again.
    private async Task MeetAsync(CancellationToken cancellationToken)
    {
        if (_roles is not null || _gone is not null || _meetings++ >= MostMeetings)
        {
            return;
        }

        try
        {
            var answer = await plugin.PostAsync(PluginMethod.Activate, default, cancellationToken);
            var activated = new Exchange(PluginMethod.Activate, PluginMethod.Activate, answer);
            _roles = activated.Succeeded ? Handshake.RolesOf(activated) : null;
        }
        catch (HttpRequestException e) when (!IsUnreachable(e) || _meetings > 1)
        {
            // It is there and does not speak: for the checks to tell.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The same.
        }
    }

    private static bool IsUnreachable(HttpRequestException e) => e.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private string? WhyNot(Check check) =>
        _gone is not null ? $"the plugin has not answered since {_gone}"
        : check.Concerns == Roles.None || (check.Concerns & (_roles ?? Roles.None)) != Roles.None ? WhyNoRestart(check)
        : _roles is null ? "the plugin did not answer the handshake"
        : $"the handshake names no {Token(check.Concerns)}";

    private string? WhyNoRestart(Check check) =>
        check.Restarts && settings.Restart is null ? "no command restarts the plugin: give one with --restart" : null;

    private static string Token(Roles role) => role == Roles.Ipam ? PluginMethod.IpamToken : PluginMethod.NetworkToken;

    private async Task<CheckResult> TryAsync(Check check, CancellationToken cancellationToken)
    {
        var trial = new Trial(plugin, settings, _roles ?? Roles.None, cancellationToken);
        var result = new CheckResult(check, Verdict.Pass);
        var silent = false;
        try
        {
            await check.RunAsync(trial);
        }
        catch (CheckEndedException e)
        {
            result = new CheckResult(check, e.Verdict, e.Message);
            silent = e.IsSilence;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _leftBehind.AddRange(await trial.Ledger.UndoAllAsync());
            throw;
        }

        if (silent && !await IsThereAsync(trial))
        {
            _gone = check.Name;
            var left = string.Join(", ", trial.Ledger.Entries);
            return left.Length == 0 ? result : result with { Detail = $"{result.Detail}; left behind: {WireText.Of(left)}" };
        }

        var failures = await trial.Ledger.UndoAllAsync();
        return failures.Count == 0 ? result : new CheckResult(
            check, result.Verdict is Verdict.Pass ? Verdict.Warn : result.Verdict, string.Join("; ", failures.Select(WireText.Of).Prepend(result.Detail).Where(part => part.Length > 0)));
    }

    // A plugin that gave no answer once may be well; one that is down may be started again.
    private async Task<bool> IsThereAsync(Trial trial)
    {
        try
        {
            await trial.ActivateAsync();
            return true;
        }
        catch (CheckEndedException) when (settings.Restart is null)
        {
            return false;
        }
        catch (CheckEndedException)
        {
            return await ReviveAsync(trial);
        }
    }

    private static async Task<bool> ReviveAsync(Trial trial)
    {
        try
        {
            await RestartCommand.RunAsync(trial);
            return true;
        }
        catch (CheckEndedException)
        {
            return false;
        }
    }
}
