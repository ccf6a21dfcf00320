using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Changes to nftables that happen all at once or not at all. Packets see either what was before or what is after.</summary>
/// <remarks>Not thread-safe. May be cleared and filled again; then it allocates nothing but what it grows by.
/// <see cref="NftablesSocket.Commit"/> sends it. Objects that others refer to come first: a chain before the rule that jumps to it,
/// a set before the rule that looks into it. A method that throws <see cref="ArgumentException"/> has added nothing.</remarks>
public sealed class NftablesBatch
{
    private const int EndLength = MessageWriter.HeaderSize + NetfilterHeader.Size;

    private readonly MessageWriter _writer;
    private readonly List<BatchOperation> _operations = [];
    private readonly bool _hasDestroy;
    private uint _sets;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="hasDestroy">Whether the kernel knows "destroy" messages (Linux 6.3);
    /// <see cref="NftablesSocket.CreateBatch"/> asks it.</param>
    /// <param name="capacity">Bytes to begin with; it grows on demand.</param>
    public NftablesBatch(bool hasDestroy = true, int capacity = 4096)
    {
        _hasDestroy = hasDestroy;
        _writer = new MessageWriter(capacity);
        Clear();
    }

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => _operations.Count == 1;

    internal MessageWriter Writer => _writer;

    internal List<NetlinkFailure> Failures { get; } = [];

    /// <summary>Forgets every change; the buffer stays.</summary>
    /// <param name="generation">When given, the batch is refused (ERESTART) if anybody changed any table since this generation
    /// (<see cref="NftablesSocket.ReadGeneration"/>).</param>
    public void Clear(uint? generation = null)
    {
        const ushort Generation = 1; // NFNL_BATCH_GENID
        _writer.Clear();
        _operations.Clear();
        _sets = 0;
        Begin(MessageType.BatchBegin, NetlinkFlags.None, BatchVerb.Commit, null);
        _writer.WriteHeader(new NetfilterHeader(TableFamily.Any, MessageType.SubsystemNumber));
        if (generation is { } expected)
        {
            _writer.WriteUInt32BigEndian(Generation, expected);
        }
    }

    /// <summary>Adds a table, unless it is there.</summary>
    public void Add(Table table)
    {
        Write(MessageType.NewTable, NetlinkFlags.Create, BatchVerb.Add, table, TableMessage.Write);
    }

    /// <summary>Adds a chain, unless it is there.</summary>
    public void Add(Chain chain)
    {
        Write(MessageType.NewChain, NetlinkFlags.Create, BatchVerb.Add, chain, ChainMessage.Write);
    }

    /// <summary>Appends a rule to its chain.</summary>
    public void Add(Rule rule)
    {
        Write(MessageType.NewRule, NetlinkFlags.Create | NetlinkFlags.Append, BatchVerb.Add, rule, RuleMessage.Write);
    }

    /// <summary>Adds a set or map, unless it is there with the same types.</summary>
    public void Add(Set set)
    {
        var id = ++_sets;
        Write(MessageType.NewSet, NetlinkFlags.Create, BatchVerb.Add, set, (writer, s) => SetMessage.Write(writer, s, id));
    }

    /// <summary>Adds an element, unless it is there. The same key with another value is refused (EEXIST).</summary>
    /// <exception cref="ArgumentException">Key or value do not have the set's types.</exception>
    public void Add(Set set, in SetElement element) => Add(set, new ReadOnlySpan<SetElement>(in element));

    /// <summary>Adds elements, in as many messages as their number asks for.</summary>
    /// <inheritdoc cref="Add(Set, in SetElement)"/>
    public void Add(Set set, ReadOnlySpan<SetElement> elements) =>
        Elements(MessageType.NewElement, NetlinkFlags.Create, BatchVerb.AddElements, set, elements);

    /// <summary>Adds a table with all that is in it.</summary>
    public void Add(TableContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        content.AddTo(this);
    }

    /// <summary>Deletes a table with all that is in it.</summary>
    public void Delete(Table table)
    {
        Write(MessageType.DeleteTable, NetlinkFlags.None, BatchVerb.Delete, table, TableMessage.WriteName);
    }

    /// <summary>Deletes a chain with its rules. Refused (EBUSY) while something jumps to it.</summary>
    public void Delete(Chain chain)
    {
        Write(MessageType.DeleteChain, NetlinkFlags.None, BatchVerb.Delete, chain, ChainMessage.WriteName);
    }

    /// <summary>Deletes a rule that was read from the kernel: one with a <see cref="Rule.Handle"/>.</summary>
    public void Delete(Rule rule)
    {
        Write(MessageType.DeleteRule, NetlinkFlags.None, BatchVerb.Delete, rule, RuleMessage.WriteHandle);
    }

    /// <summary>Deletes a set with its elements. Refused (EBUSY) while a rule uses it.</summary>
    public void Delete(Set set)
    {
        Write(MessageType.DeleteSet, NetlinkFlags.None, BatchVerb.Delete, set, SetMessage.WriteName);
    }

    /// <summary>Deletes an element. Refused (ENOENT) when it is not there.</summary>
    public void Delete(Set set, in SetElement element) => Delete(set, new ReadOnlySpan<SetElement>(in element));

    /// <inheritdoc cref="Delete(Set, in SetElement)"/>
    public void Delete(Set set, ReadOnlySpan<SetElement> elements) =>
        Elements(MessageType.DeleteElement, NetlinkFlags.None, BatchVerb.DeleteElements, set, elements);

    /// <summary>Deletes a table with all that is in it, if it is there.</summary>
    public void Destroy(Table table) => Destroy(MessageType.DestroyTable, MessageType.DeleteTable, table, TableMessage.WriteName);

    /// <summary>Deletes a chain with its rules, if it is there. Refused (EBUSY) while something jumps to it.</summary>
    public void Destroy(Chain chain) => Destroy(MessageType.DestroyChain, MessageType.DeleteChain, chain, ChainMessage.WriteName);

    /// <summary>Deletes a set with its elements, if it is there. Refused (EBUSY) while a rule uses it.</summary>
    public void Destroy(Set set) => Destroy(MessageType.DestroySet, MessageType.DeleteSet, set, SetMessage.WriteName);

    /// <summary>Deletes an element, if it is there. The set must be.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="element">The key counts, and of a range the last one too.</param>
    public void Destroy(Set set, in SetElement element) => Destroy(set, new ReadOnlySpan<SetElement>(in element));

    /// <summary>Deletes those elements that are there. The set must be.</summary>
    public void Destroy(Set set, ReadOnlySpan<SetElement> elements)
    {
        if (_hasDestroy)
        {
            Elements(MessageType.DestroyElement, NetlinkFlags.None, BatchVerb.DeleteElements, set, elements);
            return;
        }

        // Each in a message of its own, to tell which ones are not there.
        foreach (ref readonly var element in elements)
        {
            Elements(
                MessageType.DeleteElement, NetlinkFlags.None, BatchVerb.DeleteElements, set, new ReadOnlySpan<SetElement>(in element),
                mayBeMissing: true);
        }
    }

    /// <summary>Deletes every rule of a chain.</summary>
    public void Flush(Chain chain)
    {
        Write(MessageType.DeleteRule, NetlinkFlags.None, BatchVerb.Flush, chain, RuleMessage.WriteChain);
    }

    /// <summary>Deletes every element of a set.</summary>
    public void Flush(Set set)
    {
        Write(MessageType.DeleteElement, NetlinkFlags.None, BatchVerb.Flush, set, ElementMessage.WriteSet);
    }

    /// <summary>Ends the batch, ready to be sent; answers the place of the message whose acknowledgement speaks for all.</summary>
    internal int Seal()
    {
        var last = _operations.Count - 1;
        Begin(MessageType.BatchEnd, NetlinkFlags.None, BatchVerb.Commit, null);
        _writer.WriteHeader(new NetfilterHeader(TableFamily.Any, MessageType.SubsystemNumber));
        return last;
    }

    /// <summary>Takes out of a refused batch what only wanted to delete what is not there, for kernels that know no "destroy".</summary>
    /// <returns>Whether nothing else was refused, and the rest can be sent again.</returns>
    internal bool Forgive(List<NetlinkFailure> failures)
    {
        if (!failures.TrueForAll(f => f.Errno == Errno.ENOENT && _operations[f.Index].MayBeMissing))
        {
            return false;
        }

        TakeBack((_writer.Written.Length - EndLength, _writer.Count - 1), _operations.Count - 1);
        foreach (var failure in failures.OrderByDescending(f => f.Index))
        {
            Remove(failure.Index);
        }

        return true;
    }

    /// <summary>What was refused, in words.</summary>
    internal string Describe(in NetlinkFailure failure) =>
        _operations[failure.Index].Describe(MessageAt(failure.Index), failure.Offset);

    private ReadOnlySpan<byte> MessageAt(int index)
    {
        var message = _writer.Written[StartOf(index)..];
        return message[..BitConverter.ToInt32(message)];
    }

    private int StartOf(int index)
    {
        var messages = _writer.Written;
        var start = 0;
        for (; index > 0; index--)
        {
            start += MessageWriter.Align(BitConverter.ToInt32(messages[start..]));
        }

        return start;
    }

    private void Remove(int index)
    {
        var (start, behind) = (StartOf(index), StartOf(index + 1));
        var messages = _writer.WrittenForSending;
        messages[behind..].CopyTo(messages[start..]);
        _writer.Rewind((messages.Length - (behind - start), _writer.Count - 1));
        _operations.RemoveAt(index);
    }

    private void Destroy<T>(ushort destroy, ushort delete, T subject, Action<MessageWriter, T> write)
        where T : class =>
        Write(_hasDestroy ? destroy : delete, NetlinkFlags.None, BatchVerb.Delete, subject, write, mayBeMissing: !_hasDestroy);

    private void Elements(
        ushort type, NetlinkFlags flags, string verb, Set set, ReadOnlySpan<SetElement> elements, bool mayBeMissing = false)
    {
        var (mark, operations) = (_writer.Mark, _operations.Count);
        try
        {
            while (!elements.IsEmpty)
            {
                Begin(type, flags, verb, set, mayBeMissing);
                elements = elements[ElementMessage.Write(_writer, set, elements)..];
            }
        }
        catch (ArgumentException)
        {
            TakeBack(mark, operations);
            throw;
        }
    }

    private void Write<T>(
        ushort type, NetlinkFlags flags, string verb, T subject, Action<MessageWriter, T> write, bool mayBeMissing = false)
        where T : class
    {
        var (mark, operations) = (_writer.Mark, _operations.Count);
        try
        {
            Begin(type, flags, verb, subject, mayBeMissing);
            write(_writer, subject);
        }
        catch (ArgumentException)
        {
            TakeBack(mark, operations);
            throw;
        }
    }

    private void Begin(ushort type, NetlinkFlags flags, string verb, object? subject, bool mayBeMissing = false)
    {
        _writer.BeginMessage(type, flags);
        _operations.Add(new BatchOperation(verb, subject, mayBeMissing));
    }

    private void TakeBack((int Length, int Count) mark, int operations)
    {
        _writer.Rewind(mark);
        _operations.RemoveRange(operations, _operations.Count - operations);
    }
}
