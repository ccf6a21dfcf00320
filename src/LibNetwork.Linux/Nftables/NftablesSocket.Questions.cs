using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <content>Reading what the kernel has.</content>
public sealed partial class NftablesSocket
{
    // A table that others change all the time is not worth more.
    private const int ReadTries = 16;

    /// <summary>The number that grows with every transaction in the namespace, whoever sent it.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public uint ReadGeneration()
    {
        const ushort Id = 1; // NFTA_GEN_ID
        return Get(MessageType.GetGeneration, static w => w.WriteHeader(new NetfilterHeader(TableFamily.Any)), static body =>
        {
            var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
            while (attributes.Read())
            {
                if (attributes.Type == Id)
                {
                    return attributes.UInt32BigEndian;
                }
            }

            return 0u;
        }, "read nftables generation", out var generation) ? generation : 0;
    }

    /// <summary>A table with all that is in it, as of one moment; null when it is not there.</summary>
    /// <exception cref="NetlinkException">The kernel refused; EINTR when the rules changed during every try.</exception>
    public TableContent? ReadTable(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        for (var i = 0; i < ReadTries; i++)
        {
            var generation = ReadGeneration();
            var content = TryReadTable(table);
            if (generation == ReadGeneration())
            {
                return content;
            }
        }

        throw new NetlinkException($"read table {table}", Errno.EINTR, "it changed during every try");
    }

    /// <summary>Every table of the namespace, whoever made it.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<Table> ReadTables() => Dump(
        MessageType.GetTable, static w => w.WriteHeader(new NetfilterHeader(TableFamily.Any)), MessageType.NewTable, TableMessage.Read,
        "list tables");

    /// <summary>The elements of a set, without the rest of its table.</summary>
    /// <exception cref="NetlinkException">ENOENT when table or set are not there; EINTR when they changed during every try.</exception>
    public IReadOnlyList<SetElement> ReadElements(Set set)
    {
        ArgumentNullException.ThrowIfNull(set);
        for (var i = 0; i < ReadTries; i++)
        {
            var parts = Dump(
                MessageType.GetElement, w => ElementMessage.WriteSet(w, set), MessageType.NewElement, ElementMessage.Read,
                $"list elements of {set}");
            var elements = parts.Count == 1 ? parts[0] : [.. parts.SelectMany(p => p)];

            // While the kernel moves a set that has grown to a larger hash table, a dump tells some elements twice and, without
            // saying so, others not at all.
            if (elements.DistinctBy(e => (e.Element.Key, e.IsEnd)).Count() == elements.Count)
            {
                return RawElement.Join(set, elements);
            }
        }

        throw new NetlinkException($"list elements of {set}", Errno.EINTR, "they changed during every try");
    }

    private delegate T BodyReader<out T>(ReadOnlySpan<byte> body);

    private TableContent? TryReadTable(Table table)
    {
        if (!Get(MessageType.GetTable, w => TableMessage.WriteName(w, table), TableMessage.Read, $"read table {table}", out var found))
        {
            return null;
        }

        try
        {
            var content = new TableContent(found!);
            var header = new NetfilterHeader(table.Family);
            Dump(MessageType.GetChain, w => w.WriteHeader(header), MessageType.NewChain, ChainMessage.Read, $"list chains of {table}")
                .FindAll(c => c.Table.Name == table.Name).ForEach(content.Add);
            Dump(MessageType.GetSet, w => SetMessage.WriteTable(w, table), MessageType.NewSet, SetMessage.Read, $"list sets of {table}")
                .ForEach(content.Add);
            Dump(MessageType.GetRule, w => RuleMessage.WriteTable(w, table), MessageType.NewRule, RuleMessage.Read,
                $"list rules of {table}").ForEach(content.Add);
            foreach (var set in content.Sets.Values)
            {
                set.Elements.AddRange(ReadElements(set.Set));
            }

            return content;
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOENT)
        {
            return null; // It, or a set of it, went away meanwhile: the generation is another and the caller looks again.
        }
    }

    private bool Get<T>(ushort type, Action<MessageWriter> write, BodyReader<T> read, string operation, out T? result)
    {
        var question = new MessageWriter(256);
        question.BeginMessage(type, NetlinkFlags.None);
        write(question);
        var found = _socket.TryGet(question, (ushort _, ReadOnlySpan<byte> body, out T parsed) =>
        {
            parsed = read(body);
            return true;
        }, out result, out var failure);
        if (found)
        {
            return true;
        }

        return failure.Errno == Errno.ENOENT ? false : throw new NetlinkException(operation, failure.Errno, failure.ExtendedAck);
    }

    private List<T> Dump<T>(ushort type, Action<MessageWriter> write, ushort answer, BodyReader<T> read, string operation)
    {
        var question = new MessageWriter(256);
        question.BeginMessage(type, NetlinkFlags.Dump);
        write(question);
        return _socket.Dump(question, (ushort messageType, ReadOnlySpan<byte> body, out T parsed) =>
        {
            var wanted = messageType == answer;
            parsed = wanted ? read(body) : default!;
            return wanted;
        }, operation);
    }
}
