using System.Globalization;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace Dnetd.Options;

/// <summary>All that can be set.</summary>
internal static class Settings
{
    private const int MaxNamespacePool = 256;
    private const int MaxPluginTimeout = 3600;

    internal static IReadOnlyList<Setting> All { get; } =
    [
        new("host", SettingShape.Texts, "ADDRESS",
            "Where to listen: unix:///path or tcp://address:port; once for each. Default: unix:///run/dnet.sock.", ParseHosts),
        new("data-root", SettingShape.Text, "DIRECTORY",
            "Where networks and reservations are kept. Each daemon has its own. Default: /var/lib/dnet.",
            (options, texts, wrong) => options with { DataRoot = Directory(texts[0], wrong) }),
        new("exec-root", SettingShape.Text, "DIRECTORY",
            "Where the namespaces of sandboxes are pinned. Each daemon has its own. Default: /run/dnet.",
            (options, texts, wrong) => options with { ExecRoot = Directory(texts[0], wrong) }),
        new("log-level", SettingShape.Text, "LEVEL",
            "The least severe messages to log: trace, debug, info, warn, error or off. Default: info.", ParseLogLevel),
        new("ip-forward", SettingShape.Switch, "true|false",
            "Switch IP forwarding on when a network needs it. If not, and it is off, creating that network fails. Default: true.",
            (options, texts, wrong) => options with { IPForward = Truth(texts[0], wrong) }),
        new("allow-direct-routing", SettingShape.Switch, "true|false",
            "Let published ports of bridge networks be reached under the sandboxes' own addresses too, by whoever has a route to them. Default: false.",
            (options, texts, wrong) => options with { AllowDirectRouting = Truth(texts[0], wrong) }),
        new("bridge-accept-fwmark", SettingShape.Text, "MARK[/MASK]",
            "Let packets with this mark, set by a rule of your own, enter every bridge network that has a way out. Default: none.", ParseMark),
        new("gateway-networks", SettingShape.Switch, "true|false",
            "Give a sandbox whose networks have no way out one on a network made for that, dnet_gwbridge; internal networks make no such need. Default: true.",
            (options, texts, wrong) => options with { GatewayNetworks = Truth(texts[0], wrong) }),
        new("namespace-pool", SettingShape.Number, "NUMBER",
            "How many namespaces to keep ready, so that a new sandbox need not wait for one: 0 to 256. Default: 0.", ParseNamespacePool),
        new("default-address-pool", SettingShape.Pools, "base=CIDR,size=N",
            "What networks without a subnet are cut from: size is the prefix length of each; once for each pool.", ParsePools),
        new("predefined-networks", SettingShape.Switch, "true|false",
            "Whether the networks bridge, host and none are there from the start. Default: true.", ParsePredefined),
        new("bridge", SettingShape.Text, "NAME",
            "Device of the predefined network bridge; none for no such network. Default: dnet0.", ParseBridge),
        new("bip", SettingShape.Text, "ADDRESS/PREFIX",
            "Gateway and subnet of the predefined network bridge, such as 10.5.0.1/16. Default: of the daemon's choice.", ParseBridgeAddress),
        new("fixed-cidr", SettingShape.Text, "CIDR",
            "The part of the subnet of --bip that addresses are handed out from. Default: all of it.", ParseBridgeRange),
        new("default-network-opt", SettingShape.Texts, "DRIVER=KEY=VALUE",
            "An option that every new network of the driver has unless it says otherwise, such as "
            + "bridge=com.docker.network.driver.mtu=1400; once for each.", ParseNetworkOptions),
        new("docker-plugin", SettingShape.Texts, "TYPE[=NAME]",
            "Serve a network driver of this daemon, or its IPAM driver (ipam), to the Docker Engine on this host, under NAME; once for each. "
            + "Default for NAME: dnet-TYPE.",
            (options, texts, wrong) => options with { DockerPlugins = DockerPluginParser.Parse(texts, wrong) }),
        new("docker-plugin-directory", SettingShape.Text, "DIRECTORY",
            "Where the Docker Engine looks for the sockets of plugins. Default: /run/docker/plugins.",
            (options, texts, wrong) => options with { DockerPluginDirectory = Directory(texts[0], wrong) }),
        new("plugin-socket-directory", SettingShape.Texts, "DIRECTORY",
            "Where to look for the sockets of plugins, drivers in other processes; once for each, in order. Default: /run/docker/plugins.",
            (options, texts, wrong) => options with { PluginDirectories = options.PluginDirectories with { Sockets = Directories(texts, wrong) } }),
        new("plugin-spec-directory", SettingShape.Texts, "DIRECTORY",
            "Where to look for .spec and .json files of plugins; once for each, in order. Default: /etc/docker/plugins, /usr/lib/docker/plugins.",
            (options, texts, wrong) => options with { PluginDirectories = options.PluginDirectories with { Specs = Directories(texts, wrong) } }),
        new("plugin-timeout", SettingShape.Number, "SECONDS",
            "How long a call to a plugin may take: 1 to 3600. Default: 60.", ParsePluginTimeout),
        .. NodeSettings.All,
    ];

    private static DaemonOptions ParseHosts(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        var hosts = new List<DaemonAddress>();
        foreach (var text in texts)
        {
            if (!DaemonAddress.TryParse(text, out var address, out var error))
            {
                wrong(error);
            }
            else if (hosts.Contains(address))
            {
                wrong($"\"{text}\" is given twice");
            }
            else
            {
                hosts.Add(address);
            }
        }

        return options with { Hosts = hosts };
    }

    private static string Directory(string text, Action<string> wrong)
    {
        if (!Path.IsPathFullyQualified(text) || text.Contains('\0', StringComparison.Ordinal))
        {
            wrong($"\"{text}\" is not an absolute path");
            return text;
        }

        // One directory, one name: the mark of all this daemon makes in the kernel is a digest of the path.
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text));
    }

    private static string[] Directories(IReadOnlyList<string> texts, Action<string> wrong) => [.. texts.Select(text => Directory(text, wrong))];

    private static DaemonOptions ParsePluginTimeout(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!int.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > MaxPluginTimeout)
        {
            wrong($"\"{texts[0]}\" is not a number from 1 to {MaxPluginTimeout}");
        }

        return options with { PluginTimeout = TimeSpan.FromSeconds(seconds) };
    }

    private static DaemonOptions ParseLogLevel(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        LogLevel? level = texts[0] switch
        {
            "trace" => LogLevel.Trace,
            "debug" => LogLevel.Debug,
            "info" => LogLevel.Information,
            "warn" => LogLevel.Warning,
            "error" => LogLevel.Error,
            "off" => LogLevel.None,
            _ => null,
        };
        if (level is null)
        {
            wrong($"\"{texts[0]}\" is not one of trace, debug, info, warn, error, off");
        }

        return options with { LogLevel = level ?? options.LogLevel };
    }

    private static bool Truth(string text, Action<string> wrong)
    {
        if (!bool.TryParse(text, out var value))
        {
            wrong($"\"{text}\" is neither true nor false");
        }

        return value;
    }

    private static DaemonOptions ParseMark(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!PacketMark.TryParse(texts[0], out var mark))
        {
            wrong($"\"{texts[0]}\" is not MARK or MARK/MASK, such as 0x1 or 0x1/0xff");
        }

        return options with { BridgeAcceptMark = mark };
    }

    private static DaemonOptions ParsePredefined(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!bool.TryParse(texts[0], out var predefined))
        {
            wrong($"\"{texts[0]}\" is neither true nor false");
        }

        return options with { PredefinedNetworks = predefined };
    }

    private static DaemonOptions ParseBridge(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        foreach (var error in texts[0].Length == 0 ? ["it is empty"] : new PredefinedNetworkOptions { Bridge = texts[0] }.Validate())
        {
            wrong(error);
        }

        return options with { Bridge = texts[0] };
    }

    private static DaemonOptions ParseBridgeAddress(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!CidrAddress.TryParse(texts[0], out var address) || address.IsV6 || !address.HasHostBits)
        {
            wrong($"\"{texts[0]}\" is not an IPv4 address with its prefix, such as 10.5.0.1/16");
        }

        return options with { BridgeAddress = texts[0] };
    }

    private static DaemonOptions ParseBridgeRange(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!CidrAddress.TryParse(texts[0], out var range) || range.HasHostBits)
        {
            wrong($"\"{texts[0]}\" is not a range in CIDR form, such as 10.5.1.0/24");
        }
        else if (!CidrAddress.TryParse(options.BridgeAddress, out var subnet) || !subnet.Contains(range.Address) || range.PrefixLength < subnet.PrefixLength)
        {
            wrong($"\"{texts[0]}\" does not lie in the subnet of --bip");
        }

        return options with { BridgeRange = texts[0] };
    }

    private static DaemonOptions ParseNamespacePool(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        if (!int.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > MaxNamespacePool)
        {
            wrong($"\"{texts[0]}\" is not a number from 0 to {MaxNamespacePool}");
        }

        return options with { NamespacePool = size };
    }

    private static DaemonOptions ParsePools(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        var pools = new List<PredefinedPool>();
        foreach (var text in texts)
        {
            if (ParsePool(text, out var pool) is { } error)
            {
                wrong($"\"{text}\" {error}");
            }
            else if (pools.Find(other => other.Base.Contains(pool!.Base.Address) || pool.Base.Contains(other.Base.Address)) is { } other)
            {
                wrong($"\"{text}\" overlaps with {other.Base}");
            }
            else
            {
                pools.Add(pool!);
            }
        }

        return options with { DefaultAddressPools = pools };
    }

    private static DaemonOptions ParseNetworkOptions(DaemonOptions options, IReadOnlyList<string> texts, Action<string> wrong)
    {
        var drivers = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Split('=', 3) is not [{ Length: > 0 } driver, { Length: > 0 } key, var value])
            {
                wrong($"\"{text}\" is not DRIVER=KEY=VALUE, such as bridge=com.docker.network.driver.mtu=1400");
                continue;
            }

            drivers.TryAdd(driver, new Dictionary<string, string>(StringComparer.Ordinal));
            if (!drivers[driver].TryAdd(key, value))
            {
                wrong($"\"{text}\": {key} of {driver} is given twice");
            }
        }

        return options with
        {
            DefaultNetworkOptions = drivers.ToDictionary(driver => driver.Key, IReadOnlyDictionary<string, string> (driver) => driver.Value, StringComparer.Ordinal),
        };
    }

    private static string? ParsePool(string text, out PredefinedPool? pool)
    {
        pool = null;
        var parts = text.Split(',').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (parts.Count != 2 || !parts.Contains("base") || !parts.Contains("size"))
        {
            return "is not base=CIDR,size=N";
        }

        if (!CidrAddress.TryParse(parts["base"].Single(), out var range))
        {
            return "has no base in CIDR form, such as 10.10.0.0/16";
        }

        var bits = range.IsV6 ? 128 : 32;
        if (!int.TryParse(parts["size"].Single(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size < range.PrefixLength || size > bits)
        {
            return $"has no size from {range.PrefixLength} to {bits}";
        }

        pool = new PredefinedPool(range, size);
        return null;
    }
}
