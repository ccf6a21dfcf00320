namespace LibNetwork.Tests.Serving;

/// <summary>A machine on which a process runs until it is killed: what is in the kernel and on the disk stays.</summary>
internal sealed class Machine
{
    private int _steps;
    /// <summary>What the driver made: <c>network ID</c>, <c>link ID</c> of a joined endpoint, <c>ports ID</c>.</summary>
    public SortedSet<string> Kernel { get; } = new(StringComparer.Ordinal);

    public MemoryStore Disk => field ??= new MemoryStore(this);

    /// <summary>At which step the process is killed; 0 for never.</summary>
    public int KillAt { get; set; }

    /// <summary>How many steps the process has taken.</summary>
    public int Steps => _steps;

    /// <summary>Whether the process was killed.</summary>
    public bool IsDead { get; private set; }

    public string BootId { get; set; } = "boot 1";

    /// <summary>A moment at which the process may be killed. Once dead it does nothing more, its ways back included.</summary>
    public void Step()
    {
        if (IsDead || ++_steps == KillAt)
        {
            IsDead = true;
            throw new ProcessKilledException();
        }
    }

    /// <summary>The process is started anew.</summary>
    public void Restart()
    {
        KillAt = 0;
        IsDead = false;
    }
}
