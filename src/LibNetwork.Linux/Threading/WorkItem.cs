namespace LibNetwork.Linux.Threading;

/// <summary>A piece of work for a <see cref="WorkThread"/>.</summary>
internal abstract class WorkItem
{
    /// <summary>Does the work and completes whoever waits for it. Never throws.</summary>
    internal abstract void Run();
}
