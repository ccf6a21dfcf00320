using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class NamespaceTests
{
    [Fact]
    public async Task A_new_namespace_has_only_a_loopback_and_is_not_the_callers()
    {
        await using var host = await TestHost.CreateAsync();

        host.LinkNames().Should().Equal("lo");
        using var own = NetworkNamespace.Current();
        host.Namespace.Id.Should().NotBe(own.Id);
        host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_pinned_namespace_outlives_its_file_and_is_found_by_its_path()
    {
        await using var host = await TestHost.CreateAsync();
        var pin = Path.Combine(host.Root, "pin");
        NamespaceId id;
        using (var made = await NetworkNamespace.CreateAsync())
        {
            id = made.Id;
            made.PinTo(pin);
        }

        NetworkNamespace.IsPinned(pin).Should().BeTrue();
        using (var found = NetworkNamespace.Open(pin))
        {
            found.Id.Should().Be(id);
            TestHost.RunIn(found, "readlink /proc/self/ns/net").Trim().Should().Be(id.ToString());
        }

        NetworkNamespace.Unpin(pin).Should().BeTrue();
        NetworkNamespace.Unpin(pin).Should().BeFalse();
        File.Exists(pin).Should().BeFalse();
    }

    [Fact]
    public async Task Pinning_twice_to_one_path_is_refused_and_a_stale_file_is_taken_over()
    {
        await using var host = await TestHost.CreateAsync();
        var pin = Path.Combine(host.Root, "pin");
        await File.WriteAllTextAsync(pin, "");
        using var made = await NetworkNamespace.CreateAsync();

        made.PinTo(pin);
        var again = () => made.PinTo(pin);

        again.Should().Throw<KernelException>().Where(e => e.Errno == Errno.EEXIST);
        NetworkNamespace.Unpin(pin).Should().BeTrue();
    }

    [Fact]
    public async Task A_failed_pin_leaves_no_file_and_a_failed_creation_no_namespace()
    {
        await using var host = await TestHost.CreateAsync();
        var missing = Path.Combine(host.Root, "missing", "pin");

        var create = async () => await NetworkNamespace.CreateWithSocketAsync(missing);

        (await create.Should().ThrowAsync<KernelException>()).Which.Errno.Should().Be(Errno.ENOENT);
        using var own = NetworkNamespace.Current();
        TestHost.RunIn(own, "readlink /proc/self/ns/net").Trim().Should().Be(own.Id.ToString());
    }

    [Fact]
    public async Task A_file_that_is_no_namespace_and_one_of_another_kind_are_refused()
    {
        await using var host = await TestHost.CreateAsync();
        var file = Path.Combine(host.Root, "file");
        await File.WriteAllTextAsync(file, "");

        foreach (var path in new[] { file, "/proc/self/ns/mnt" })
        {
            var open = () => NetworkNamespace.Open(path);
            open.Should().Throw<KernelException>().Where(e => e.Errno == Errno.EINVAL);
        }
    }

    [Fact]
    public async Task Code_runs_inside_and_the_thread_comes_home_even_when_it_throws()
    {
        await using var host = await TestHost.CreateAsync();
        using var own = NetworkNamespace.Current();

        var inside = await host.Namespace.RunAsync(() => { using var here = NetworkNamespace.Open("/proc/thread-self/ns/net"); return here.Id; });
        var fail = async () => await host.Namespace.RunAsync(() => throw new InvalidOperationException("inside"));
        await fail.Should().ThrowAsync<InvalidOperationException>();
        var home = await own.RunAsync(() => { using var here = NetworkNamespace.Open("/proc/thread-self/ns/net"); return here.Id; });

        inside.Should().Be(host.Namespace.Id);
        home.Should().Be(own.Id);
    }

    [Fact]
    public async Task A_sysctl_is_set_inside_and_nowhere_else()
    {
        await using var host = await TestHost.CreateAsync();
        var other = await host.AddNamespaceAsync("other");

        await host.Namespace.WriteSysctlAsync("net.ipv4.ip_forward", "1");
        await host.SendAsync(b => b.AddBridge(new("br.5")));
        await host.Namespace.WriteSysctlAsync("net/ipv4/conf/br.5/route_localnet", "1");

        host.Run("sysctl -n net.ipv4.ip_forward").Trim().Should().Be("1");
        (await host.Namespace.ReadSysctlAsync("net/ipv4/conf/br.5/route_localnet")).Should().Be("1");
        (await other.ReadSysctlAsync("net.ipv4.ip_forward")).Should().Be("0");
        var unknown = async () => await other.WriteSysctlAsync("net.ipv4.no_such", "1");
        (await unknown.Should().ThrowAsync<KernelException>()).Which.Errno.Should().Be(Errno.ENOENT);
    }
}
