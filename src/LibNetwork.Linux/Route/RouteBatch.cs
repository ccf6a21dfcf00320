using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Changes of links, addresses, routes and neighbours that go to the kernel in one send.</summary>
/// <remarks>The kernel carries them out in order; an error does not stop those behind it. Batches are kept and used again: take
/// one from <see cref="RouteSocket.NewBatch"/>, dispose it after sending. Not thread-safe. A method that throws
/// <see cref="ArgumentException"/> has added nothing.</remarks>
public sealed partial class RouteBatch : IDisposable
{
    private const byte IPv4 = 2; // AF_INET
    private const byte IPv6 = 10; // AF_INET6
    private const byte Bridge = 7; // AF_BRIDGE

    private readonly MessageWriter _writer = new();
    private readonly List<NetlinkFailure> _failures = [];
    private Entry[] _entries = new Entry[16];
    private readonly List<SafeHandle> _kept = [];
    private (int Length, int Count) _beforeCall;
    private bool _callIsOpen;
    private bool _rented = true;

    internal RouteBatch() => Sending = new SendItem(this);

    /// <summary>How many messages were added.</summary>
    public int Count
    {
        get
        {
            Settle();
            return _writer.Count;
        }
    }

    internal MessageWriter Messages => _writer;

    internal SendItem Sending { get; }

    /// <summary>Takes these refusals of what the last call added for success.</summary>
    public RouteBatch Tolerate(ErrnoSet refusals)
    {
        for (var i = _beforeCall.Count; i < Count; i++)
        {
            _entries[i] = _entries[i] with { Tolerated = _entries[i].Tolerated | refusals };
        }

        return this;
    }

    /// <summary>Takes it for success when the object that the last call deletes or changes is gone.</summary>
    public RouteBatch TolerateMissing() => Tolerate(ErrnoSet.Missing);

    /// <summary>Takes it for success when the object that the last call creates is there.</summary>
    public RouteBatch TolerateExisting() => Tolerate(ErrnoSet.Existing);

    /// <summary>Forgets everything that was added.</summary>
    public void Clear()
    {
        _entries.AsSpan(0, _writer.Count).Clear();
        _writer.Clear();
        _beforeCall = default;
        _callIsOpen = false;
        foreach (var handle in _kept)
        {
            handle.DangerousRelease();
        }

        _kept.Clear();
    }

    /// <summary>Gives the batch back for another use.</summary>
    public void Dispose()
    {
        if (_rented)
        {
            _rented = false;
            Clear();
            RouteBatchPool.Return(this);
        }
    }

    /// <summary>The text of an operation, for errors and tests.</summary>
    internal string Describe(int index) => _entries[index].Operation.ToString();

    internal RouteBatch Rent()
    {
        _rented = true;
        return this;
    }

    /// <summary>Sends on the calling thread and throws for the first message that was refused.</summary>
    internal void SendOn(NetlinkSocket socket)
    {
        if (Count == 0)
        {
            return;
        }

        _failures.Clear();
        socket.Send(_writer, _failures);
        if (_failures.Count > 0)
        {
            ThrowUntolerated();
        }
    }

    private void ThrowUntolerated()
    {
        List<NetlinkException>? refused = null;
        foreach (var failure in _failures)
        {
            var entry = _entries[failure.Index];
            if (!entry.Tolerated.Contains(failure.Errno))
            {
                (refused ??= []).Add(new NetlinkException(entry.Operation.ToString(), failure.Errno, failure.ExtendedAck));
            }
        }

        if (refused is not null)
        {
            var first = refused[0];
            throw refused.Count == 1 ? first : new NetlinkException(first.Operation, first.Errno, first.ExtendedAck, refused[1..]);
        }
    }

    // What a call that threw half-way had written is taken back by whatever comes next.
    private void BeginCall()
    {
        Settle();
        _beforeCall = _writer.Mark;
        _callIsOpen = true;
    }

    private RouteBatch EndCall()
    {
        _callIsOpen = false;
        return this;
    }

    private void Settle()
    {
        if (_callIsOpen)
        {
            _callIsOpen = false;
            _writer.Rewind(_beforeCall);
        }
    }

    private void Begin(ushort type, NetlinkFlags flags, Operation operation)
    {
        var place = _writer.Count;
        if (place == _entries.Length)
        {
            Array.Resize(ref _entries, place * 2);
        }

        _entries[place] = new Entry(operation, default);
        _writer.BeginMessage(type, flags);
    }

    private void WriteAddress(ushort type, IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        _writer.WriteBytes(type, bytes[..written]);
    }

    private void WriteMac(ushort type, PhysicalAddress? address)
    {
        if (address is not null)
        {
            _writer.WriteBytes(type, address.GetAddressBytes());
        }
    }

    private void WriteFlag(ushort type, bool? value)
    {
        if (value is not null)
        {
            _writer.WriteByte(type, value.Value ? (byte)1 : (byte)0);
        }
    }

    /// <summary>Writes an open file's number and keeps the file open until the batch is cleared.</summary>
    private void WriteDescriptor(ushort type, SafeHandle file)
    {
        var held = false;
        file.DangerousAddRef(ref held);
        _kept.Add(file);
        _writer.WriteUInt32(type, (uint)file.DangerousGetHandle());
    }

    private static byte Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6 : IPv4;

    private readonly record struct Entry(Operation Operation, ErrnoSet Tolerated);
}
