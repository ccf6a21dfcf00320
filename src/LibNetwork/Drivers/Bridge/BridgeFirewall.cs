using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux;
using LibNetwork.PortMapping;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Bridge;

/// <summary>The driver's part of the firewall: knows which networks and published ports are in it, so that it can be put back when someone
/// flushes it.</summary>
internal sealed class BridgeFirewall(IFirewall firewall, TimeProvider timeProvider, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private const int MostDifferences = 5;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, FirewallNetwork> _networks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FirewallEndpoint> _endpoints = new(StringComparer.Ordinal);
    private Task _guard = Task.CompletedTask;

    /// <summary>Adds a network's rules.</summary>
    /// <exception cref="NetworkException">The kernel refused; nothing was added.</exception>
    public async ValueTask AddAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await firewall.AddNetworkAsync(network, cancellationToken);
            _networks[network.NetworkId] = network;
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to add the firewall rules of network {network.NetworkId}", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Removes a network's rules; none there is success.</summary>
    /// <exception cref="NetworkException">The kernel refused; nothing was removed.</exception>
    public async ValueTask RemoveAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await firewall.RemoveNetworkAsync(network, cancellationToken);
            _networks.Remove(network.NetworkId);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to remove the firewall rules of network {network.NetworkId}", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Publishes the ports that an endpoint has now, and takes off those that it had before, in one transaction.</summary>
    /// <exception cref="NetworkException">The kernel refused; nothing was changed.</exception>
    public async ValueTask ChangePortsAsync(FirewallEndpoint before, FirewallEndpoint after, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ChangeOrReplaceAsync(before, after, cancellationToken);
            Remember(after);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to publish the ports of endpoint {after.EndpointId}", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The published ports in the table that is there, by the id of their endpoint.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask<ILookup<string, PublishedPort>> ReadPortsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await firewall.ReadPortsAsync(cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException("failed to read the published ports", e);
        }
    }

    /// <summary>Makes the table anew with these networks and published ports in it, and no others.</summary>
    /// <exception cref="NetworkException">The kernel refused; the table is as it was.</exception>
    public async ValueTask ReplaceAllAsync(
        IEnumerable<FirewallNetwork> networks, IEnumerable<FirewallEndpoint> endpoints, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _networks.Clear();
            foreach (var network in networks)
            {
                _networks.Add(network.NetworkId, network);
            }

            _endpoints.Clear();
            foreach (var endpoint in endpoints)
            {
                Remember(endpoint);
            }

            await firewall.ReplaceAllAsync(_networks.Values, _endpoints.Values, cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException("failed to make the firewall's table anew", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Compares the kernel's table with what should be in it.</summary>
    public async ValueTask InspectAsync(Findings findings, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var differences = await firewall.CheckAsync(_networks.Values, _endpoints.Values, cancellationToken);
            if (differences.Count > 0 && (_networks.Count > 0 || _endpoints.Count > 0))
            {
                await findings.AddAsync("firewall table", "", $"is not as it should be ({string.Join("; ", differences.Take(MostDifferences))})",
                    ("it would be made anew", "it is made anew"), () => firewall.ReplaceAllAsync(_networks.Values, _endpoints.Values, cancellationToken));
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The chains of others that drop what passes through the host unless they accept it.</summary>
    public ValueTask<IReadOnlyList<string>> ReadForeignDropsAsync(CancellationToken cancellationToken) => firewall.ReadForeignDropsAsync(cancellationToken);

    /// <summary>From now on puts the table back whenever someone else changes it.</summary>
    public void StartGuard()
    {
        if (_guard.IsCompleted)
        {
            // Listening from here on, not from whenever a thread is free: a change in between would be missed.
            var change = firewall.WaitForForeignChangeAsync(_end.Token);
            _guard = Task.Run(() => GuardAsync(change, _end.Token));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _guard.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _gate.Dispose();
    }

    private void Remember(FirewallEndpoint endpoint)
    {
        _endpoints.Remove(endpoint.EndpointId);
        if (endpoint.Ports.Count > 0)
        {
            _endpoints.Add(endpoint.EndpointId, endpoint);
        }
    }

    private async ValueTask ChangeOrReplaceAsync(FirewallEndpoint before, FirewallEndpoint after, CancellationToken cancellationToken)
    {
        try
        {
            await firewall.ChangePortsAsync(before, after, cancellationToken);
        }
        catch (KernelException e) when (e.Errno == Errno.ENOENT)
        {
            // Someone flushed the table a moment ago, and it has not been put back yet.
            var others = _endpoints.Values.Where(other => other.EndpointId != after.EndpointId);
            await firewall.ReplaceAllAsync(_networks.Values, [.. others, after], cancellationToken);
        }
    }

    private async Task GuardAsync(Task change, CancellationToken cancellationToken)
    {
        while (true)
        {
            await change;

            // Listening again before repairing: a change in between is not lost.
            change = firewall.WaitForForeignChangeAsync(cancellationToken);
            await RepairAsync(cancellationToken);
        }
    }

    private async ValueTask RepairAsync(CancellationToken cancellationToken)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                // A change that is heard of need not be one: where there are many rules, putting them back is more news than the kernel
                // keeps for a listener, and he is told that he missed some.
                if ((await firewall.CheckAsync(_networks.Values, _endpoints.Values, cancellationToken)).Count > 0)
                {
                    await firewall.ReplaceAllAsync(_networks.Values, _endpoints.Values, cancellationToken);
                    Log.RestoredFirewall(logger);
                }

                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.CannotRestoreFirewall(logger, delay, e);
            }
            finally
            {
                _gate.Release();
            }

            await Task.Delay(delay, timeProvider, cancellationToken);
        }
    }
}
