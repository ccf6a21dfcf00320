namespace LibNetwork.Ipam;

/// <summary>The blocks of one address family that are taken, none overlapping another, each with a value.</summary>
/// <remarks>
/// A binary tree by address bits whose nodes know the largest free block below them, so taking, releasing, the overlap check
/// and finding the lowest free block of a size each cost one step per bit, whatever is taken. Not thread-safe.
/// </remarks>
internal sealed class BlockTree<T>(bool v6)
    where T : class
{
    private const int Nothing = int.MaxValue;

    private readonly int _width = AddressBlock.WidthOf(v6);
    private Node? _root;

    /// <summary>Whether nothing is taken.</summary>
    public bool IsEmpty => _root is null;

    /// <summary>Whether any taken block has an address in common with this one.</summary>
    public bool Overlaps(AddressBlock block)
    {
        var node = _root;
        for (var depth = 0; depth < block.PrefixLength && node is { Value: null }; depth++)
        {
            node = node.Children[Bit(block.First, depth)];
        }

        return node is not null;
    }

    /// <summary>The value of exactly this block; null when it is not taken.</summary>
    public T? Find(AddressBlock block)
    {
        var node = _root;
        for (var depth = 0; depth < block.PrefixLength && node is not null; depth++)
        {
            node = node.Children[Bit(block.First, depth)];
        }

        return node?.Value;
    }

    /// <summary>Takes a block that overlaps no taken one.</summary>
    public void Add(AddressBlock block, T value) => _root = Add(_root, block, 0, value);

    /// <summary>Gives a taken block back.</summary>
    public void Remove(AddressBlock block) => _root = Remove(_root, block, 0);

    /// <summary>Finds the lowest free block of a size that lies in another block, not below an address.</summary>
    public bool TryFindFree(AddressBlock within, int prefixLength, UInt128 from, out AddressBlock free)
    {
        var node = _root;
        for (var depth = 0; depth < within.PrefixLength && node is { Value: null }; depth++)
        {
            node = node.Children[Bit(within.First, depth)];
        }

        var found = FindFree(node, within.First, within.PrefixLength, prefixLength, from, out var first);
        free = new AddressBlock(first, prefixLength, v6);
        return found;
    }

    private bool FindFree(Node? node, UInt128 first, int depth, int prefixLength, UInt128 from, out UInt128 found)
    {
        found = default;
        var last = first | AddressBlock.HostMask(_width - depth);
        if (last < from || (node is not null && node.LargestFree > prefixLength))
        {
            return false;
        }

        if (node is null)
        {
            var sizeMask = AddressBlock.HostMask(_width - prefixLength);
            found = from <= first ? first : (from & sizeMask) == 0 ? from : (from | sizeMask) + 1;

            // Rounded up past the last address of all, it is zero.
            return found >= from && found <= last;
        }

        var half = first | ((UInt128)1 << (_width - depth - 1));
        return FindFree(node.Children[0], first, depth + 1, prefixLength, from, out found)
            || FindFree(node.Children[1], half, depth + 1, prefixLength, from, out found);
    }

    private Node Add(Node? node, AddressBlock block, int depth, T value)
    {
        node ??= new Node();
        if (depth == block.PrefixLength)
        {
            node.Value = value;
            node.LargestFree = Nothing;
            return node;
        }

        ref var child = ref node.Children[Bit(block.First, depth)];
        child = Add(child, block, depth + 1, value);
        node.Measure(depth);
        return node;
    }

    private Node? Remove(Node? node, AddressBlock block, int depth)
    {
        if (node is null || depth == block.PrefixLength)
        {
            return null;
        }

        ref var child = ref node.Children[Bit(block.First, depth)];
        child = Remove(child, block, depth + 1);
        node.Measure(depth);
        return node.Children[0] is null && node.Children[1] is null ? null : node;
    }

    private int Bit(UInt128 address, int depth) => (int)(uint)(address >> (_width - 1 - depth)) & 1;

    private sealed class Node
    {
        public Pair Children;
        public T? Value;

        /// <summary>The prefix length of the largest free block below.</summary>
        public int LargestFree;

        public void Measure(int depth) => LargestFree = Math.Min(
            Children[0]?.LargestFree ?? depth + 1, Children[1]?.LargestFree ?? depth + 1);
    }

    [System.Runtime.CompilerServices.InlineArray(2)]
    private struct Pair
    {
        private Node? _first;
    }
}
