using System.Collections.ObjectModel;
using LibNetwork.Discovery;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Linux.Namespaces;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork;

/// <summary>How a <see cref="NetworkController"/> runs.</summary>
public sealed record NetworkControllerOptions
{
    /// <summary>Directory of the store. Null keeps records in memory alone: disposing the controller then removes all it made.</summary>
    /// <value>Default: null.</value>
    public string? DataRoot { get; init; }

    /// <summary>Directory of what a reboot wipes anyway: sandbox namespaces are pinned in its <c>netns/</c>.</summary>
    /// <value>Default: <c>/run/dnet</c>.</value>
    public string ExecRoot { get; init; } = "/run/dnet";

    /// <summary>The namespace that plays the host: bridges, host ends of links and firewall rules live in it.</summary>
    /// <value>Default: null, the process's own. Stays the caller's to dispose.</value>
    public NetworkNamespace? HostNamespace { get; init; }

    /// <summary>How many sandbox namespaces are kept ready, so that a new sandbox need not wait for the kernel to make one.</summary>
    /// <value>0–256. Default: 0.</value>
    public int NamespacePoolSize { get; init; }

    /// <summary>Whether IP forwarding is switched on when a network needs it and it is off; if not, creating that network fails.</summary>
    /// <value>Default: true.</value>
    public bool EnableIPForwarding { get; init; } = true;

    /// <summary>Whether published ports of bridge networks are reached under the sandboxes' own addresses too, by whoever has a route to them.</summary>
    /// <value>Default: false.</value>
    public bool AllowDirectRouting { get; init; }

    /// <summary>Packets that a rule of the user's own has given this mark may enter every bridge network that has a way out.</summary>
    /// <value>Default: null, a mark means nothing.</value>
    public PacketMark? BridgeAcceptMark { get; init; }
    /// <summary>Whether a sandbox that has addresses of a family and no way out in it joins a network made for that: <c>dnet_gwbridge</c>, for IPv6
    /// <c>dnet_gwbridge6</c> (C-110 to C-116). Internal networks make no such need, nor do those of the built-in drivers.</summary>
    /// <value>Default: true.</value>
    public bool EnableGatewayNetworks { get; init; } = true;

    /// <summary>Pools that networks without a subnet of their own are given, in order of preference.</summary>
    /// <value>Default: <see cref="PredefinedPool.LocalDefaults"/>. IPv6 networks get a /64 of a prefix that is this host's own (C-172) unless a
    /// pool here is IPv6.</value>
    public IReadOnlyList<PredefinedPool> DefaultAddressPools { get; init; } = PredefinedPool.LocalDefaults;

    /// <summary>Networks that are there from the start and that nobody can delete.</summary>
    /// <value>Default: null, none: a library makes nothing on its own.</value>
    public PredefinedNetworkOptions? PredefinedNetworks { get; init; }

    /// <summary>Driver options that every new network of a driver has unless it says otherwise, by the driver's type (C-171). Networks made from a
    /// configuration have that configuration's alone.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> DefaultNetworkOptions { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>More drivers: each is handed the callback it registers with, before stored networks are restored.</summary>
    public IReadOnlyList<Action<IDriverCallback>> Drivers { get; init; } = [];

    /// <summary>Where drivers in other processes are looked for: a network whose driver is none of this process finds its plugin here.</summary>
    /// <value>Default: Docker's directories. Empty lists switch plugins off.</value>
    public PluginDirectories PluginDirectories { get; init; } = new();

    /// <summary>How long a call to a plugin may take, waits for a plugin that is being restarted included.</summary>
    /// <value>More than zero, at most an hour. Default: 60 s.</value>
    public TimeSpan PluginCallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How this engine learns of the other nodes of its cluster, which every driver is told.</summary>
    /// <value>Default: null, not at all.</value>
    public NodeDiscoveryOptions? NodeDiscovery { get; init; }

    /// <summary>Where the controller and its drivers log. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What a test puts between the engine and its store. Null outside tests.</summary>
    internal Func<IRecordStore, IRecordStore>? WrapStore { get; init; }
}
