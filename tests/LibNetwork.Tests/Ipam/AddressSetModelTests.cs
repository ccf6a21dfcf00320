using CsCheck;

using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

/// <summary>The set against a plain sorted set, over every operation and widths that end inside a word, on one and in another level.</summary>
public sealed class AddressSetModelTests
{
    private static readonly int[] Wide = [17, 18, 19, 24, 32, 63, 64, 65, 72, 96, 126, 127, 128];
    private static readonly Gen<int> Bits = Gen.OneOf(Gen.Int[0, 14], Gen.Int[0, Wide.Length - 1].Select(i => Wide[i]));

    [Fact] // E-048, E-053
    public void A_set_does_what_a_sorted_set_does() => Bits
        .SelectMany(bits => Gen.Select(Gen.Const(bits), Operation(bits).List[0, 400]))
        .Sample((bits, operations) =>
        {
            var set = new AddressSet(bits);
            var model = new SortedSet<UInt128>();
            foreach (var (kind, one, other) in operations)
            {
                Apply(set, model, kind, UInt128.Min(one, other), UInt128.Max(one, other));
            }

            set.Count.Should().Be((ulong)model.Count);
        });

    [Theory] // E-048
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(18)]
    public void A_set_fills_to_its_last_number_and_empties_again(int bits)
    {
        var set = new AddressSet(bits);
        var last = AddressBlock.HostMask(bits);
        for (UInt128 expected = 0; expected <= last; expected++)
        {
            set.TryFindFree(0, last, out var free).Should().BeTrue();
            free.Should().Be(expected);
            set.Add(free).Should().BeTrue();
        }

        set.TryFindFree(0, last, out _).Should().BeFalse();
        set.Count.Should().Be((ulong)last + 1);

        for (UInt128 number = 0; number <= last; number++)
        {
            set.Remove(number).Should().BeTrue();
            set.TryFindFree(0, last, out var free).Should().BeTrue();
            free.Should().Be(UInt128.Zero);
        }

        set.Count.Should().Be(0);
    }

    [Fact]
    public void Memory_follows_use_not_size()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = new AddressSet(128);
        for (UInt128 number = 0; number < 1000; number++)
        {
            set.Add(number);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(64 * 1024);
    }

    [Fact]
    public void Taking_and_giving_back_the_only_number_allocates_nothing()
    {
        var set = new AddressSet(64);
        set.Add(12345678);
        set.Remove(12345678);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            set.Add(12345678);
            set.Remove(12345678);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Apply(AddressSet set, SortedSet<UInt128> model, Operations kind, UInt128 from, UInt128 to)
    {
        switch (kind)
        {
            case Operations.Add:
                set.Add(from).Should().Be(model.Add(from));
                break;
            case Operations.Remove:
                set.Remove(from).Should().Be(model.Remove(from));
                break;
            case Operations.RemoveTaken when model.Count > 0:
                var taken = model.ElementAt((int)(from % (UInt128)model.Count));
                set.Remove(taken).Should().Be(model.Remove(taken));
                break;
            case Operations.Contains:
                set.Contains(from).Should().Be(model.Contains(from));
                break;
            case Operations.Count:
                set.CountBetween(from, to).Should().Be((ulong)model.GetViewBetween(from, to).Count);
                break;
            case Operations.Take:
                var found = set.TryFindFree(from, to, out var free);
                found.Should().Be(LowestFree(model, from, to) is not null);
                if (found)
                {
                    free.Should().Be(LowestFree(model, from, to)!.Value);
                    set.Add(free).Should().Be(model.Add(free));
                }

                break;
        }
    }

    private static UInt128? LowestFree(SortedSet<UInt128> model, UInt128 from, UInt128 to)
    {
        var candidate = from;
        foreach (var taken in model.GetViewBetween(from, to))
        {
            if (taken != candidate)
            {
                break;
            }

            if (candidate == to)
            {
                return null;
            }

            candidate++;
        }

        return candidate;
    }

    // Numbers crowd at the ends and in the middle, so that words and nodes fill up.
    private static Gen<(Operations Kind, UInt128 One, UInt128 Other)> Operation(int bits)
    {
        var last = AddressBlock.HostMask(bits);
        var any = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low) & last);
        var near = Gen.UInt[0, 200].Select(offset => (UInt128)offset & last);
        var number = Gen.OneOf(any, near, near.Select(offset => last - offset), near.Select(offset => ((last >> 1) + offset) & last));
        return Gen.Select(Gen.Enum<Operations>(), number, number);
    }

    private enum Operations
    {
        Add,
        Remove,
        RemoveTaken,
        Contains,
        Count,
        Take,
    }
}
