using System.Globalization;
using System.Net;
using LibNetwork.Discovery;
using LibNetwork.DriverApi;

namespace Dnetd.Options;

/// <summary>What can be set of node discovery.</summary>
internal static class NodeSettings
{
    private const int MaxLeaveDelay = 3600;

    internal static IReadOnlyList<Setting> All { get; } =
    [
        new("discovery", SettingShape.Text, "ADDRESS",
            "Where the nodes of the cluster are told, for drivers that span hosts: nodes://10.0.0.1,10.0.0.2 or file:///path, a watched file with a node a line. Default: nowhere.",
            ParseSource),
        new("advertise-address", SettingShape.Text, "IP",
            "Where its peers reach this node. Default: the node that is told and has an address of this host.",
            (options, texts, wrong) => options with { AdvertiseAddress = Address(texts[0], wrong) }),
        new("discovery-bind-address", SettingShape.Text, "IP",
            "The local address that drivers bind to for other nodes. Default: the one its peers use.",
            (options, texts, wrong) => options with { BindAddress = Address(texts[0], wrong) }),
        new("node-leave-delay", SettingShape.Number, "SECONDS",
            "How long a node must be missing before drivers are told that it left: 0 to 3600. Default: 10.", ParseLeaveDelay),
    ];

    private static DaemonOptions ParseSource(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        try
        {
            return options with { NodeSource = NodeSource.Parse(texts[0]) };
        }
        catch (NetworkException e)
        {
            wrong(e.Message);
            return options;
        }
    }

    private static IPAddress? Address(string text, Action<string> wrong)
    {
        if (!IPAddress.TryParse(text, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            wrong($"\"{text}\" is not an IP address of a node");
        }

        return address;
    }

    private static DaemonOptions ParseLeaveDelay(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!int.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > MaxLeaveDelay)
        {
            wrong($"\"{texts[0]}\" is not a number from 0 to {MaxLeaveDelay}");
        }

        return options with { NodeLeaveDelay = TimeSpan.FromSeconds(seconds) };
    }
}
