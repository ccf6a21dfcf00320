using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary>A test of Docker's networks through our bridge driver and our IPAM driver.</summary>
public abstract class BridgeTest(BridgeFixture docker) : DockerTest(docker), IClassFixture<BridgeFixture>
{
    /// <summary>The option that takes addresses from our IPAM driver.</summary>
    protected const string OurIpam = $"--ipam-driver {BridgeFixture.Driver}";

    /// <summary>Engine and daemon.</summary>
    protected BridgeFixture Docker => docker;

    /// <summary>Creates a network of our driver.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">More options, apart by single blanks.</param>
    protected Task<string> CreateNetworkAsync(string name, string options = "") =>
        Engine.DockerAsync($"network create -d {BridgeFixture.Driver} {options} {name}".Replace("  ", " "));

    /// <summary>The bridge of a network whose option did not name one.</summary>
    protected async Task<string> BridgeOfAsync(string network) => "br-" + (await Engine.InspectAsync(network, "{{.Id}}"))[..12];

    /// <inheritdoc/>
    protected override async Task AssertNothingLeftAsync()
    {
        await base.AssertNothingLeftAsync();
        (await Host.RunAsync("nft list ruleset")).Should().NotContain("10.30.").And.NotContain("br-");
        (await docker.GetAsync("/info")).Should().Contain("\"ServedNetworks\":0");
    }
}
