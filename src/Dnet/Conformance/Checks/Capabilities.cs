using System.Text.Json;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;

namespace Dnet.Conformance.Checks;

/// <summary>What a plugin says of itself.</summary>
internal static class Capabilities
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("capabilities/scope", "Scope is local or global", "remote driver B-040, B-059", Roles.Network, ScopeAsync),
        new("capabilities/connectivity-scope", "ConnectivityScope is local, global or empty", "remote driver B-059", Roles.Network, ConnectivityScopeAsync),
        new("capabilities/gateway-check", "GwAllocCheck is answered if it is announced", "remote driver B-043", Roles.Network, GatewayCheckAsync),
        new("capabilities/ipam", "two truth values, or 404", "IPAM driver B-075", Roles.Ipam, IpamAsync),
        new("capabilities/address-spaces", "a local and a global address space are named", "IPAM driver B-076", Roles.Ipam, AddressSpacesAsync),
    ];

    private static async Task ScopeAsync(Trial trial)
    {
        var asked = (await trial.CallAsync(PluginMethod.GetCapabilities)).MustSucceed();
        if (asked.Read(PluginJson.Default.CapabilitiesResponse).Scope is not ("local" or "global"))
        {
            throw asked.Fails("Scope local or global; Docker does not register the driver otherwise");
        }
    }

    private static async Task ConnectivityScopeAsync(Trial trial)
    {
        var asked = (await trial.CallAsync(PluginMethod.GetCapabilities)).Presume();
        if (asked.Read(PluginJson.Default.CapabilitiesResponse).ConnectivityScope is not (null or "" or "local" or "global"))
        {
            throw asked.Fails("ConnectivityScope local, global, or none");
        }
    }

    private static async Task GatewayCheckAsync(Trial trial)
    {
        var asked = (await trial.CallAsync(PluginMethod.GetCapabilities)).Presume();
        if (!asked.Read(PluginJson.Default.CapabilitiesResponse).GwAllocChecker)
        {
            throw CheckEndedException.NotTried("GwAllocChecker is not announced");
        }

        var options = JsonSerializer.Serialize(trial.Network.Request(trial.Network.New()).Options, PluginJson.Default.DriverOptions);
        (await trial.CallAsync(PluginMethod.CheckGatewayAllocation, $$"""{"Options":{{options}}}"""))
            .MustSucceed("SkipIPv4 and SkipIPv6").Read(PluginJson.Default.GatewayCheckResponse);
    }

    private static async Task IpamAsync(Trial trial)
    {
        var asked = await trial.CallAsync(PluginMethod.GetIpamCapabilities);
        if (!asked.IsMissing)
        {
            asked.MustSucceed("RequiresMACAddress and RequiresRequestReplay, or 404").Read(PluginJson.Default.IpamCapabilitiesResponse);
        }
    }

    private static async Task AddressSpacesAsync(Trial trial)
    {
        var asked = (await trial.CallAsync(PluginMethod.GetDefaultAddressSpaces)).MustSucceed();
        var spaces = asked.Read(PluginJson.Default.AddressSpacesResponse);
        if (spaces.LocalDefaultAddressSpace.Length == 0 || spaces.GlobalDefaultAddressSpace.Length == 0)
        {
            throw asked.Warns("LocalDefaultAddressSpace and GlobalDefaultAddressSpace, neither of them empty");
        }
    }
}
