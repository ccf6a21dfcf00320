using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>Docker's side of the plugin protocol, in plain HTTP.</summary>
internal sealed class PluginClient(string socket) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://plugin.moby.localhost/"),
    };

    /// <summary>Makes a call.</summary>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public async Task<(int Status, JsonElement Answer)> CallAsync(string method, JsonNode? request = null)
    {
        using var body = new StringContent(request?.ToJsonString() ?? "", Encoding.UTF8);
        using var response = await _http.PostAsync(method, body);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>Makes a call that must succeed.</summary>
    public async Task<JsonElement> OkAsync(string method, JsonNode? request = null)
    {
        var (status, answer) = await CallAsync(method, request);
        status.Should().Be(200, "of {0}: {1}", method, answer);
        return answer;
    }

    public Task CreateNetworkAsync(string networkId, int number) => OkAsync("NetworkDriver.CreateNetwork", Network(networkId, number));

    /// <summary>Creates an endpoint and joins a sandbox to it.</summary>
    public async Task<JsonElement> JoinAsync(string networkId, string endpointId, string address, string sandboxKey)
    {
        await OkAsync("NetworkDriver.CreateEndpoint", CreateEndpoint(networkId, endpointId, address));
        return await OkAsync("NetworkDriver.Join", Join(networkId, endpointId, sandboxKey));
    }

    public static JsonObject Network(string networkId, int number) => new()
    {
        ["NetworkID"] = networkId,
        ["Options"] = new JsonObject { ["com.docker.network.generic"] = new JsonObject(), ["com.docker.network.enable_ipv6"] = false },
        ["IPv4Data"] = new JsonArray(new JsonObject
        {
            ["AddressSpace"] = "LocalDefault",
            ["Pool"] = $"10.{number}.0.0/24",
            ["Gateway"] = $"10.{number}.0.1/24",
            ["AuxAddresses"] = new JsonObject(),
        }),
        ["IPv6Data"] = null,
    };

    public static JsonObject CreateEndpoint(string networkId, string endpointId, string address)
    {
        var request = Endpoint(networkId, endpointId);
        request["Interface"] = new JsonObject { ["Address"] = address, ["AddressIPv6"] = "", ["MacAddress"] = "" };
        request["Options"] = new JsonObject { ["com.docker.network.endpoint.exposedports"] = new JsonArray(), ["com.docker.network.portmap"] = new JsonArray() };
        return request;
    }

    public static JsonObject Join(string networkId, string endpointId, string sandboxKey)
    {
        var request = Endpoint(networkId, endpointId);
        request["SandboxKey"] = sandboxKey;
        request["Options"] = new JsonObject();
        return request;
    }

    public static JsonObject Endpoint(string networkId, string endpointId) => new() { ["NetworkID"] = networkId, ["EndpointID"] = endpointId };

    public void Dispose() => _http.Dispose();
}
