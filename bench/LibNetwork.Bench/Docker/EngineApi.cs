using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LibNetwork.Bench.Docker;

/// <summary>The Docker Engine's HTTP API, so that no process of the CLI is measured along with it.</summary>
internal sealed class EngineApi(string socketPath) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://docker/v1.41/"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    internal Task<string> CreateNetworkAsync(string driver, string name, CancellationToken cancellationToken) =>
        PostAsync("networks/create", $$"""{"Name":"{{name}}","Driver":"{{driver}}","CheckDuplicate":true}""", cancellationToken);

    /// <summary>Makes a container that has yet to be started.</summary>
    internal Task<string> CreateContainerAsync(string image, string network, CancellationToken cancellationToken) =>
        PostAsync("containers/create", $$"""{"Image":"{{image}}","Cmd":["sleep","3600"],"HostConfig":{"NetworkMode":"{{network}}","AutoRemove":true} }""", cancellationToken);

    internal Task StartAsync(string container, CancellationToken cancellationToken) => PostAsync($"containers/{container}/start", "", cancellationToken);

    internal Task RemoveContainerAsync(string container, CancellationToken cancellationToken) => DeleteAsync($"containers/{container}?force=true", cancellationToken);

    internal Task RemoveNetworkAsync(string network, CancellationToken cancellationToken) => DeleteAsync($"networks/{network}", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<string> PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(path, content, cancellationToken);
        string body = await ReadAsync(path, response, cancellationToken);
        if (body.Length == 0)
        {
            return "";
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("Id").GetString()!;
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _http.DeleteAsync(path, cancellationToken);
        await ReadAsync(path, response, cancellationToken);
    }

    private static async Task<string> ReadAsync(string path, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"Docker's {path}: {(int)response.StatusCode} {body.Trim()}");
    }
}
