using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Netlink;

/// <summary>Walks the messages of one datagram.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> datagram)
{
    internal const ushort Multi = 0x02; // NLM_F_MULTI
    internal const ushort DumpInterrupted = 0x10; // NLM_F_DUMP_INTR
    internal const ushort Capped = 0x100; // NLM_F_CAPPED
    internal const ushort AckAttributes = 0x200; // NLM_F_ACK_TLVS

    private ReadOnlySpan<byte> _rest = datagram;

    internal ushort Type { get; private set; }

    internal ushort Flags { get; private set; }

    internal uint Sequence { get; private set; }

    /// <summary>The number of the socket that asked for it, or whose change it tells; 0 when it was the kernel itself.</summary>
    internal uint Port { get; private set; }

    /// <summary>What follows <c>nlmsghdr</c>.</summary>
    internal ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Goes to the next message; false when there is none.</summary>
    /// <exception cref="NetlinkException">EBADMSG: a length does not fit.</exception>
    internal bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (_rest.Length < MessageWriter.HeaderSize)
        {
            throw NetlinkException.Malformed("netlink header");
        }

        var length = MemoryMarshal.Read<uint>(_rest);
        if (length < MessageWriter.HeaderSize || length > (uint)_rest.Length)
        {
            throw NetlinkException.Malformed("netlink message length");
        }

        Type = MemoryMarshal.Read<ushort>(_rest[4..]);
        Flags = MemoryMarshal.Read<ushort>(_rest[6..]);
        Sequence = MemoryMarshal.Read<uint>(_rest[8..]);
        Port = MemoryMarshal.Read<uint>(_rest[12..]);
        Body = _rest[MessageWriter.HeaderSize..(int)length];
        _rest = _rest[Math.Min(MessageWriter.Align((int)length), _rest.Length)..];
        return true;
    }

    /// <summary>Reads the current message as an acknowledgement, or the end of a dump, and its extended part.</summary>
    internal readonly NetlinkFailure ReadAcknowledgement(int index)
    {
        if (Body.Length < 4)
        {
            // A kernel may end a dump with a bare NLMSG_DONE.
            return Type == NetlinkMessageType.Done ? default : throw NetlinkException.Malformed("acknowledgement");
        }

        var errno = (Errno)(-MemoryMarshal.Read<int>(Body));
        var attributes = ExtendedPart();
        string? text = null;
        var offset = 0;
        while (errno != Errno.None && attributes.Read())
        {
            switch (attributes.Type)
            {
                case 1: // NLMSGERR_ATTR_MSG
                    text = attributes.Text;
                    break;
                case 2: // NLMSGERR_ATTR_OFFS
                    offset = (int)attributes.UInt32;
                    break;
            }
        }

        return new NetlinkFailure(index, errno, text, offset);
    }

    private readonly AttributeReader ExtendedPart()
    {
        if ((Flags & AckAttributes) == 0)
        {
            return new AttributeReader([]);
        }

        if (Type == NetlinkMessageType.Done)
        {
            return new AttributeReader(Body[4..]);
        }

        var skip = 4 + MessageWriter.HeaderSize;
        if ((Flags & Capped) == 0 && Body.Length >= 8)
        {
            // The refused message is there in full, behind the error number.
            var refused = MemoryMarshal.Read<uint>(Body[4..]);
            skip = refused > (uint)Body.Length ? Body.Length : 4 + MessageWriter.Align((int)refused);
        }

        return new AttributeReader(Body[Math.Min(skip, Body.Length)..]);
    }
}
