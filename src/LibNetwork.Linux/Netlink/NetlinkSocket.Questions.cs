using System.Buffers;

namespace LibNetwork.Linux.Netlink;

/// <content>Questions: one object, or a dump of all.</content>
public sealed partial class NetlinkSocket
{
    // A dump is interrupted when what it lists changes meanwhile; on a busy machine that may happen several times in a row.
    private const int DumpTries = 32;

    /// <summary>Asks for one object.</summary>
    /// <returns>True with the object; false with the kernel's reason.</returns>
    /// <exception cref="NetlinkException">No answer came, or a malformed one.</exception>
    public bool TryGet<T>(MessageWriter question, MessageParser<T> parser, out T? result, out NetlinkFailure failure)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(parser);
        KernelSteps.Before(KernelSteps.Question);
        lock (_conversation)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(ReceiveSize);
            try
            {
                var sequence = Number(question.WrittenForSending, acknowledged: -1, question.Count);
                Transmit(question.Written);
                while (true)
                {
                    var reader = new MessageReader(ReceiveDatagram(ref buffer));
                    while (reader.Read())
                    {
                        if (reader.Sequence != sequence)
                        {
                            continue;
                        }

                        if (reader.Type == NetlinkMessageType.Error)
                        {
                            failure = reader.ReadAcknowledgement(0);
                            result = default;
                            return false;
                        }

                        if (parser(reader.Type, reader.Body, out result!))
                        {
                            failure = default;
                            return true;
                        }
                    }
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Asks for all objects. A dump that the kernel says was interrupted by a change is asked for again.</summary>
    /// <param name="question">One message with <see cref="NetlinkFlags.Dump"/>.</param>
    /// <param name="parser">Reads one object.</param>
    /// <param name="operation">What is asked, for errors: <c>list links</c>.</param>
    /// <exception cref="NetlinkException">The kernel refused, the answer is malformed, or every try was interrupted (EINTR).</exception>
    public List<T> Dump<T>(MessageWriter question, MessageParser<T> parser, string operation)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(parser);
        KernelSteps.Before(KernelSteps.Question);
        lock (_conversation)
        {
            var results = new List<T>();
            var buffer = ArrayPool<byte>.Shared.Rent(ReceiveSize);
            try
            {
                for (var i = 0; i < DumpTries; i++)
                {
                    results.Clear();
                    var sequence = Number(question.WrittenForSending, acknowledged: -1, question.Count);
                    Transmit(question.Written);
                    if (ReadDump(ref buffer, sequence, parser, results, operation))
                    {
                        return results;
                    }
                }
            }
            catch
            {
                // A dump that is left half-read makes the kernel refuse the next one (EBUSY).
                while (_transport.Receive(buffer) > 0)
                {
                }

                throw;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            throw new NetlinkException(operation, Errno.EINTR, "it changed during every try");
        }
    }

    /// <summary>Whether the dump is consistent. It is read to its end in any case, or the next would be refused (EBUSY).</summary>
    private bool ReadDump<T>(ref byte[] buffer, uint sequence, MessageParser<T> parser, List<T> results, string operation)
    {
        var interrupted = false;
        while (true)
        {
            var reader = new MessageReader(ReceiveDatagram(ref buffer, out var cut));
            if (cut)
            {
                interrupted = true;
                continue;
            }

            while (reader.Read())
            {
                if (reader.Sequence != sequence)
                {
                    continue;
                }

                interrupted |= (reader.Flags & MessageReader.DumpInterrupted) != 0;
                switch (reader.Type)
                {
                    case NetlinkMessageType.Error or NetlinkMessageType.Done:
                        var end = reader.ReadAcknowledgement(0);
                        return end.Errno == Errno.None ? !interrupted : throw new NetlinkException(operation, end.Errno, end.ExtendedAck);
                    case NetlinkMessageType.Noop:
                        break;
                    default:
                        if (parser(reader.Type, reader.Body, out var result))
                        {
                            results.Add(result);
                        }

                        break;
                }
            }
        }
    }

    private ReadOnlySpan<byte> ReceiveDatagram(ref byte[] buffer)
    {
        var datagram = ReceiveDatagram(ref buffer, out var cut);
        return cut ? throw new NetlinkException("receive the kernel's answer", Errno.EMSGSIZE) : datagram;
    }

    private ReadOnlySpan<byte> ReceiveDatagram(ref byte[] buffer, out bool cut)
    {
        int received;
        while ((received = _transport.Receive(buffer)) == -(int)Errno.EAGAIN)
        {
            AwaitAnswer();
        }

        cut = received > buffer.Length;
        if (!cut)
        {
            return Datagram(buffer, received);
        }

        // The rest is lost; the next try has room for it.
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = ArrayPool<byte>.Shared.Rent(received * 2);
        return [];
    }
}
