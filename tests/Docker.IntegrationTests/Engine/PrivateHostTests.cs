namespace Docker.IntegrationTests.Engine;

/// <summary>The host that everything else here runs on is private, and ends with whoever started it.</summary>
public sealed class PrivateHostTests
{
    [Fact]
    public async Task A_host_has_its_own_processes_network_and_directories()
    {
        await using var host = await PrivateHost.StartAsync();

        (await host.LinksAsync()).Should().Equal("lo", "wan0");
        (await host.RunAsync("cat /proc/1/cmdline")).Should().Contain("private-host");
        (await host.RunAsync("ls -A /run")).Should().NotContain("docker");
        (await host.RunAsync("ls -A /etc/docker")).Should().BeEmpty();
        await host.RunAsync($"ping -c 1 -W 5 {PrivateHost.OutsideAddress} && ping -c 1 -W 5 {PrivateHost.OutsideAddressIPv6}");
        await host.RunOutsideAsync($"ping -c 1 -W 5 {PrivateHost.Address}");
    }

    [Fact]
    public async Task A_host_whose_caller_is_killed_ends_with_all_that_runs_in_it()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"lnd-{Environment.ProcessId}-killed");
        // The caller is the one who holds the host's input open.
        using var caller = Programs.Start("bash", ["-c", $"exec sleep 600 > >({Path.Combine(Programs.Repository, "eng", "private-host")} {directory} >&2)"]);
        string? init;
        try
        {
            init = await caller.StandardError.ReadLineAsync().WaitAsync(Programs.Patience);
            await Programs.RunAsync("nsenter", ["--target", init!, "--mount", "--pid", "--net", "--", "sh", "-c", "setsid sleep 600 >/dev/null 2>&1 &"]);
            (await RunningInAsync(init!)).Should().Be(3, because: "its first two processes and the one left running are there");
        }
        finally
        {
            caller.Kill();
        }

        await Eventually.TrueAsync(() => ValueTask.FromResult(!Directory.Exists(directory)), () => "the host is still there");
        Directory.Exists($"/proc/{init}").Should().BeFalse();
    }

    private static async Task<int> RunningInAsync(string init)
    {
        var processes = await Programs.RunAsync("sh", ["-c", $"ls -l /proc/[0-9]*/ns/pid 2>/dev/null | grep -cF \"$(readlink /proc/{init}/ns/pid)\""]);
        return int.Parse(processes.Output);
    }
}
