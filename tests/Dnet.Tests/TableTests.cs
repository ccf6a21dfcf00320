using Dnet.Output;

namespace Dnet.Tests;

public sealed class TableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_three_blanks()
    {
        using var output = new StringWriter();

        Table.Write([["A", "B", "C"], ["one", "", "three"], ["1", "22222", ""]], output);

        output.ToString().Should().Be("A     B       C\none           three\n1     22222\n");
    }

    [Fact]
    public void Rows_may_differ_in_length()
    {
        using var output = new StringWriter();

        Table.Write([["A"], ["b", "c"]], output);

        output.ToString().Should().Be("A\nb   c\n");
    }
}
