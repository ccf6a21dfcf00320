using Dnetd.Http;

namespace Dnetd.Tests;

/// <summary>Moments in filters and in <c>since</c> and <c>until</c> (I-084, I-097).</summary>
public sealed class GoTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("1764352800.250000001", "2025-11-28T18:00:00.2500000+00:00")]
    [InlineData("2026-11-28", "2026-11-28T00:00:00.0000000+00:00")]
    [InlineData("2026-11-28T17:30:00", "2026-11-28T17:30:00.0000000+00:00")]
    [InlineData("2026-11-28T17:30:00.5+02:00", "2026-11-28T15:30:00.5000000+00:00")]
    [InlineData("2026-11-28T17:30:00Z", "2026-11-28T17:30:00.0000000+00:00")]
    [InlineData("90s", "2026-11-28T17:58:30.0000000+00:00")]
    [InlineData("1h30m", "2026-11-28T16:30:00.0000000+00:00")]
    [InlineData("24h", "2026-11-27T18:00:00.0000000+00:00")]
    public void A_moment_is_read(string text, string moment)
    {
        GoTime.TryParse(text, Now, out var read).Should().BeTrue();
        read.ToString("O").Should().Be(moment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("1d")]
    [InlineData("99999999999h")]
    [InlineData("999999999999")]
    [InlineData("2026-13-01")]
    public void What_is_no_moment_is_refused(string text) => GoTime.TryParse(text, Now, out _).Should().BeFalse();
}
