using CsCheck;
using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;

namespace LibNetwork.Tests.Engine;

public sealed class InterfaceNamesTests
{
    [Fact]
    public void The_lowest_free_number_is_taken_and_used_again_after_release()
    {
        var names = new InterfaceNames();
        names.Reserve("eth", "").Should().Be("eth0");
        names.Reserve("eth", "").Should().Be("eth1");
        names.Reserve("eth", "").Should().Be("eth2");
        names.Release("eth1");
        names.Reserve("eth", "").Should().Be("eth1", "row C-117");
    }

    [Fact]
    public void A_wanted_name_wins_and_a_number_it_takes_is_skipped()
    {
        var names = new InterfaceNames();
        names.Reserve("eth", "eth0").Should().Be("eth0");
        names.Reserve("eth", "").Should().Be("eth1", "row C-118");
    }

    [Fact]
    public void A_wanted_name_in_use_is_a_conflict()
    {
        var names = new InterfaceNames();
        names.Reserve("eth", "");
        var again = () => names.Reserve("eth", "eth0");
        again.Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.Conflict);
    }

    [Fact]
    public void Names_are_unique_and_lowest_first_whatever_comes_and_goes() =>
        Gen.Bool.List[1, 60].Sample(steps =>
        {
            var names = new InterfaceNames();
            var model = new SortedSet<int>();
            foreach (var take in steps)
            {
                if (take || model.Count == 0)
                {
                    var expected = Enumerable.Range(0, int.MaxValue).First(number => !model.Contains(number));
                    if (names.Reserve("eth", "") != $"eth{expected}")
                    {
                        return false;
                    }

                    model.Add(expected);
                }
                else
                {
                    names.Release($"eth{model.Min}");
                    model.Remove(model.Min);
                }
            }

            return true;
        });
}
