using CsCheck;
using LibNetwork.PluginClient;

namespace LibNetwork.Tests.Plugins;

public sealed class PluginBackOffTests
{
    [Fact] // B-032, B-033
    public void Instant_failures_are_waited_for_1_2_4_and_8_seconds_and_then_given_up()
    {
        var waits = new List<double>();
        var elapsed = TimeSpan.Zero;
        for (var failures = 1; PluginBackOff.Next(failures, elapsed) is { } wait; failures++)
        {
            waits.Add(wait.TotalSeconds);
            elapsed += wait;
        }

        waits.Should().Equal(1, 2, 4, 8);
    }

    [Fact] // B-033
    public void No_wait_ends_after_thirty_seconds() => Gen.Select(Gen.Int[1, 100], Gen.Double[0, 100]).Sample((failures, seconds) =>
        PluginBackOff.Next(failures, TimeSpan.FromSeconds(seconds)) is not { } wait || seconds + wait.TotalSeconds < 30);
}
