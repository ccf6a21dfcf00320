using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Raw;

/// <summary>A driver in a few lines of <c>ip</c>: a bridge per network, a veth per endpoint. What the protocol needs at the least.</summary>
internal sealed class RawBridge(PrivateHost host)
{
    internal async Task<string?> AnswerAsync(RawCall call)
    {
        switch (call.Method)
        {
            case "Plugin.Activate":
                return """{"Implements":["NetworkDriver"]}""";
            case "NetworkDriver.GetCapabilities":
                return """{"Scope":"local"}""";
            case "NetworkDriver.CreateNetwork":
                await host.RunAsync($"ip link add {Bridge(call)} type bridge && ip address add {Gateway(call)} dev {Bridge(call)} && ip link set {Bridge(call)} up");
                return "{}";
            case "NetworkDriver.DeleteNetwork":
                await host.RunAsync($"ip link del {Bridge(call)}");
                return "{}";
            case "NetworkDriver.Join":
                await host.RunAsync($"ip link add {Port(call)} type veth peer name i{Port(call)} && ip link set {Port(call)} master {Bridge(call)} up");
                return $$$"""{"InterfaceName":{"SrcName":"i{{{Port(call)}}}","DstPrefix":"eth"},"Gateway":"10.11.0.1"}""";
            case "NetworkDriver.Leave":
                await host.RunAsync($"ip link del {Port(call)}");
                return "{}";
            case "NetworkDriver.EndpointOperInfo":
                return """{"Value":{}}""";
            case "NetworkDriver.CreateEndpoint" or "NetworkDriver.DeleteEndpoint":
                return "{}";
            default:
                return null;
        }
    }

    private static string Bridge(RawCall call) => "r" + call.Text("NetworkID")[..8];

    private static string Port(RawCall call) => "v" + call.Text("EndpointID")[..8];

    private static string Gateway(RawCall call) => call.Json.GetProperty("IPv4Data")[0].GetProperty("Gateway").GetString()!;
}
