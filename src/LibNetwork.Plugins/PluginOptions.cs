using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Plugins;

/// <summary>What a plugin is made of: a name, a driver or two, and a place to listen.</summary>
public sealed record PluginOptions
{
    /// <summary>The plugin's name: what users say after <c>--driver</c> or <c>--ipam-driver</c>, and the name of its file in the plugin directory.</summary>
    /// <value>1–64 letters, digits, dots, dashes and underscores; the first is a letter or digit.</value>
    public required string Name { get; init; }

    /// <summary>The network driver; null for none. At least one of the two drivers must be there.</summary>
    public INetworkDriver? NetworkDriver { get; init; }

    /// <summary>What the network driver says of itself (B-040).</summary>
    /// <value>Default: <see cref="Scope.Local"/>. The data scope is local or global, the connectivity scope too or none, which means the same.</value>
    public Capability Capability { get; init; } = new(Scope.Local);

    /// <summary>The IPAM driver, served on the same socket; null for none.</summary>
    public IIpamDriver? IpamDriver { get; init; }

    /// <summary>Where the plugin listens.</summary>
    /// <value>Default: the socket <c>/run/docker/plugins/NAME.sock</c>.</value>
    public PluginListener Listener { get; init; } = PluginListener.UnixSocket();

    /// <summary>How long a call may take, waiting for its turn included. Then the driver's token is cancelled and the caller is told.</summary>
    /// <value>More than zero, at most a day. Default: 2 minutes.</value>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long calls under way may go on when the plugin stops; then they are cancelled.</summary>
    /// <value>Zero to a day. Default: 10 seconds.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest request body, in bytes; a larger one is answered with status 413.</summary>
    /// <value>1 to 1 GiB. Default: 1 MiB.</value>
    public long MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>Where logs go.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock of deadlines.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a client may take over its request: the headers, then the body.</summary>
    internal TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
