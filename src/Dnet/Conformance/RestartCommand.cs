using System.ComponentModel;
using System.Diagnostics;
using Dnet.Conformance.Calls;

namespace Dnet.Conformance;

/// <summary>Restarts the plugin by the user's command.</summary>
internal static class RestartCommand
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the command and waits until the plugin answers.</summary>
    /// <exception cref="CheckEndedException">The command failed, or the plugin does not come back.</exception>
    internal static async Task RunAsync(Trial trial)
    {
        var command = trial.Settings.Restart ?? throw CheckEndedException.NotTried("no command restarts the plugin: give one with --restart");
        using var deadline = new CancellationTokenSource(trial.Settings.RestartTimeout, trial.Plugin.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, trial.Cancellation);
        try
        {
            await ExecuteAsync(command, either.Token);
            await WaitAsync(trial.Plugin, either.Token);
        }
        catch (OperationCanceledException) when (!trial.Cancellation.IsCancellationRequested)
        {
            throw new CheckEndedException(
                Verdict.Fail,
                $"ran \"{command}\"; expected the plugin to answer the handshake again; it did not within {PluginCaller.Seconds(trial.Settings.RestartTimeout)}")
            {
                IsSilence = true,
            };
        }
    }

    private static async Task ExecuteAsync(string command, CancellationToken cancellationToken)
    {
        // What the command starts may keep its output open, so nobody waits for the end of that.
        using var process = Start(command);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new CheckEndedException(Verdict.Fail, $"ran \"{command}\"; expected it to restart the plugin; it ended with {process.ExitCode}");
        }
    }

    private static Process Start(string command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec >/dev/null </dev/null; {command}"]) { UseShellExecute = false })!;
        }
        catch (Win32Exception e)
        {
            throw new CheckEndedException(Verdict.Fail, $"ran \"{command}\"; expected it to restart the plugin; there is no shell: {e.Message}");
        }
    }

    private static async Task WaitAsync(PluginCaller plugin, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (plugin.TryReconnect() && await AnswersAsync(plugin, cancellationToken))
            {
                return;
            }

            await Task.Delay(s_pause, plugin.Clock, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(PluginCaller plugin, CancellationToken cancellationToken)
    {
        try
        {
            return (await plugin.CallAsync(LibNetwork.PluginProtocol.PluginMethod.Activate, "", cancellationToken)).Succeeded;
        }
        catch (CheckEndedException)
        {
            return false;
        }
    }
}
