using System.Net;

namespace LibNetwork;

/// <summary>Checks the names by which a sandbox knows itself and others (C-085).</summary>
internal static class HostNaming
{
    private const int LongestLabel = 63;
    private const int LongestName = 253;

    internal static void Check(SandboxConfig config, ValidationErrors errors)
    {
        CheckName(config.Hostname, "host name", errors);
        CheckName(config.DomainName, "domain name", errors);
        foreach (var host in config.ExtraHosts)
        {
            errors.AddIf(host.Name.Length == 0, $"invalid extra host {host}: it has no name");
            CheckName(host.Name, "extra host", errors);
        }

        foreach (var server in config.DnsServers.Where(server => server.Equals(IPAddress.Any) || server.Equals(IPAddress.IPv6Any)))
        {
            errors.Add($"invalid DNS server {server}: it is no host's address");
        }

        foreach (var domain in config.DnsSearch)
        {
            errors.AddIf(domain.Length == 0, "invalid DNS search domain: it is empty");
            CheckName(domain is "." ? "" : domain.TrimEnd('.'), "DNS search domain", errors);
        }

        foreach (var option in config.DnsOptions)
        {
            errors.AddIf(option.Length == 0 || option.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)),
                $"invalid DNS option \"{option}\": it is empty or has a blank in it");
        }
    }

    private static void CheckName(string name, string what, ValidationErrors errors) => errors.AddIf(
        name.Length > LongestName || (name.Length > 0 && !name.Split('.').All(IsLabel)),
        $"invalid {what} \"{name}\": it is not made of labels of 1–{LongestLabel} letters, digits, hyphens and underscores, dots between");

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= LongestLabel && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
