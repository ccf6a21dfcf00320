using System.Buffers;
using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Netlink;

/// <summary>A conversation with the kernel: batches of requests with acknowledgements, single questions, dumps, multicast.</summary>
/// <remarks>It belongs to the namespace it was opened in and may be used from any thread; conversations wait for each other.
/// A second process cannot speak on it: datagrams that are not the kernel's are dropped. Nothing here waits longer than
/// <see cref="Patience"/> for an answer.</remarks>
public sealed partial class NetlinkSocket : IDisposable
{
    /// <summary>How long the kernel may take for an answer. rtnetlink and nftables answer before the send returns.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int ReceiveSize = 64 * 1024;

    // An unread acknowledgement takes about 1.3 KiB of the receive buffer, which holds 208 KiB unless it is enlarged.
    private const int AcknowledgementCost = 2048;
    private const int AcknowledgementsThatFit = 100;

    private readonly INetlinkTransport _transport;
    private readonly Lock _conversation = new();
    private uint _sequence;

    internal NetlinkSocket(INetlinkTransport transport) => _transport = transport;

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    internal static NetlinkSocket Open(NetlinkProtocol protocol) => new(new KernelTransport(protocol));

    /// <summary>Sends all messages in one datagram and reads what the kernel says to them.</summary>
    /// <param name="messages">The messages; their sequence numbers are replaced.</param>
    /// <param name="acknowledged">The place of the message whose acknowledgement ends the exchange, usually the last.</param>
    /// <param name="failures">Gets the refused messages, in the kernel's order. Untouched on success.</param>
    /// <param name="echo">Gets what the kernel sends besides acknowledgements (<see cref="NetlinkFlags.Echo"/>), or null.</param>
    /// <remarks>An error does not stop the messages behind it. When <paramref name="acknowledged"/> is not the last message the
    /// kernel's answers are read until there are none, because a transaction may fail before or behind that message.</remarks>
    /// <exception cref="NetlinkException">The datagram was not taken (EMSGSIZE, ENOBUFS), answers were lost (ENOBUFS), or none came (ETIMEDOUT).</exception>
    public void Send(MessageWriter messages, int acknowledged, List<NetlinkFailure> failures, MessageHandler? echo = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(failures);
        ArgumentOutOfRangeException.ThrowIfNegative(acknowledged);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(acknowledged, messages.Count);
        Exchange(messages.WrittenForSending, messages.Count, acknowledged, 0, failures, echo);
    }

    /// <summary>Sends messages that do not depend on each other's fate, in as many datagrams as their number and size ask for.</summary>
    /// <inheritdoc cref="Send(MessageWriter, int, List{NetlinkFailure}, MessageHandler?)"/>
    public void Send(MessageWriter messages, List<NetlinkFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(failures);
        var rest = messages.WrittenForSending;
        var done = 0;
        while (!rest.IsEmpty)
        {
            var (size, count) = Portion(rest);
            Exchange(rest[..size], count, count - 1, done, failures, echo: null);
            rest = rest[size..];
            done += count;
        }
    }

    /// <summary>Receives what the kernel tells to a multicast group from now on (<see cref="TryReceive(MessageHandler, TimeSpan)"/>).</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void Join(uint group) => _transport.Join(group);

    /// <summary>Makes room for unread datagrams of <paramref name="size"/> bytes together, as far as the system allows.</summary>
    public void ReserveReceiveBuffer(int size) => _transport.ReserveReceiveBuffer(size);

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    internal INetlinkTransport Transport => _transport;

    /// <summary>The kernel's number for this socket, by which others are told who changed something; 0 before the first acknowledgement.</summary>
    internal uint Port { get; private set; }

    private static (int Size, int Count) Portion(ReadOnlySpan<byte> messages)
    {
        const int MaximalSize = 128 * 1024;
        var (size, count) = (0, 0);
        while (size < messages.Length)
        {
            var next = MessageWriter.Align(MemoryMarshal.Read<int>(messages[size..]));
            if (count > 0 && (count >= AcknowledgementsThatFit || size + next > MaximalSize))
            {
                break;
            }

            size += next;
            count++;
        }

        return (size, count);
    }

    private void Exchange(
        Span<byte> datagram, int count, int acknowledged, int firstIndex, List<NetlinkFailure> failures, MessageHandler? echo)
    {
        KernelSteps.Before(KernelSteps.Change);
        lock (_conversation)
        {
            var first = Number(datagram, acknowledged, count);
            if (count > AcknowledgementsThatFit)
            {
                _transport.ReserveReceiveBuffer(count * AcknowledgementCost);
            }

            Transmit(datagram);
            ReadAcknowledgements(first, count, acknowledged, firstIndex, failures, echo);
        }
    }

    /// <summary>Gives the messages consecutive numbers and asks for one acknowledgement; answers the first number.</summary>
    private uint Number(Span<byte> datagram, int acknowledged, int count)
    {
        var first = _sequence + 1;
        _sequence += (uint)count;
        var (at, index) = (0, 0);
        while (at < datagram.Length)
        {
            var message = datagram[at..];
            MemoryMarshal.Write(message[8..], first + (uint)index);
            if (index == acknowledged)
            {
                var flags = MemoryMarshal.Read<ushort>(message[6..]);
                MemoryMarshal.Write(message[6..], (ushort)(flags | (ushort)NetlinkFlags.Ack));
            }

            at += MessageWriter.Align(MemoryMarshal.Read<int>(message));
            index++;
        }

        return first;
    }

    private void Transmit(ReadOnlySpan<byte> datagram)
    {
        _transport.ReserveSendBuffer(datagram.Length + 64);
        if (!_transport.TrySend(datagram, out var reason))
        {
            throw new NetlinkException($"send {datagram.Length} bytes to the kernel", reason);
        }
    }

    private void ReadAcknowledgements(
        uint first, int count, int acknowledged, int firstIndex, List<NetlinkFailure> failures, MessageHandler? echo)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReceiveSize);
        try
        {
            var known = failures.Count;
            var drain = acknowledged != count - 1;
            var seen = false;
            while (true)
            {
                var received = _transport.Receive(buffer);
                if (received == -(int)Errno.EAGAIN)
                {
                    if (seen || (drain && failures.Count > known))
                    {
                        return;
                    }

                    AwaitAnswer();
                    continue;
                }

                var reader = new MessageReader(Datagram(buffer, received));
                while (reader.Read())
                {
                    // An answer to an earlier conversation that was given up is not ours.
                    var index = reader.Sequence - first;
                    if (index >= (uint)count)
                    {
                        continue;
                    }

                    if (reader.Type != NetlinkMessageType.Error)
                    {
                        echo?.Invoke(reader.Type, reader.Body);
                        continue;
                    }

                    var answer = reader.ReadAcknowledgement(firstIndex + (int)index);
                    seen |= index == (uint)acknowledged;
                    Port = reader.Port;
                    if (answer.Errno != Errno.None)
                    {
                        failures.Add(answer);
                    }
                }

                if (seen && !drain)
                {
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void AwaitAnswer()
    {
        if (!_transport.Wait(Patience))
        {
            throw new NetlinkException("wait for the kernel's answer", Errno.ETIMEDOUT);
        }
    }

    private static ReadOnlySpan<byte> Datagram(byte[] buffer, int received) => received switch
    {
        < 0 => throw new NetlinkException("receive the kernel's answer", (Errno)(-received)),
        _ when received > buffer.Length => throw new NetlinkException("receive the kernel's answer", Errno.EMSGSIZE),
        _ => buffer.AsSpan(0, received),
    };
}
