using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using LibNetwork.Api;

namespace Dnet.Commands.Options;

/// <summary>The flags that say what an endpoint is to be like.</summary>
internal sealed class EndpointOptions
{
    private readonly IPAddressOption _ipv4 = new(
        "--ip", AddressFamily.InterNetwork, "Its IPv4 address, such as 10.1.0.7. Default: the next free one.");

    private readonly IPAddressOption _ipv6 = new(
        "--ip6", AddressFamily.InterNetworkV6, "Its IPv6 address, such as fd00:1::7. Default: the next free one.");

    private readonly Option<string[]> _linkLocal = new("--link-local-ip")
    {
        Description = "One more address, from 169.254.0.0/16 or fe80::/10; once for each.",
        HelpName = "ADDRESS",
    };

    private readonly MacAddressOption _mac = new();

    private readonly Option<string[]> _aliases = new("--alias")
    {
        Description = "One more name it is known by on the network; once for each.",
        HelpName = "NAME",
    };

    private readonly Option<int?> _gatewayPriority = new("--gw-priority")
    {
        Description = "Of a sandbox's endpoints, the one with the highest priority is its default gateway. Default: 0.",
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority))
            {
                return priority;
            }

            result.AddError($"--gw-priority: \"{result.Tokens[0].Value}\" is not a whole number");
            return null;
        },
    };

    private readonly KeyValueOption _driverOptions = new(
        "--driver-opt", "An option for the driver; com.docker.network.endpoint.ifname=NAME names the interface, "
            + "com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1,… sets parameters of it.");

    internal void AddTo(Command command)
    {
        command.Add(_ipv4);
        command.Add(_ipv6);
        command.Add(_linkLocal);
        command.Add(_mac);
        command.Add(_aliases);
        command.Add(_gatewayPriority);
        command.Add(_driverOptions);
    }

    /// <summary>What was asked for; null when nothing was.</summary>
    internal EndpointSettings? Read(ParseResult arguments)
    {
        var (ipv4, ipv6) = (arguments.GetValue(_ipv4), arguments.GetValue(_ipv6));
        var linkLocal = arguments.GetValue(_linkLocal) is { Length: > 0 } addresses ? addresses : null;
        var settings = new EndpointSettings
        {
            IpamConfig = (ipv4, ipv6, linkLocal) is (null, null, null) ? null
                : new EndpointIpamConfig { IPv4Address = ipv4, IPv6Address = ipv6, LinkLocalAddresses = linkLocal },
            MacAddress = arguments.GetValue(_mac),
            Aliases = arguments.GetValue(_aliases) is { Length: > 0 } aliases ? aliases : null,
            GatewayPriority = arguments.GetValue(_gatewayPriority),
            DriverOpts = _driverOptions.Read(arguments),
        };
        return settings == new EndpointSettings() ? null : settings;
    }
}
