using System.Numerics;

namespace LibNetwork.Ipam;

/// <summary>A set of the numbers 0 … 2^bits−1 that finds its lowest missing number in constant time, however full it is.</summary>
/// <remarks>
/// A tree of 64-way nodes over a bitmap. Each node carries one bit per child: "nothing is free in there"; so one step per
/// six bits finds a free number, 4 steps for an IPv4 /8 and 11 for an IPv6 /64. Nodes exist where numbers are taken only,
/// so memory follows use, not size. Not thread-safe.
/// </remarks>
internal sealed class AddressSet
{
    private const int Step = 6;
    private const int SpareNodes = 24;

    private readonly int _bits;
    private readonly int _height;
    private readonly Node _root;
    private readonly Node[] _path;
    private readonly Stack<Node> _spareLeaves = new();
    private readonly Stack<Node> _spareInner = new();

    /// <summary>Makes an empty set.</summary>
    /// <param name="bits">How many bits the numbers have, 0–128.</param>
    public AddressSet(int bits)
    {
        _bits = bits;
        _height = Math.Max(1, ((bits + Step - 1) / Step) - 1);
        _path = new Node[_height + 1];

        // The root has fewer children than 64 unless the bits divide evenly: the missing ones count as full for good.
        var arity = 1 << Math.Clamp(bits - (Step * _height), 0, Step);
        _root = _height == 1 ? Node.Leaf(arity) : Node.Inner(arity);
        _root.Full = arity == 64 ? 0 : ulong.MaxValue << arity;
        if (bits < Step)
        {
            _root.Words[0] = ulong.MaxValue << (1 << bits);
        }
    }

    /// <summary>How many numbers are in the set.</summary>
    public ulong Count => _root.Count;

    private UInt128 Last => AddressBlock.HostMask(_bits);

    /// <summary>Puts a number in; false when it is there already.</summary>
    public bool Add(UInt128 number)
    {
        var node = _root;
        for (var level = _height; level > 1; level--)
        {
            var i = Digit(number, level);
            if ((node.Full >> i & 1) != 0)
            {
                return false;
            }

            _path[level] = node;
            node = node.Children[i] ??= NewNode(level - 1);
        }

        var word = Digit(number, 1);
        var bit = 1UL << Digit(number, 0);
        if ((node.Words[word] & bit) != 0)
        {
            return false;
        }

        node.Words[word] |= bit;
        node.Count++;
        if (node.Words[word] == ulong.MaxValue)
        {
            node.Full |= 1UL << word;
        }

        for (var level = 2; level <= _height; level++)
        {
            var parent = _path[level];
            parent.Count++;
            if (node.Full == ulong.MaxValue)
            {
                parent.Full |= 1UL << Digit(number, level);
            }

            node = parent;
        }

        return true;
    }

    /// <summary>Takes a number out; false when it is not there.</summary>
    public bool Remove(UInt128 number)
    {
        var node = _root;
        for (var level = _height; level > 1; level--)
        {
            _path[level] = node;
            var child = node.Children[Digit(number, level)];
            if (child is null)
            {
                return false;
            }

            node = child;
        }

        var word = Digit(number, 1);
        var bit = 1UL << Digit(number, 0);
        if ((node.Words[word] & bit) == 0)
        {
            return false;
        }

        node.Words[word] &= ~bit;
        node.Full &= ~(1UL << word);
        node.Count--;
        for (var level = 2; level <= _height; level++)
        {
            var parent = _path[level];
            var i = Digit(number, level);
            parent.Full &= ~(1UL << i);
            parent.Count--;
            if (node.Count == 0)
            {
                parent.Children[i] = null;
                Spare(node);
            }

            node = parent;
        }

        return true;
    }

    /// <summary>Whether a number is in the set.</summary>
    public bool Contains(UInt128 number)
    {
        var node = _root;
        for (var level = _height; level > 1; level--)
        {
            if (node.Children[Digit(number, level)] is not { } child)
            {
                return false;
            }

            node = child;
        }

        return (node.Words[Digit(number, 1)] >> Digit(number, 0) & 1) != 0;
    }

    /// <summary>Finds the lowest number between two, both included, that is not in the set.</summary>
    public bool TryFindFree(UInt128 from, UInt128 to, out UInt128 number) =>
        FindFree(_root, _height, UInt128.Zero, from, out number) && number <= to;

    /// <summary>How many numbers between two, both included, are in the set.</summary>
    public ulong CountBetween(UInt128 from, UInt128 to) => CountBetween(_root, _height, UInt128.Zero, from, to);

    // The subtree that the lower bound cuts may have nothing free above it: then the next subtree that is not full has.
    private static bool FindFree(Node? node, int level, UInt128 first, UInt128 from, out UInt128 number)
    {
        var start = from > first;
        if (node is null)
        {
            number = start ? from : first;
            return true;
        }

        var cut = start ? Digit(from, level) : 0;
        var open = ~node.Full & (ulong.MaxValue << cut);
        while (open != 0)
        {
            var i = BitOperations.TrailingZeroCount(open);
            var childFirst = first + ((UInt128)(uint)i << (Step * level));
            if (level == 1)
            {
                var free = ~node.Words[i] & (start && i == cut ? ulong.MaxValue << Digit(from, 0) : ulong.MaxValue);
                if (free != 0)
                {
                    number = childFirst + (uint)BitOperations.TrailingZeroCount(free);
                    return true;
                }
            }
            else if (FindFree(node.Children[i], level - 1, childFirst, from, out number))
            {
                return true;
            }

            open &= open - 1;
        }

        number = default;
        return false;
    }

    private static ulong CountBetween(Node? node, int level, UInt128 first, UInt128 from, UInt128 to)
    {
        if (node is null || node.Count == 0)
        {
            return 0;
        }

        var last = first + AddressBlock.HostMask(Math.Min(128, Step * (level + 1)));
        if (from <= first && (to >= last || last < first))
        {
            return node.Count;
        }

        ulong count = 0;
        for (var i = 0; i < node.Arity; i++)
        {
            var childFirst = first + ((UInt128)(uint)i << (Step * level));
            var childLast = childFirst + AddressBlock.HostMask(Step * level);
            if (childLast < from || childFirst > to)
            {
                continue;
            }

            count += level == 1
                ? CountInWord(node.Words[i], childFirst, from, to)
                : CountBetween(node.Children[i], level - 1, childFirst, from, to);
        }

        return count;
    }

    private static ulong CountInWord(ulong word, UInt128 first, UInt128 from, UInt128 to)
    {
        if (from > first)
        {
            word &= ulong.MaxValue << (int)(from - first);
        }

        if (to - first < 63)
        {
            word &= ulong.MaxValue >> (63 - (int)(to - first));
        }

        return (ulong)BitOperations.PopCount(word);
    }

    private static int Digit(UInt128 number, int level) => (int)(uint)(ulong)(number >> (Step * level)) & 63;

    private Node NewNode(int level) => level == 1
        ? _spareLeaves.TryPop(out var leaf) ? leaf : Node.Leaf(64)
        : _spareInner.TryPop(out var inner) ? inner : Node.Inner(64);

    // A node that empties and fills again and again would cost an allocation each time.
    private void Spare(Node node)
    {
        var spares = node.Words.Length > 0 ? _spareLeaves : _spareInner;
        if (spares.Count < SpareNodes)
        {
            spares.Push(node);
        }
    }

    private sealed class Node(Node?[] children, ulong[] words)
    {
        public readonly Node?[] Children = children;
        public readonly ulong[] Words = words;
        public ulong Full;
        public ulong Count;

        public int Arity => Children.Length + Words.Length;

        public static Node Leaf(int words) => new([], new ulong[words]);

        public static Node Inner(int children) => new(new Node?[children], []);
    }
}
