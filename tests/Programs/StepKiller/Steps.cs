using System.Diagnostics;

namespace StepKiller;

/// <summary>Counts the steps of an operation, and kills the process right before one of them.</summary>
internal sealed class Steps(int killAt)
{
    private int _taken;
    private bool _counts;

    /// <summary>How many steps there were.</summary>
    internal int Taken => _taken;

    /// <summary>Counts from now on.</summary>
    internal void Begin() => _counts = true;

    /// <summary>Counts no more.</summary>
    internal void End() => _counts = false;

    /// <summary>A step is about to be taken.</summary>
    internal void Before()
    {
        if (_counts && Interlocked.Increment(ref _taken) == killAt)
        {
            Die();
        }
    }

    /// <summary>kill -9, of this process by itself.</summary>
    internal static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite); // The signal is on its way.
    }
}
