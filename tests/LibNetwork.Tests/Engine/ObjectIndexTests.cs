using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Engine;

public sealed class ObjectIndexTests
{
    private readonly ObjectIndex<string> _index = new("network");

    [Fact]
    public void A_full_id_wins_over_a_name_and_a_name_over_a_prefix()
    {
        Add("aaa111", "first");
        Add("bbb222", "aaa");
        Add("ccc333", "aaa111x");
        _index.Find("aaa111").Should().Be("first", "row I-087");
        _index.Find("aaa").Should().Be("aaa");
        _index.Find("ccc").Should().Be("aaa111x");
    }

    [Fact]
    public void A_prefix_that_fits_several_is_an_error_that_counts_them()
    {
        Add("abc1", "one");
        Add("abc2", "two");
        var find = () => _index.Find("abc");
        find.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter
            && e.Message == "network abc is ambiguous (2 matches found based on ID prefix)");
    }

    [Fact]
    public void A_reserved_name_is_taken_but_not_found()
    {
        _index.Reserve("web").Should().BeTrue();
        _index.Reserve("web").Should().BeFalse();
        _index.Find("web").Should().BeNull();
        _index.Unreserve("web");
        _index.Reserve("web").Should().BeTrue();
    }

    [Fact]
    public void Of_many_that_reserve_one_name_at_once_one_gets_it() =>
        Enumerable.Range(0, 64).AsParallel().Count(_ => _index.Reserve("same")).Should().Be(1);

    [Fact]
    public void An_empty_text_finds_nothing()
    {
        Add("abc1", "one");
        _index.Find("").Should().BeNull();
    }

    private void Add(string id, string name)
    {
        _index.Reserve(name);
        _index.Add(id, name, name);
    }
}
