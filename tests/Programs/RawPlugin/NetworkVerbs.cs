using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RawPlugin;

/// <summary>Bridges and veth pairs, made with <c>ip</c>. Of a network the gateway is kept, in a file; all else follows from ids.</summary>
internal sealed class NetworkVerbs(string directory)
{
    internal async Task<JsonObject?> RunAsync(string verb, JsonObject request)
    {
        var (network, endpoint) = (Text(request["NetworkID"]), Text(request["EndpointID"]));
        switch (verb)
        {
            case "GetCapabilities":
                return new JsonObject { ["Scope"] = "local" };
            case "CreateNetwork":
                await CreateNetworkAsync(network, request);
                break;
            case "DeleteNetwork":
                await DeleteLinkAsync(Name("rb", network));
                File.Delete(GatewayFile(network));
                break;
            case "Join":
                return await JoinAsync(network, endpoint);
            case "Leave" or "DeleteEndpoint":
                await DeleteLinkAsync(Name("rh", endpoint));
                break;
            case "CreateEndpoint" or "ProgramExternalConnectivity" or "RevokeExternalConnectivity" or "DiscoverNew" or "DiscoverDelete":
                break;
            case "EndpointOperInfo":
                return new JsonObject { ["Value"] = new JsonObject { ["plugin"] = "raw" } };
            default:
                return null;
        }

        return [];
    }

    private async Task CreateNetworkAsync(string network, JsonObject request)
    {
        if (request["Options"]?["com.docker.network.generic"]?["refuse"] is not null)
        {
            throw new InvalidOperationException("this network is refused");
        }

        var gateway = Text(request["IPv4Data"]?[0]?["Gateway"]);
        await IpAsync($"link add {Name("rb", network)} type bridge");
        await IpAsync($"address add {gateway} dev {Name("rb", network)}");
        await IpAsync($"link set {Name("rb", network)} up");
        await File.WriteAllTextAsync(GatewayFile(network), gateway);
    }

    private async Task<JsonObject> JoinAsync(string network, string endpoint)
    {
        var gateway = await File.ReadAllTextAsync(GatewayFile(network));
        await IpAsync($"link add {Name("rh", endpoint)} up master {Name("rb", network)} type veth peer name {Name("ri", endpoint)}");
        return new JsonObject
        {
            ["InterfaceName"] = new JsonObject { ["SrcName"] = Name("ri", endpoint), ["DstPrefix"] = "eth" },
            ["Gateway"] = gateway.Split('/')[0],
        };
    }

    private string GatewayFile(string network) => Path.Combine(directory, $"gateway-{network}");

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private static string Name(string prefix, string id) => prefix + id[..13];

    private static Task DeleteLinkAsync(string name) => IpAsync($"link delete {name}", "Cannot find device");

    private static async Task IpAsync(string command, string? harmless = null)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", command) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0 && (harmless is null || !error.Contains(harmless, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"ip {command}: {error.Trim()}");
        }
    }
}
