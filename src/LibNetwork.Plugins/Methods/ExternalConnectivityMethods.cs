using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;

namespace LibNetwork.Plugins.Methods;

/// <summary>The way out, for drivers that have <see cref="IExternalConnectivity"/> (B-053, B-054, B-071).</summary>
/// <remarks>The wire says "this endpoint is the gateway" and "it is no more", where the driver's contract names the gateways. The options that come with it
/// are those of the Join before, so the driver has had them.</remarks>
internal sealed class ExternalConnectivityMethods(IExternalConnectivity driver)
{
    /// <summary>Stands for an endpoint of another network, which the wire does not name.</summary>
    internal static readonly string UnknownEndpoint = new('0', 64);

    internal IEnumerable<Method> All =>
    [
        new(PluginMethod.ProgramExternalConnectivity, Program) { AbsentWhenNotFound = true },
        new(PluginMethod.RevokeExternalConnectivity, Revoke) { AbsentWhenNotFound = true },
    ];

    private PluginCall Program(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.ExternalConnectivityRequest);
        EndpointMethods.Check(request).ThrowIfAny();
        var gateway6 = IsTrue(request.Options, NetLabel.NoProxy6To4) ? UnknownEndpoint : request.EndpointID;
        return Of(request, request.EndpointID, gateway6) with
        {
            Undo = cancellationToken => driver.ProgramExternalConnectivityAsync(request.NetworkID, request.EndpointID, "", "", cancellationToken),
        };
    }

    private PluginCall Revoke(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.EndpointRequest);
        EndpointMethods.Check(request).ThrowIfAny();
        return Of(request, "", "") with { GoesOn = true };
    }

    private PluginCall Of(EndpointRequest request, string gateway4, string gateway6) => EndpointMethods.Of(request, async cancellationToken =>
    {
        await driver.ProgramExternalConnectivityAsync(request.NetworkID, request.EndpointID, gateway4, gateway6, cancellationToken);
        return Answer.Nothing;
    });

    private static bool IsTrue(DriverOptions options, string key) =>
        options.TryGetValue(key, out var value) && (value is true || (value is string text && bool.TryParse(text, out var truth) && truth));
}
