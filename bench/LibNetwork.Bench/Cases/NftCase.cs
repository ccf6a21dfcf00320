using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LibNetwork.Bench.Suite;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.Bench.Cases;

/// <summary>One element put into a map that holds few or many: what publishing a port costs in the packet filter.</summary>
internal sealed class NftCase : IBenchCase
{
    private const int Chunk = 500;

    public string Name => "nft";

    public string Description => "one element added to an nftables map that holds 10, 1,000 and 10,000";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        using NetworkNamespace here = NetworkNamespace.Current();
        using NftablesSocket socket = await NftablesSocket.OpenAsync(here, cancellationToken);
        var table = new Table(TableFamily.Inet, "bench");
        var map = new Map(
            table,
            "ports",
            DataType.Concatenation(DataType.Protocol, DataType.Service),
            DataType.Concatenation(DataType.IPv4Address, DataType.Service));
        NftablesBatch batch = socket.CreateBatch();
        batch.Add(table);
        batch.Add(map);
        socket.Commit(batch);

        double slowest = 0;
        int existing = 0;
        foreach (int wanted in new[] { 10, 1_000, 10_000 })
        {
            Fill(socket, batch, map, existing, wanted);
            existing = wanted;
            Sample sample = Measure(socket, batch, map, context.Options.Count);
            slowest = Math.Max(slowest, sample.Median);
            context.Result.Add(Name, $"add one element when {wanted} exist", sample);
            cancellationToken.ThrowIfCancellationRequested();
        }

        context.Result.AtMost("one nft element whatever is there, us", 30, slowest);
        batch.Clear();
        batch.Delete(table);
        socket.Commit(batch);
    }

    private static Sample Measure(NftablesSocket socket, NftablesBatch batch, Map map, int count)
    {
        var sample = new Sample();
        for (int i = 0; i < count; i++)
        {
            // Each comes and goes, so that the number of those that exist stays the same.
            SetElement element = Element(ushort.MaxValue);
            long started = Stopwatch.GetTimestamp();
            batch.Clear();
            batch.Add(map, element);
            socket.Commit(batch);
            sample.Add(Stopwatch.GetElapsedTime(started));
            batch.Clear();
            batch.Delete(map, element);
            socket.Commit(batch);
        }

        return sample;
    }

    private static void Fill(NftablesSocket socket, NftablesBatch batch, Map map, int from, int to)
    {
        foreach (int[] ports in Enumerable.Range(from, to - from).Chunk(Chunk))
        {
            batch.Clear();
            batch.Add(map, ports.Select(port => Element((ushort)(port + 1))).ToArray());
            socket.Commit(batch);
        }
    }

    private static SetElement Element(ushort port) => new(NftData.Protocol(ProtocolType.Tcp).And(NftData.Port(port)))
    {
        Value = NftData.Address(IPAddress.Parse("10.88.0.2")).And(NftData.Port(80)),
    };
}
