using System.Buffers;

namespace LibNetwork.Linux.Netlink;

/// <content>What the kernel tells unasked.</content>
public sealed partial class NetlinkSocket
{
    /// <summary>Makes the kernel answer, so that somebody who waits in <see cref="TryReceive(MessageHandler, TimeSpan)"/> looks up.</summary>
    internal void Nudge()
    {
        var nothing = new MessageWriter(MessageWriter.HeaderSize);
        nothing.BeginMessage(NetlinkMessageType.Noop, NetlinkFlags.Ack);
        Transmit(nothing.Written);
    }

    /// <summary>Receives what the kernel tells unasked, and waits for it if there is nothing yet.</summary>
    /// <param name="handler">Gets each message.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>False when nothing came.</returns>
    /// <remarks>For a socket that only listens: between question and answer it would take the answer.</remarks>
    /// <exception cref="NetlinkException">ENOBUFS: more was told than the receive buffer holds and some of it is lost; ask for everything anew.</exception>
    public bool TryReceive(MessageHandler handler, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return TryReceive((type, _, body) => handler(type, body), patience);
    }

    /// <summary>As <see cref="TryReceive(MessageHandler, TimeSpan)"/>, and tells whose change each message is about.</summary>
    internal bool TryReceive(NoticeHandler handler, TimeSpan patience)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReceiveSize);
        try
        {
            int received;
            while ((received = _transport.Receive(buffer)) == -(int)Errno.EAGAIN)
            {
                if (!_transport.Wait(patience))
                {
                    return false;
                }
            }

            var reader = new MessageReader(Datagram(buffer, received));
            while (reader.Read())
            {
                if (reader.Type >= 16) // NLMSG_MIN_TYPE
                {
                    handler(reader.Type, reader.Port, reader.Body);
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
