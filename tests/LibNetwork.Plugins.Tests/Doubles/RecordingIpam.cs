using System.Collections.Concurrent;
using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.Plugins.Tests.Doubles;

public sealed class RecordingIpam : IIpamDriver
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public Func<string, CancellationToken, Task> OnCall { get; set; } = (_, _) => Task.CompletedTask;

    public AllocatedAddress Next { get; set; } = new(CidrAddress.Parse("10.9.0.2/16"), new Dictionary<string, string> { ["k"] = "v" });

    public IpamCapability Capability { get; set; } = new(RequiresMacAddress: true);

    public async ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default)
    {
        await CallAsync("GetDefaultAddressSpaces", cancellationToken);
        return ("here", "everywhere");
    }

    public async ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default)
    {
        await CallAsync($"RequestPool {request.AddressSpace}|{request.Pool}|{request.SubPool}|{Text(request.Options)}|{request.V6}", cancellationToken);
        return new AllocatedPool("pool/1", IPNetwork.Parse("10.9.0.0/16"), new Dictionary<string, string> { [NetLabel.Gateway] = "10.9.0.1/16" });
    }

    public async ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default) =>
        await CallAsync($"ReleasePool {poolId}", cancellationToken);

    public async ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default)
    {
        await CallAsync($"RequestAddress {poolId}|{preferred}|{Text(options)}", cancellationToken);
        return Next;
    }

    public async ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default) =>
        await CallAsync($"ReleaseAddress {poolId}|{address}", cancellationToken);

    private static string Text(IReadOnlyDictionary<string, string>? options) =>
        options is null ? "null" : string.Join(',', options.Select(option => $"{option.Key}={option.Value}"));

    private async Task CallAsync(string call, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        await OnCall(call.Split(' ')[0], cancellationToken);
    }
}
