using Dnet.Demo.Drawing;
using Dnet.Demo.Probes;

namespace Dnet.Tests.Demo;

public sealed class NarratorTests
{
    private static readonly Terminal Plain = new(Color: false, Unicode: true, Width: 60);

    [Fact]
    public void One_check_that_did_not_come_out_as_it_should_spoils_the_whole_demo()
    {
        var output = new StringWriter();
        var narrator = new Narrator(output, Plain);

        narrator.Check("web to db", "no answer", expected: true, "no network in common");
        narrator.Check("web to app", "no answer", expected: false, "both are on front");

        narrator.Finish(TimeSpan.FromSeconds(1)).Should().BeFalse();
        output.ToString().Should().Contain("UNEXPECTED: both are on front").And.Contain("1 of 2 checks did not come out");
    }

    [Fact]
    public void A_demo_whose_checks_all_came_out_as_they_should_says_how_many_and_how_long()
    {
        var output = new StringWriter();
        var narrator = new Narrator(output, Plain);

        narrator.Check("web to app", "answer", expected: true, "both are on front");

        narrator.Finish(TimeSpan.FromSeconds(2.54)).Should().BeTrue();
        output.ToString().Should().Contain("All 1 checks came out as they should, in 2.5 s.");
    }

    [Fact]
    public void Paragraphs_are_broken_at_spaces_and_lose_no_word()
    {
        const string Text = "a network is a switch inside the kernel with addresses of its own";

        string[] lines = [.. Paragraph.Wrap(Text, 20)];

        lines.Should().OnlyContain(line => line.Length <= 20);
        string.Join(' ', lines).Should().Be(Text);
    }

    [Fact]
    public void A_word_longer_than_the_line_has_one_of_its_own() =>
        Paragraph.Wrap("a incomprehensibilities b", 10).Should().Equal("a", "incomprehensibilities", "b");

    [Theory]
    [InlineData(0.4567, "0.46 ms")]
    [InlineData(12.7, "13 ms")]
    public void Times_have_as_many_decimals_as_mean_something(double milliseconds, string text) =>
        Narrator.Time(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(text);

    [Fact]
    public void What_a_probe_writes_can_be_read_again()
    {
        var result = new ProbeResult(ProbeOutcome.Reached, TimeSpan.FromMilliseconds(0.125), "hello from app");

        ProbeResult.Parse(result.ToString()).Should().Be(result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dnet: something went wrong")]
    [InlineData("Reached soon hello")]
    public void What_is_no_probes_line_is_not_read(string line) => ProbeResult.Parse(line).Should().BeNull();
}
