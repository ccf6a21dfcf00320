using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;
using Microsoft.Extensions.Logging;

namespace LibNetwork.PluginClient;

/// <summary>The plugins of one controller, by name; a network driver and an IPAM driver of one name are one plugin.</summary>
internal sealed class PluginRegistry(PluginDirectories directories, TimeSpan callTimeout, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly PluginLocator _locator = new(directories);
    private readonly ConcurrentDictionary<string, Plugin> _plugins = new(StringComparer.Ordinal);

    /// <summary>Called when a plugin was activated, for the first time or anew: it may have forgotten all it was told.</summary>
    internal Action<Plugin>? Activated { get; set; }

    /// <summary>The plugin of that name, to be kept: something that exists depends on it. Whether there is a file for it is not looked at.</summary>
    internal Plugin Get(string name) => _plugins.GetOrAdd(name, static (name, registry) => registry.Make(name), this);

    /// <summary>Finds a plugin for something new, and activates it. A name without a file is an error at once (B-035) and leaves no trace.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is no such plugin (B-020), or it does not implement the
    /// token (B-018); what <see cref="Plugin.ActivateAsync"/> throws.</exception>
    internal async ValueTask<Plugin> FindAsync(string name, string token, CancellationToken cancellationToken)
    {
        if (!_plugins.TryGetValue(name, out var plugin))
        {
            _ = _locator.Find(name);
            plugin = Get(name);
        }

        await plugin.ActivateAsync(token, cancellationToken);
        return plugin;
    }

    /// <summary>Whether there is a file for a plugin of that name.</summary>
    internal bool IsInstalled(string name) => TryLocate(name, out _).Address is not null;

    /// <summary>The plugins there are files for and those in use, in alphabetical order (B-024). None is called.</summary>
    internal IReadOnlyList<PluginInfo> List() =>
        [.. _locator.List().Union(_plugins.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Describe)];

    /// <summary>Asks each plugin of the list for a sign of life, all at once.</summary>
    internal Task ProbeAsync(CancellationToken cancellationToken) => Task.WhenAll(_locator.List().Union(_plugins.Keys, StringComparer.Ordinal)
        .Select(name => Get(name).ProbeAsync(cancellationToken).AsTask()));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var plugin in _plugins.Values)
        {
            plugin.Dispose();
        }
    }

    private Plugin Make(string name) => new(name, _locator, callTimeout, clock, logger) { Activated = plugin => Activated?.Invoke(plugin) };

    private PluginInfo Describe(string name)
    {
        var (address, error) = TryLocate(name, out var missing);
        var info = new PluginInfo { Name = name, Address = address?.ToString() ?? "" };
        if (_plugins.TryGetValue(name, out var plugin))
        {
            info = info with { State = plugin.State, Error = plugin.Trouble ?? "", Implements = plugin.Implements };
        }

        return error is null || (missing && info.State == PluginState.Failing) ? info : info with { State = PluginState.Failing, Error = error };
    }

    private (PluginAddress? Address, string? Error) TryLocate(string name, out bool missing)
    {
        missing = false;
        try
        {
            return (_locator.Find(name), null);
        }
        catch (NetworkException e)
        {
            missing = e.Kind == ErrorKind.NotFound;
            return (null, e.Message);
        }
    }
}
