namespace LibNetwork.Bench.Contestants;
internal sealed class DaemonContestant(string programs, string disk, string memory) : IContestant
{
    public string Label => "daemon";
    public Task PrepareAsync(CancellationToken cancellationToken) => throw new NotSupportedException(programs + disk + memory);
    public Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
