using System.Net;
using LibNetwork.Discovery;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Discovery;

/// <summary>Lists of nodes as people write them (H-031).</summary>
public sealed class NodeListTests
{
    [Theory]
    [InlineData("nodes://10.0.0.1", "10.0.0.1")]
    [InlineData("nodes://10.0.0.1, 10.0.0.2:2377,,10.0.0.1", "10.0.0.1 10.0.0.2")]
    [InlineData("nodes://[fd00::1]:2377,fd00::2,::ffff:10.0.0.3", "10.0.0.3 fd00::1 fd00::2")]
    [InlineData("nodes://10.0.0.[9:11]:2377", "10.0.0.10 10.0.0.11 10.0.0.9")]
    public async Task A_list_is_read(string address, string nodes) => (await FirstAsync(NodeSource.Parse(address)))
        .Select(node => node.ToString()).Order(StringComparer.Ordinal).Should().Equal(nodes.Split(' '));

    [Theory]
    [InlineData("nodes://", "node discovery: nodes:// needs at least one node")]
    [InlineData("10.0.0.1", "node discovery \"10.0.0.1\" is neither nodes://ADDRESS,ADDRESS,… nor file:///PATH")]
    [InlineData("file://relative", "node discovery \"file://relative\" is neither nodes://ADDRESS,ADDRESS,… nor file:///PATH")]
    [InlineData("nodes://web", "\"web\" is not an IP address, with or without a port")]
    [InlineData("nodes://1", "\"1\" is not an IP address, with or without a port")]
    [InlineData("nodes://0.0.0.0", "\"0.0.0.0\" is not the address of one node")]
    [InlineData("nodes://224.0.0.1", "\"224.0.0.1\" is not the address of one node")]
    [InlineData("nodes://ff02::1", "\"ff02::1\" is not the address of one node")]
    [InlineData("nodes://10.0.0.[5:1]", "\"10.0.0.[5:1]\": the range [5:1] ends before it begins")]
    [InlineData("nodes://10.0.0.[0:4096]", "\"10.0.0.[0:4096]\": the range [0:4096] has more than 4096 nodes")]
    [InlineData("nodes://10.0.0.[1-5]", "\"10.0.0.[1-5]\": between the brackets belongs a range, such as [1:20]")]
    [InlineData("nodes://10.0.0.[254:256]", "\"10.0.0.[254:256]\": \"10.0.0.256\" is not an IP address, with or without a port")]
    [InlineData("nodes://a,10.0.0.1,b", "node discovery: invalid list of nodes:\n\"a\" is not an IP address, with or without a port\n\"b\" is not an IP address, with or without a port")]
    public void What_is_wrong_with_a_list_is_told_all_at_once(string address, string message)
    {
        var parse = () => NodeSource.Parse(address);
        var error = parse.Should().Throw<NetworkException>().Which;
        (error.Kind, error.Message).Should().Be((ErrorKind.InvalidParameter, message));
    }

    internal static async Task<IReadOnlyCollection<IPAddress>> FirstAsync(INodeSource source)
    {
        await foreach (var nodes in source.WatchAsync(TestContext.Current.CancellationToken))
        {
            return nodes;
        }

        return [];
    }
}
