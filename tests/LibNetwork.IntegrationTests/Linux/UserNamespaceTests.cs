using System.Diagnostics;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class UserNamespaceTests
{
    [Fact]
    public async Task The_kernel_layer_needs_no_privilege_outside_a_user_namespace()
    {
        var start = new ProcessStartInfo("unshare") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])
            ["-Urnm", Environment.ProcessPath!, "--filter-class", "*Linux.NamespaceTests", "*Linux.LinkTests", "*Linux.AddressAndRouteTests", "*Linux.RouteMonitorTests"])
        {
            start.ArgumentList.Add(argument);
        }

        using var inside = Process.Start(start)!;
        var output = await inside.StandardOutput.ReadToEndAsync();
        await inside.WaitForExitAsync();

        inside.ExitCode.Should().Be(0, output);
    }
}
