using CsCheck;

using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

/// <summary>The tree of taken blocks against a plain list.</summary>
public sealed class BlockTreeModelTests
{
    [Theory] // E-032, E-040
    [InlineData(false)]
    [InlineData(true)]
    public void A_tree_does_what_a_list_does(bool v6)
    {
        var within = new AddressBlock((UInt128)10 << (AddressBlock.WidthOf(v6) - 8), 8, v6);
        var block = Gen.Select(Gen.Int[8, 16], Gen.UInt[0, 255]).Select(pick => Block(within, pick.Item1, pick.Item2));
        Gen.Select(Gen.Bool, block, Gen.Int[8, 16], block).List[0, 120].Sample(steps =>
        {
            var tree = new BlockTree<string>(v6);
            var model = new List<AddressBlock>();
            foreach (var (add, chosen, size, start) in steps)
            {
                Step(tree, model, add, chosen);
                tree.Overlaps(start).Should().Be(model.Exists(taken => taken.Overlaps(start)));
                tree.IsEmpty.Should().Be(model.Count == 0);

                var expected = Blocks(within, size).FirstOrDefault(free => free.First >= start.First && !model.Exists(taken => taken.Overlaps(free)));
                tree.TryFindFree(within, size, start.First, out var found).Should().Be(expected != default);
                if (expected != default)
                {
                    found.Should().Be(expected);
                }
            }
        }, iter: 200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_end_of_all_addresses_is_no_way_round_to_the_beginning(bool v6)
    {
        var tree = new BlockTree<string>(v6);
        var everything = new AddressBlock(0, 0, v6);
        tree.TryFindFree(everything, 1, everything.Last, out _).Should().BeFalse();
        tree.TryFindFree(everything, AddressBlock.WidthOf(v6), everything.Last, out var last).Should().BeTrue();
        last.First.Should().Be(everything.Last);
    }

    private static void Step(BlockTree<string> tree, List<AddressBlock> model, bool add, AddressBlock chosen)
    {
        if (model.Contains(chosen) && !add)
        {
            tree.Find(chosen).Should().Be(chosen.ToString());
            tree.Remove(chosen);
            model.Remove(chosen);
        }
        else if (add && !model.Exists(taken => taken.Overlaps(chosen)))
        {
            tree.Find(chosen).Should().BeNull();
            tree.Add(chosen, chosen.ToString());
            model.Add(chosen);
        }
    }

    private static IEnumerable<AddressBlock> Blocks(AddressBlock within, int size) =>
        Enumerable.Range(0, 1 << (size - within.PrefixLength)).Select(index => Block(within, size, (uint)index));

    private static AddressBlock Block(AddressBlock within, int size, uint index)
    {
        var first = within.First + ((UInt128)(index & ((1u << (size - within.PrefixLength)) - 1)) << (within.Width - size));
        return new AddressBlock(first, size, within.V6);
    }
}
