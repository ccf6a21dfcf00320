using CsCheck;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;

namespace LibNetwork.Linux.Tests.Netlink;

/// <summary>Whatever arrives, the answer is a result or a <see cref="NetlinkException"/>; never another error, never a hang.</summary>
public sealed class MalformedAnswerTests
{
    [Fact]
    public void Arbitrary_datagrams_end_in_a_result_or_a_clear_error() =>
        Gen.Byte.Array[0, 200].Array[0, 5].Sample(datagrams => Ask(_ => datagrams));

    [Fact]
    public void Arbitrary_bodies_of_well_framed_messages_end_in_a_result_or_a_clear_error() =>
        Gen.Select(Gen.Int[0, 6].Select(i => (ushort)new[] { 2, 3, 16, 20, 24, 28, 88 }[i]), Gen.UShort[0, 0x3ff], Gen.Byte.Array[0, 120]).Array[0, 6]
            .Sample(messages => Ask(sequence => messages.Select(m => Wire.Message(m.Item1, m.Item2, sequence, m.Item3))));

    [Fact]
    public void Damaged_copies_of_true_messages_end_in_a_result_or_a_clear_error() =>
        Gen.Select(Gen.Int[0, Samples.Link.Length - 1], Gen.Byte, Gen.Int[0, Samples.Link.Length]).Sample((place, value, length) =>
        {
            var damaged = Samples.Link.ToArray();
            damaged[place] = value;
            Ask(sequence => [Wire.Message(16, Wire.Multi, sequence, damaged[..length]), Wire.Done(sequence)]);
        });

    private static void Ask(Func<uint, IEnumerable<byte[]>> answer)
    {
        using var socket = new RouteSocket(new NetlinkSocket(new FakeKernel(request => answer(Wire.Sequence(request)))));
        foreach (var question in Questions)
        {
            try
            {
                question(socket);
            }
            catch (NetlinkException)
            {
                // That is the clear error.
            }
        }
    }

    private static readonly Action<RouteSocket>[] Questions =
    [
        s => s.GetLinks(), s => s.GetLink("eth0"), s => s.GetLinkIndex("eth0"), s => s.GetAddresses(), s => s.GetRoutes(),
        s => s.GetNeighbours(), s => s.GetForwarding(), s => s.Send(s.NewBatch().DeleteLink("eth0").DeleteLink("eth1")),
    ];
}
