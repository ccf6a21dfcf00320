using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>The nftables of one network namespace.</summary>
/// <remarks>Members may be called from any thread; exchanges wait for each other. The kernel answers before a call returns: adding one
/// element takes microseconds.</remarks>
public sealed partial class NftablesSocket : IDisposable
{
    private readonly NetlinkSocket _socket;
    private bool? _hasDestroy;

    internal NftablesSocket(NetlinkSocket socket) => _socket = socket;

    /// <summary>Opens a socket in a namespace.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static async ValueTask<NftablesSocket> OpenAsync(NetworkNamespace inside, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inside);
        return new NftablesSocket(await inside.OpenSocketAsync(NetlinkProtocol.Netfilter, cancellationToken));
    }

    /// <summary>The kernel's number for this socket, by which a <see cref="RulesetMonitor"/> tells who changed something; 0 before the
    /// first <see cref="Commit"/>.</summary>
    public uint Origin => _socket.Port;

    /// <summary>An empty batch in the words this kernel knows.</summary>
    /// <exception cref="NetlinkException">The kernel did not answer.</exception>
    public NftablesBatch CreateBatch() => new(_hasDestroy ??= AskForDestroy());

    /// <summary>Sends a batch. It happens wholly or not at all; after a success it must be cleared before it is filled again.</summary>
    /// <exception cref="NetlinkException">Nothing was changed. The exception names the first object that was refused and why, and the
    /// others (<see cref="NetlinkException.Others"/>). EPERM without CAP_NET_ADMIN; EMSGSIZE past twice <c>net.core.wmem_max</c> without
    /// CAP_NET_ADMIN in the first user namespace: a batch is one datagram.</exception>
    public void Commit(NftablesBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.IsEmpty)
        {
            return;
        }

        var failures = batch.Failures;
        do
        {
            failures.Clear();
            _socket.Send(batch.Writer, batch.Seal(), failures);
        }
        while (failures.Count > 0 && batch.Forgive(failures) && !batch.IsEmpty);

        if (failures.Count > 0 && !batch.IsEmpty)
        {
            throw Refusal(batch, failures);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // A message the kernel does not know is EINVAL; nobody has a table of this name, so success changes nothing.
    private bool AskForDestroy()
    {
        var probe = new NftablesBatch();
        probe.Destroy(new Table(TableFamily.Inet, "libnetwork-probe"));
        var failures = new List<NetlinkFailure>();
        _socket.Send(probe.Writer, probe.Seal(), failures);
        return !failures.Exists(f => f.Errno is Errno.EINVAL or Errno.EOPNOTSUPP);
    }

    private static NetlinkException Refusal(NftablesBatch batch, List<NetlinkFailure> failures)
    {
        var refused = failures.ConvertAll(f => new NetlinkException(batch.Describe(f), f.Errno, f.ExtendedAck));
        var first = refused[0];
        return refused.Count == 1 ? first : new NetlinkException(first.Operation, first.Errno, first.ExtendedAck, refused[1..]);
    }
}
