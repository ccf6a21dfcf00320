using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Reconciliation;
using LibNetwork.Serving;
using LibNetwork.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Serving;

/// <summary>Address management for another engine, on the driver that this one uses too.</summary>
public sealed class ServedIpamDriverTests
{
    private static readonly Dictionary<string, string> Gateway = new() { [NetLabel.RequestAddressType] = NetLabel.Gateway };

    private readonly Machine _machine = new();
    private readonly List<string> _findings = [];
    private readonly List<IPNetwork> _hostNetworks = [];
    private DefaultIpamDriver _inner = new();

    [Fact]
    public async Task It_asks_for_no_replay_and_passes_the_address_spaces_through()
    {
        var served = await StartAsync();
        served.Capability.Should().Be(new IpamCapability(RequiresRequestReplay: false));
        (await served.GetDefaultAddressSpacesAsync()).Should().Be(("LocalDefault", "GlobalDefault"));
    }

    [Fact]
    public async Task Pools_of_both_engines_come_from_one_place_and_never_overlap()
    {
        var served = await StartAsync();
        var mine = await _inner.RequestPoolAsync(Wish());
        var theirs = await served.RequestPoolAsync(Wish());
        theirs.Pool.Should().NotBe(mine.Pool);

        var same = async () => await served.RequestPoolAsync(Wish(mine.Pool.ToString()));
        (await same.Should().ThrowAsync<IpamException>()).Which.Error.Should().Be(IpamError.PoolOverlap);
        var reverse = async () => await _inner.RequestPoolAsync(Wish(theirs.Pool.ToString()));
        (await reverse.Should().ThrowAsync<IpamException>()).Which.Error.Should().Be(IpamError.PoolOverlap);
    }

    [Fact]
    public async Task A_pool_of_its_choice_is_none_that_the_host_uses()
    {
        _hostNetworks.Add(IPNetwork.Parse("172.17.0.0/16"));
        var served = await StartAsync();
        (await served.RequestPoolAsync(Wish())).Pool.Should().Be(IPNetwork.Parse("172.18.0.0/16"));
        (await served.RequestPoolAsync(Wish("0.0.0.0/16"))).Pool.Should().Be(IPNetwork.Parse("172.19.0.0/16"));
        (await served.RequestPoolAsync(Wish("172.17.0.0/16"))).Pool.Should().Be(IPNetwork.Parse("172.17.0.0/16"), "whoever says so means it");
    }

    [Fact]
    public async Task Pools_and_addresses_are_taken_again_by_the_next_process()
    {
        var served = await StartAsync();
        var pool = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
        var sub = (await served.RequestPoolAsync(Wish("10.2.0.0/16", "10.2.5.0/24"))).PoolId;
        await served.RequestAddressAsync(pool, null, Gateway);
        await served.RequestAddressAsync(pool, IPAddress.Parse("10.1.0.77"));
        await served.RequestAddressAsync(pool, null);
        await served.RequestAddressAsync(sub, null);

        served = await StartAsync();

        _findings.Should().BeEmpty();
        (await served.RequestAddressAsync(pool, null)).Address.Should().Be(CidrAddress.Parse("10.1.0.3/24"));
        (await served.RequestAddressAsync(sub, null)).Address.Should().Be(CidrAddress.Parse("10.2.5.1/16"));
        var taken = async () => await served.RequestAddressAsync(pool, IPAddress.Parse("10.1.0.77"));
        (await taken.Should().ThrowAsync<IpamException>()).Which.Error.Should().Be(IpamError.AddressInUse);
        var overlap = async () => await _inner.RequestPoolAsync(Wish("10.1.0.0/24"));
        await overlap.Should().ThrowAsync<IpamException>();
    }

    [Fact]
    public async Task After_a_reboot_gateways_and_wanted_addresses_are_taken_and_those_of_sandboxes_are_free()
    {
        var served = await StartAsync();
        var pool = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
        await served.RequestAddressAsync(pool, null, Gateway);
        await served.RequestAddressAsync(pool, IPAddress.Parse("10.1.0.3"));
        await served.RequestAddressAsync(pool, null);
        _machine.Disk.Durable.Should().Equal(RecordKind.ServedPool, RecordKind.ServedAddress, RecordKind.ServedAddress);

        _machine.BootId = "boot 2";
        served = await StartAsync();

        (await served.RequestAddressAsync(pool, null)).Address.Should().Be(CidrAddress.Parse("10.1.0.2/24"));
        (await served.RequestAddressAsync(pool, null)).Address.Should().Be(CidrAddress.Parse("10.1.0.4/24"));
    }

    [Fact]
    public async Task A_pool_that_is_released_takes_its_addresses_along()
    {
        var served = await StartAsync();
        var mine = (await _inner.RequestPoolAsync(Wish("10.2.0.0/16"))).PoolId;
        var theirs = (await served.RequestPoolAsync(Wish("10.2.0.0/16", "10.2.5.0/24"))).PoolId;
        await served.RequestAddressAsync(theirs, null);
        await served.RequestAddressAsync(theirs, IPAddress.Parse("10.2.5.9"));

        await served.ReleasePoolAsync(theirs);

        _machine.Disk.Count.Should().Be(0);
        (await _inner.RequestAddressAsync(mine, IPAddress.Parse("10.2.5.9"))).Address.Should().NotBeNull("the pool lives on, the address is free");
        (await _inner.RequestAddressAsync(mine, IPAddress.Parse("10.2.5.0"))).Address.Should().NotBeNull();
    }

    [Fact]
    public async Task Releasing_what_is_gone_is_success_and_never_takes_from_this_engine()
    {
        var served = await StartAsync();
        var mine = (await _inner.RequestPoolAsync(Wish("10.2.0.0/16"))).PoolId;
        var theirs = (await served.RequestPoolAsync(Wish("10.2.0.0/16", "10.2.5.0/24"))).PoolId;
        await _inner.RequestAddressAsync(mine, IPAddress.Parse("10.2.5.9"));

        await served.ReleaseAddressAsync(theirs, IPAddress.Parse("10.2.5.9"));
        await served.ReleaseAddressAsync(mine, IPAddress.Parse("10.2.5.9"));
        await served.ReleasePoolAsync(mine);
        await served.ReleasePoolAsync("nonsense");
        await served.ReleasePoolAsync(theirs);
        await served.ReleasePoolAsync(theirs);

        var taken = async () => await _inner.RequestAddressAsync(mine, IPAddress.Parse("10.2.5.9"));
        (await taken.Should().ThrowAsync<IpamException>()).Which.Error.Should().Be(IpamError.AddressInUse);
        var foreign = async () => await served.RequestAddressAsync(mine, null);
        (await foreign.Should().ThrowAsync<IpamException>()).Which.Error.Should().Be(IpamError.PoolNotFound);
    }

    [Fact]
    public async Task An_address_that_is_released_is_free_for_the_next_process_too()
    {
        var served = await StartAsync();
        var pool = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
        await served.RequestAddressAsync(pool, IPAddress.Parse("10.1.0.7"));
        await served.ReleaseAddressAsync(pool, IPAddress.Parse("10.1.0.7"));
        served = await StartAsync();
        (await served.RequestAddressAsync(pool, IPAddress.Parse("10.1.0.7"))).Address.Should().NotBeNull();
    }

    [Fact]
    public async Task What_cannot_be_written_is_not_taken()
    {
        var served = await StartAsync();
        _machine.Disk.IsFull = true;
        var pool = async () => await served.RequestPoolAsync(Wish("10.1.0.0/24"));
        (await pool.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Unavailable);
        _machine.Disk.IsFull = false;
        var id = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;

        _machine.Disk.IsFull = true;
        var address = async () => await served.RequestAddressAsync(id, IPAddress.Parse("10.1.0.7"));
        await address.Should().ThrowAsync<NetworkException>();
        var release = async () => await served.ReleasePoolAsync(id);
        await release.Should().ThrowAsync<NetworkException>();
        _machine.Disk.IsFull = false;
        await served.RequestAddressAsync(id, IPAddress.Parse("10.1.0.7"));
        await served.ReleasePoolAsync(id);
        await _inner.RequestPoolAsync(Wish("10.1.0.0/24"));
    }

    [Fact]
    public async Task A_pool_that_someone_else_has_by_now_is_told_and_given_to_nobody()
    {
        var served = await StartAsync();
        var pool = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
        await served.RequestAddressAsync(pool, IPAddress.Parse("10.1.0.7"));
        _inner = new DefaultIpamDriver();
        var mine = (await _inner.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
        mine.Should().Be(pool, "even the name is the same");
        await _inner.RequestAddressAsync(mine, IPAddress.Parse("10.1.0.7"));
        served = await StartAsync(_inner);

        _findings.Should().ContainSingle().Which.Should().StartWith($"served pool {pool}: it cannot be taken again");
        var request = async () => await served.RequestAddressAsync(pool, null);
        (await request.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Unavailable);
        await served.ReleaseAddressAsync(pool, IPAddress.Parse("10.1.0.7"));
        await served.ReleasePoolAsync(pool);
        _machine.Disk.Count.Should().Be(0);
        var taken = async () => await _inner.RequestAddressAsync(mine, IPAddress.Parse("10.1.0.7"));
        await taken.Should().ThrowAsync<IpamException>("it is this engine's");
    }

    [Fact]
    public async Task Killed_at_any_moment_nothing_is_held_that_has_no_record_and_nothing_recorded_is_free()
    {
        for (var killAt = 1; ; killAt++)
        {
            var machine = new Machine();
            var served = await StartAsync(machine: machine);
            machine.KillAt = machine.Steps + killAt;
            var finished = false;
            try
            {
                var pool = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
                await served.RequestAddressAsync(pool, null, Gateway);
                await served.RequestAddressAsync(pool, null);
                await served.ReleaseAddressAsync(pool, IPAddress.Parse("10.1.0.2"));
                await served.RequestAddressAsync(pool, null);
                await served.ReleasePoolAsync(pool);
                finished = true;
            }
            catch (ProcessKilledException)
            {
                // Nobody is answered any more.
            }

            machine.Restart();
            served = await StartAsync(machine: machine);
            var addresses = machine.Disk.Load().Where(record => record.Kind == RecordKind.ServedAddress)
                .Select(record => RecordJson.Read(record.Value, RecordJson.Default.ServedAddressRecord)).ToList();
            if (served.Count == 0)
            {
                machine.Disk.Count.Should().Be(0);
                await _inner.RequestPoolAsync(Wish("10.1.0.0/24"));
            }
            else
            {
                foreach (var address in addresses)
                {
                    var again = async () => await served.RequestAddressAsync(address.PoolId, address.Address);
                    await again.Should().ThrowAsync<IpamException>();
                }

                (await _inner.GetPoolStatusAsync("LocalDefault/10.1.0.0/24")).AddressesInUse.Should().Be((ulong)addresses.Count + 2);
            }

            if (finished)
            {
                killAt.Should().BeGreaterThan(10);
                return;
            }
        }
    }

    [Fact]
    public async Task A_pool_may_be_released_while_addresses_are_being_taken()
    {
        var served = await StartAsync();
        for (var round = 0; round < 50; round++)
        {
            var pool = (await served.RequestPoolAsync(Wish("10.1.0.0/24"))).PoolId;
            var taking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        await served.RequestAddressAsync(pool, null);
                    }
                }
                catch (IpamException e)
                {
                    return e.Error;
                }
            })).ToList();
            await Task.Run(async () => await served.ReleasePoolAsync(pool));
            (await Task.WhenAll(taking)).Should().OnlyContain(error => error == IpamError.PoolNotFound || error == IpamError.NoAvailableAddresses);
        }

        _machine.Disk.Count.Should().Be(0);
    }

    private static PoolRequest Wish(string pool = "", string subPool = "") => new() { AddressSpace = "LocalDefault", Pool = pool, SubPool = subPool };

    private async Task<ServedIpamDriver> StartAsync(DefaultIpamDriver? inner = null, Machine? machine = null)
    {
        machine ??= _machine;
        _inner = inner ?? new DefaultIpamDriver();
        var served = new ServedIpamDriver(_inner, new ServedRecords(machine.Disk), TimeProvider.System, machine.BootId,
            _ => new((IReadOnlyList<IPNetwork>)_hostNetworks), NullLogger.Instance);
        var stored = new StoredObjects();
        stored.Read(machine.Disk);
        await served.RestoreAsync(stored.ServedPools, stored.ServedAddresses, _findings.Add, CancellationToken.None);
        return served;
    }
}
