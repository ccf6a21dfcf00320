using Dnetd.Http;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Networks;

/// <summary>Reads requests about networks.</summary>
internal static class NetworkRequests
{
    /// <summary>Reads <c>POST /networks/create</c>. (I-065 to I-067)</summary>
    internal static NetworkConfig ReadCreate(RequestReader body, ApiVersion version)
    {
        var name = body.Name("Name");
        var options = new SortedDictionary<string, string>(body.Map("Options").ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        var ipv4 = body.Flag("EnableIPv4");
        var ipam = body.Object("IPAM");
        var source = body.Object("ConfigFrom")?.Text("Network") ?? "";
        var config = new NetworkConfig
        {
            Name = name,
            Scope = ReadScope(body),
            ConfigOnly = body.Flag("ConfigOnly") ?? false,
            ConfigFrom = source,
            Driver = body.Text("Driver") is { Length: > 0 } driver ? driver : "bridge",
            EnableIPv4 = Family(version < ApiVersion.WithEnableIPv4 ? null : ipv4, NetLabel.EnableIPv4, options, body) ?? true,
            EnableIPv6 = Family(body.Flag("EnableIPv6"), NetLabel.EnableIPv6, options, body) ?? false,
            Internal = body.Flag("Internal") ?? false,
            Attachable = body.Flag("Attachable") ?? false,
            IpamDriver = ipam?.Text("Driver") is { Length: > 0 } ipamDriver ? ipamDriver : "default",
            IpamOptions = ipam?.Map("Options") ?? new Dictionary<string, string>(StringComparer.Ordinal),
            IpamPools = [.. (ipam?.Objects("Config") ?? []).Select(ReadPool)],
            DriverOptions = options,
            Labels = body.Map("Labels"),
        };
        body.Ignore("CheckDuplicate");
        body.Refuse("Ingress", "swarm's ingress network is not offered");
        body.Complete(config.Validate());
        return config;
    }

    private static Scope ReadScope(RequestReader body)
    {
        if (!ScopeExtensions.TryParseScope(body.Text("Scope") ?? "", out var scope))
        {
            body.Errors.Add("Scope", $"\"{body.Text("Scope")}\" is neither local nor global");
        }

        return scope;
    }

    private static IpamPoolConfig ReadPool(RequestReader pool) => new()
    {
        Subnet = pool.Text("Subnet") ?? "",
        IPRange = pool.Text("IPRange") ?? "",
        Gateway = pool.Text("Gateway") ?? "",
        AuxiliaryAddresses = pool.Map("AuxiliaryAddresses"),
    };

    // The field wins over the option of the same meaning; either way the option does not reach the driver. (C-170)
    private static bool? Family(bool? field, string label, SortedDictionary<string, string> options, RequestReader body)
    {
        if (!options.Remove(label, out var text) || field is not null)
        {
            return field;
        }

        if (bool.TryParse(text, out var enabled))
        {
            return enabled;
        }

        body.Errors.Add($"Options[{label}]", $"driver-opt \"{label}\" is not a valid bool");
        return null;
    }
}
