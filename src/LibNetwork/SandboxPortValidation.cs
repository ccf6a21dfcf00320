using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Checks the ports of a sandbox, as far as that can be done without a driver (D-050).</summary>
internal static class SandboxPortValidation
{
    internal static void Check(SandboxConfig config, ValidationErrors errors)
    {
        foreach (var binding in config.Ports)
        {
            CheckProtocol(binding.Protocol, $"port binding {binding}", errors);
            errors.AddIf(binding.Port == 0, $"port binding {binding}: invalid transport port: 0");
            errors.AddIf(binding.HostPortEnd != 0 && (binding.HostPort == 0 || binding.HostPortEnd < binding.HostPort),
                $"port binding {binding}: invalid port range: {binding.HostPort}-{binding.HostPortEnd}");
            errors.AddIf(binding.IP is not null, $"port binding {binding}: the sandbox's address is the engine's to say");
        }

        foreach (var twice in config.Ports.Where(binding => binding.HostPort != 0).GroupBy(binding => binding).Where(group => group.Count() > 1))
        {
            errors.Add($"port binding {twice.Key}: it is given twice");
        }

        foreach (var port in config.ExposedPorts)
        {
            CheckProtocol(port.Protocol, $"exposed port {port}", errors);
            errors.AddIf(port.Port == 0, $"exposed port {port}: invalid transport port: 0");
        }
    }

    private static void CheckProtocol(TransportProtocol protocol, string what, ValidationErrors errors) => errors.AddIf(
        protocol is not (TransportProtocol.Tcp or TransportProtocol.Udp or TransportProtocol.Sctp), $"{what}: unknown protocol");
}
