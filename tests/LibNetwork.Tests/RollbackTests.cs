using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests;

public sealed class RollbackTests
{
    private readonly List<string> _undone = [];

    [Fact]
    public async Task Steps_are_undone_in_reverse()
    {
        await using (var rollback = new Rollback(NullLogger.Instance))
        {
            rollback.Push("first", () => _undone.Add("first"));
            rollback.Push("second", () => _undone.Add("second"));
        }

        _undone.Should().Equal("second", "first");
    }

    [Fact]
    public async Task After_commit_nothing_is_undone()
    {
        await using (var rollback = new Rollback(NullLogger.Instance))
        {
            rollback.Push("first", () => _undone.Add("first"));
            rollback.Commit();
        }

        _undone.Should().BeEmpty();
    }

    [Fact]
    public async Task A_step_that_fails_is_reported_and_the_others_go_on()
    {
        var rollback = new Rollback(NullLogger.Instance);
        rollback.Push("first", () => _undone.Add("first"));
        rollback.Push("link br-1", () => throw new InvalidOperationException("busy"));
        rollback.Push("third", () => _undone.Add("third"));

        await rollback.DisposeAsync();

        _undone.Should().Equal("third", "first");
        rollback.Failures.Should().ContainSingle().Which.Should().Match<RollbackFailure>(f => f.What == "link br-1" && f.Reason.Message == "busy");
    }

    [Fact]
    public async Task A_cancelled_procedure_is_undone_with_a_token_that_is_not_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        CancellationToken? seen = null;

        var run = async () =>
        {
            await using var rollback = new Rollback(NullLogger.Instance);
            rollback.Push("first", token =>
            {
                seen = token;
                return ValueTask.CompletedTask;
            });
            await cancelled.CancelAsync();
            cancelled.Token.ThrowIfCancellationRequested();
        };

        await run.Should().ThrowAsync<OperationCanceledException>();
        seen.Should().Be(CancellationToken.None);
    }

    [Fact]
    public async Task Undoing_twice_undoes_once()
    {
        var rollback = new Rollback(NullLogger.Instance);
        rollback.Push("first", () => _undone.Add("first"));

        await rollback.DisposeAsync();
        await rollback.DisposeAsync();

        _undone.Should().Equal("first");
    }
}
