using CsCheck;
using LibNetwork.Plugins.Calls;
using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>One network's calls come one after another, different networks' at the same time.</summary>
public sealed class OrderTests
{
    private readonly RecordingDriver _driver = new();

    [Fact]
    public async Task Calls_for_one_network_come_one_after_another_in_the_order_of_arrival()
    {
        var release = new SemaphoreSlim(0);
        var inside = 0;
        var most = 0;
        _driver.OnCall = async (_, _, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await release.WaitAsync(CancellationToken.None);
            Interlocked.Decrement(ref inside);
        };
        await using var plugin = await Plugin.StartAsync(_driver);

        var calls = new List<Task<(int, string)>>();
        for (var i = 0; i < 20; i++)
        {
            calls.Add(plugin.PostAsync("NetworkDriver.Leave", $$"""{"NetworkID":"n1","EndpointID":"e{{i}}"}"""));
            await Plugin.UntilAsync(() => plugin.Server.Runner.UnderWay == i + 1);
        }

        _driver.Calls.Should().HaveCount(1);
        release.Release(20);
        (await Task.WhenAll(calls)).Should().OnlyContain(answer => answer.Item1 == 200);
        _driver.Calls.Should().Equal(Enumerable.Range(0, 20).Select(i => $"Leave n1 e{i}"));
        most.Should().Be(1);
        await Plugin.UntilAsync(() => plugin.Server.Runner is { Queues: 0, UnderWay: 0 });
    }

    [Fact]
    public async Task Calls_for_64_networks_do_not_wait_for_one_that_hangs()
    {
        var hangs = new TaskCompletionSource();
        _driver.OnCall = (_, network, _) => network == "slow" ? hangs.Task : Task.CompletedTask;
        await using var plugin = await Plugin.StartAsync(_driver);

        var slow = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"slow"}""");
        await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);
        var others = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => plugin.PostAsync("NetworkDriver.DeleteNetwork", $$"""{"NetworkID":"n{{i}}"}""")));

        others.Should().OnlyContain(answer => answer.Status == 200);
        slow.IsCompleted.Should().BeFalse();
        hangs.SetResult();
        (await slow).Status.Should().Be(200);
    }

    [Fact]
    public async Task Sixty_four_calls_are_in_the_driver_at_once()
    {
        var arrived = 0;
        var all = new TaskCompletionSource();
        _driver.OnCall = async (_, _, _) =>
        {
            if (Interlocked.Increment(ref arrived) == 64)
            {
                all.SetResult();
            }

            await all.Task;
        };
        await using var plugin = await Plugin.StartAsync(_driver);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => plugin.PostAsync("NetworkDriver.DeleteNetwork", $$"""{"NetworkID":"n{{i}}"}""")));
        answers.Should().OnlyContain(answer => answer.Status == 200);
    }

    [Fact]
    public async Task A_driver_that_blocks_its_thread_blocks_no_other_network()
    {
        using var blocks = new ManualResetEventSlim();
        _driver.OnCall = (_, network, _) =>
        {
            if (network == "slow")
            {
                blocks.Wait(CancellationToken.None);
            }

            return Task.CompletedTask;
        };
        await using var plugin = await Plugin.StartAsync(_driver);
        var slow = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"slow"}""");
        await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);
        (await plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n"}""")).Status.Should().Be(200);
        blocks.Set();
        (await slow).Status.Should().Be(200);
    }

    [Fact]
    public async Task Calls_of_an_IPAM_driver_come_at_once_even_for_one_pool()
    {
        var ipam = new RecordingIpam();
        var arrived = 0;
        var all = new TaskCompletionSource();
        ipam.OnCall = async (_, _) =>
        {
            if (Interlocked.Increment(ref arrived) == 8)
            {
                all.SetResult();
            }

            await all.Task;
        };
        await using var plugin = await Plugin.StartAsync(network: null, ipam);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => plugin.PostAsync("IpamDriver.RequestAddress", """{"PoolID":"p"}""")));
        answers.Should().OnlyContain(answer => answer.Status == 200);
    }

    [Fact]
    public async Task What_was_discovered_is_told_in_order()
    {
        var first = new TaskCompletionSource();
        _driver.OnCall = (method, _, _) => method == "DiscoverNew" ? first.Task : Task.CompletedTask;
        await using var plugin = await Plugin.StartAsync(_driver);
        var joined = plugin.PostAsync("NetworkDriver.DiscoverNew", """{"DiscoveryType":1,"DiscoveryData":{"Address":"a"}}""");
        await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);
        var left = plugin.PostAsync("NetworkDriver.DiscoverDelete", """{"DiscoveryType":1,"DiscoveryData":{"Address":"a"}}""");
        await Plugin.UntilAsync(() => plugin.Server.Runner.UnderWay == 2);
        _driver.Calls.Should().HaveCount(1);
        first.SetResult();
        await Task.WhenAll(joined, left);
        _driver.Calls.Should().HaveCount(2);
    }

    [Fact]
    public void Queues_of_any_comings_and_goings_keep_their_order_and_end_empty() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 20]).List[1, 30].Sample(visitors =>
        {
            var turns = new Turns();
            var served = new List<(int Key, int Number)>();
            var tasks = visitors.Select((visitor, number) => VisitAsync(turns, served, visitor.Item1, visitor.Item2, visitor.Item3, number)).ToArray();
            Task.WaitAll(tasks);

            // Who left out of turn leaves the queue when those before have, on a thread of its own.
            SpinWait.SpinUntil(() => turns.Count == 0, TimeSpan.FromSeconds(10)).Should().BeTrue();
            foreach (var queue in served.GroupBy(visit => visit.Key))
            {
                queue.Select(visit => visit.Number).Should().BeInAscendingOrder();
            }

            served.Should().HaveCountGreaterThanOrEqualTo(visitors.Count(visitor => !visitor.Item2));
        }, iter: 100);

    // Some wait no longer than until they are cancelled, at any time.
    private static async Task VisitAsync(Turns turns, List<(int, int)> served, int key, bool impatient, int yields, int number)
    {
        var turn = turns.Queue($"{key}");
        await Task.Yield();
        using var patience = new CancellationTokenSource();
        try
        {
            var waiting = turn.WaitAsync(patience.Token);
            if (impatient)
            {
                await patience.CancelAsync();
            }

            await waiting;
            for (var i = 0; i < yields; i++)
            {
                await Task.Yield();
            }

            lock (served)
            {
                served.Add((key, number));
            }
        }
        catch (OperationCanceledException)
        {
            // Leaves out of turn.
        }
        finally
        {
            turn.Leave();
        }
    }
}
