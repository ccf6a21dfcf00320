using System.Collections.ObjectModel;
using LibNetwork;
using System.Net;
using LibNetwork.Api;
using LibNetwork.Discovery;
using LibNetwork.Ipam;
using LibNetwork.PluginProtocol.Addressing;

namespace Dnetd.Options;

/// <summary>How the daemon runs.</summary>
internal sealed record DaemonOptions
{
    /// <summary>Where it listens.</summary>
    /// <value>Default: <c>unix:///run/dnet.sock</c>.</value>
    public IReadOnlyList<DaemonAddress> Hosts { get; init; } = [DaemonAddress.Default];

    /// <summary>Directory of what survives a reboot: networks and reservations.</summary>
    /// <value>An absolute path. Default: <c>/var/lib/dnet</c>.</value>
    public string DataRoot { get; init; } = "/var/lib/dnet";

    /// <summary>Directory of what does not: the namespaces of sandboxes, the lock, the process id.</summary>
    /// <value>An absolute path. Default: <c>/run/dnet</c>.</value>
    public string ExecRoot { get; init; } = "/run/dnet";

    /// <summary>The least severe messages that are logged.</summary>
    /// <value>Default: information.</value>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether IP forwarding is switched on when a network needs it.</summary>
    /// <value>Default: true.</value>
    public bool IPForward { get; init; } = true;

    /// <summary>Whether published ports are reached under the sandboxes' own addresses too.</summary>
    /// <value>Default: false.</value>
    public bool AllowDirectRouting { get; init; }

    /// <summary>The mark of packets that may enter every bridge network.</summary>
    /// <value>Default: null, none.</value>
    public PacketMark? BridgeAcceptMark { get; init; }
    /// <summary>Whether a sandbox without a way out gets one on a network made for that.</summary>
    /// <value>Default: true.</value>
    public bool GatewayNetworks { get; init; } = true;

    /// <summary>How many namespaces are kept ready for new sandboxes.</summary>
    /// <value>0–256. Default: 0.</value>
    public int NamespacePool { get; init; }

    /// <summary>What networks without a subnet of their own are cut from.</summary>
    /// <value>Default: the engine's.</value>
    public IReadOnlyList<PredefinedPool> DefaultAddressPools { get; init; } = PredefinedPool.LocalDefaults;

    /// <summary>Whether the networks <c>bridge</c>, <c>host</c> and <c>none</c> are there from the start.</summary>
    /// <value>Default: true.</value>
    public bool PredefinedNetworks { get; init; } = true;

    /// <summary>Device of the network <c>bridge</c>; <c>none</c> for no such network.</summary>
    /// <value>Default: <c>dnet0</c>.</value>
    public string Bridge { get; init; } = "dnet0";

    /// <summary>Address of that device with its prefix, so its gateway and subnet; empty for a subnet of the engine's choice.</summary>
    public string BridgeAddress { get; init; } = "";

    /// <summary>The part of that subnet that addresses are handed out from; empty for all of it.</summary>
    public string BridgeRange { get; init; } = "";

    /// <summary>Driver options of every new network that says nothing of them, by the driver's type.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> DefaultNetworkOptions { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>What is served to a Docker Engine on this host.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<DockerPlugin> DockerPlugins { get; init; } = [];

    /// <summary>Where the Docker Engine looks for the sockets of plugins.</summary>
    /// <value>An absolute path. Default: <c>/run/docker/plugins</c>.</value>
    public string DockerPluginDirectory { get; init; } = "/run/docker/plugins";

    /// <summary>Where drivers in other processes are looked for.</summary>
    /// <value>Default: Docker's directories.</value>
    public PluginDirectories PluginDirectories { get; init; } = new();

    /// <summary>How long a call to a plugin may take.</summary>
    /// <value>1 s to an hour. Default: 60 s.</value>
    public TimeSpan PluginTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the nodes of the cluster are told.</summary>
    /// <value>Default: null, nowhere.</value>
    public INodeSource? NodeSource { get; init; }

    /// <summary>Where its peers reach this node.</summary>
    /// <value>Default: null: whichever node is told that has an address of this host.</value>
    public IPAddress? AdvertiseAddress { get; init; }

    /// <summary>The local address that drivers bind to for other nodes.</summary>
    /// <value>Default: null, the address its peers use.</value>
    public IPAddress? BindAddress { get; init; }

    /// <summary>How long a node must be missing before it counts as gone.</summary>
    /// <value>0–3600 s. Default: 10 s.</value>
    public TimeSpan NodeLeaveDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Node discovery as the engine takes it; null without a source.</summary>
    internal NodeDiscoveryOptions? NodeDiscovery => NodeSource is null ? null : new NodeDiscoveryOptions
    {
        Source = NodeSource,
        AdvertiseAddress = AdvertiseAddress,
        BindAddress = BindAddress,
        LeaveDelay = NodeLeaveDelay,
    };
}
