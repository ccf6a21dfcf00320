namespace Dnet.Tests.Conformance;

/// <summary>Plugins that do all that is demanded.</summary>
public sealed class CorrectPluginTests
{
    [Fact]
    public async Task A_plugin_written_without_the_SDK_passes_every_check_and_nothing_stays_in_it()
    {
        await using var plugin = new RawPlugin();

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", "true");

        result.Not("pass").Select(row => $"{row.Result}: {row.Check}: {row.Detail}").Should().Equal(
            "not tried: capabilities/gateway-check: GwAllocChecker is not announced",
            "not tried: networks/allocate: the driver's scope is local",
            "not tried: external/revoke-twice: the driver has no ProgramExternalConnectivity",
            "not tried: pools/gateway-data: the plugin tells no gateway with the pool");
        result.ExitCode.Should().Be(0);
        plugin.Driver.Count.Should().Be(0);
    }
}
