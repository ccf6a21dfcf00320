using LibNetwork.PortMapping;

namespace LibNetwork.Firewall;

/// <summary>The packet filter of one controller: who may talk to whom, and under which address.</summary>
/// <remarks>
/// <para>It owns one table in the controller's host namespace and touches no other. Each call is one kernel transaction: it happens
/// wholly or not at all, and packets see either the old or the new rules. Connections that exist survive every call.</para>
/// <para>Calls are idempotent and may come from any thread. A refusal by the kernel is a
/// <see cref="LibNetwork.DriverApi.NetworkException"/> or the kernel layer's own exception, passed on.</para>
/// </remarks>
internal interface IFirewall : IAsyncDisposable
{
    /// <summary>Makes the table anew, whatever was in it, with exactly these networks and published ports. Called at start, and to
    /// repair.</summary>
    ValueTask ReplaceAllAsync(IReadOnlyCollection<FirewallNetwork> networks, IReadOnlyCollection<FirewallEndpoint> endpoints,
        CancellationToken cancellationToken);

    /// <summary>Adds a network, or changes it if one with this bridge and these subnets is there.</summary>
    /// <remarks>A few elements, however many networks there are. Makes the table first if it is missing: then the networks that were in
    /// it are missing too until the next <see cref="ReplaceAllAsync"/>.</remarks>
    ValueTask AddNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken);

    /// <summary>Removes a network. Removing what is not there is success.</summary>
    /// <param name="network">As it was added: the bridge and the subnets are what is looked for.</param>
    /// <param name="cancellationToken">Gives up before the transaction is sent, never after.</param>
    ValueTask RemoveNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken);

    /// <summary>Changes the published ports of one endpoint: adds those it has now and takes off those it had before.</summary>
    /// <remarks>A few elements for each port that changes, however many ports there are. The network was added before. Without a table it
    /// is refused (ENOENT): what else was in it is missing too, and <see cref="ReplaceAllAsync"/> brings all of it back.</remarks>
    /// <param name="before">The endpoint as it is in the table.</param>
    /// <param name="after">The endpoint as it shall be; no port takes all off.</param>
    /// <param name="cancellationToken">Gives up before the transaction is sent, never after.</param>
    ValueTask ChangePortsAsync(FirewallEndpoint before, FirewallEndpoint after, CancellationToken cancellationToken);

    /// <summary>The published ports that the kernel's table holds, by the id of their endpoint; none without a table.</summary>
    ValueTask<ILookup<string, PublishedPort>> ReadPortsAsync(CancellationToken cancellationToken);

    /// <summary>Compares the kernel's table with what it would be after <see cref="ReplaceAllAsync"/> with these.</summary>
    /// <returns>A line for each difference, naming the object first; empty when they are the same.</returns>
    ValueTask<IReadOnlyList<string>> CheckAsync(IReadOnlyCollection<FirewallNetwork> networks, IReadOnlyCollection<FirewallEndpoint> endpoints,
        CancellationToken cancellationToken);

    /// <summary>The base chains of other tables through which forwarded packets go and which drop what none of their rules accepts, as
    /// <c>nft</c> writes them: <c>ip filter FORWARD</c>. One that accepts everything by a rule is not among them.</summary>
    ValueTask<IReadOnlyList<string>> ReadForeignDropsAsync(CancellationToken cancellationToken);

    /// <summary>Completes when someone else changed or removed the table: <c>nft flush ruleset</c>, a firewall's reload.</summary>
    /// <remarks>One wait sees all that was changed until it completes; whoever repairs waits again before it repairs, so that nothing is
    /// missed. It may complete although nothing was changed: after many changes of its own the kernel's news are not complete.</remarks>
    Task WaitForForeignChangeAsync(CancellationToken cancellationToken);

    /// <summary>Removes the table and all that is in it. For an orderly end that leaves nothing behind.</summary>
    ValueTask RemoveTableAsync(CancellationToken cancellationToken);
}
