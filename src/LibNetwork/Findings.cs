using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>What a comparison of kernel and records finds: told, and repaired if that is wanted.</summary>
/// <param name="repair">Whether to repair.</param>
internal sealed class Findings(bool repair)
{
    private readonly List<Finding> _all = [];

    internal IReadOnlyList<Finding> All => _all;

    /// <summary>Whether what is found is repaired.</summary>
    internal bool Repair => repair;

    /// <summary>Notes something for someone to decide.</summary>
    internal void Add(string subject, string owner, string problem, string toDo) =>
        _all.Add(new Finding { Subject = subject, Owner = owner, Problem = problem, Remedy = toDo, State = FindingState.Manual });

    /// <summary>Notes something, and repairs it if that is wanted.</summary>
    /// <param name="subject">The thing.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What a repair is to it: before, and after it was done.</param>
    /// <param name="mend">Does it.</param>
    internal async ValueTask AddAsync(string subject, string owner, string problem, (string Would, string Done) remedy, Func<ValueTask> mend)
    {
        var finding = new Finding { Subject = subject, Owner = owner, Problem = problem, Remedy = remedy.Would };
        _all.Add(repair ? await MendAsync(finding, remedy.Done, mend) : finding);
    }

    private static async ValueTask<Finding> MendAsync(Finding finding, string done, Func<ValueTask> mend)
    {
        try
        {
            await mend();
            return finding with { State = FindingState.Repaired, Remedy = done };
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            return finding with { State = FindingState.Failed, Error = refused.Message };
        }
    }
}
