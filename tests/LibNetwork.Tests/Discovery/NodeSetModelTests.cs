using System.Net;
using CsCheck;
using LibNetwork.Discovery;

namespace LibNetwork.Tests.Discovery;

/// <summary>Which nodes count as present, whatever was told and when.</summary>
public sealed class NodeSetModelTests
{
    private const int DelaySeconds = 10;
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // One step: seconds that pass, and which of five nodes are told then (none told: null).
    private static readonly Gen<(int Seconds, int? Told)[]> Histories =
        Gen.Select(Gen.Int[0, 15], Gen.Int[-8, 31].Select(bits => bits < 0 ? (int?)null : bits)).Array[1, 30];

    [Fact]
    public void A_node_is_present_from_when_it_is_told_until_it_was_missing_for_the_delay() => Histories.Sample(history =>
    {
        var set = new NodeSet(TimeSpan.FromSeconds(DelaySeconds));
        var lastTold = new Dictionary<int, int>(); // Node to the second at which it was last known to be told.
        var told = 0;
        var now = 0;
        foreach (var (seconds, next) in history)
        {
            now += seconds;
            var time = s_start.AddSeconds(now);

            // A node counts as told until the first set that lacks it, whenever that comes.
            foreach (var node in Nodes(told))
            {
                lastTold[node] = now;
            }

            if (next is { } nodes)
            {
                told = nodes;
                foreach (var node in Nodes(nodes))
                {
                    lastTold[node] = now;
                }

                set.Tell([.. Nodes(nodes).Concat(Nodes(nodes)).Select(Address)], time);
            }
            else
            {
                set.Pass(time);
            }

            var expected = lastTold.Where(entry => Nodes(told).Contains(entry.Key) || now - entry.Value < DelaySeconds).Select(entry => Address(entry.Key)).ToHashSet();
            foreach (var gone in lastTold.Keys.Where(node => !expected.Contains(Address(node))).ToList())
            {
                lastTold.Remove(gone);
            }

            set.Present.ToHashSet().Should().BeEquivalentTo(expected);
            (set.NextDeparture is null).Should().Be(expected.All(address => Nodes(told).Select(Address).Contains(address)));
        }
    });

    private static IEnumerable<int> Nodes(int bits) => Enumerable.Range(0, 5).Where(node => (bits & (1 << node)) != 0);

    private static IPAddress Address(int node) => new([10, 0, 0, (byte)(node + 1)]);
}
