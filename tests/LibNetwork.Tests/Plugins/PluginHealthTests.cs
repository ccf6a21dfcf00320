using LibNetwork.PluginClient;
using Microsoft.Extensions.Time.Testing;

namespace LibNetwork.Tests.Plugins;

public sealed class PluginHealthTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PluginHealth _health;

    public PluginHealthTests() => _health = new PluginHealth(_clock);

    [Fact]
    public void Failures_open_the_circuit_when_they_have_lasted_and_a_success_closes_it()
    {
        _health.Failed("one");
        _clock.Advance(PluginHealth.Patience / 2);
        _health.Failed("two");
        (_health.IsOpen, _health.Reason).Should().Be((false, "two"));

        _clock.Advance(PluginHealth.Patience / 2);
        _health.Failed("three");
        _health.IsOpen.Should().BeTrue();

        _health.Succeeded();
        (_health.IsOpen, _health.Reason).Should().Be((false, null));
    }

    [Fact]
    public void Many_failures_at_once_are_no_more_than_one() => Enumerable.Range(0, 100).Select(_ =>
    {
        _health.Failed("gone");
        return _health.IsOpen;
    }).Should().AllBeEquivalentTo(false);

    [Fact]
    public void Silence_opens_the_circuit_at_once_and_is_not_broken_for_a_while()
    {
        _health.FellSilent("hangs");
        (_health.IsOpen, _health.IsPaused).Should().Be((true, true));
        _clock.Advance(PluginHealth.Pause);
        (_health.IsOpen, _health.IsPaused).Should().Be((true, false));
    }

    [Fact]
    public void Nonsense_is_told_and_holds_nobody_back()
    {
        _health.Misbehaved("nonsense");
        _clock.Advance(TimeSpan.FromHours(1));
        (_health.Reason, _health.IsOpen, _health.IsPaused).Should().Be(("nonsense", false, false));
    }
}
