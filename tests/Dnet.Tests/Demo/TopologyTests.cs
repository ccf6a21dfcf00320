using Dnet.Demo.Drawing;
using LibNetwork.Api;

namespace Dnet.Tests.Demo;

public sealed class TopologyTests
{
    private static readonly Terminal Colourless = new(Color: false, Unicode: true, Width: 80);

    private static readonly NetworkResource Front = Network("front", "10.10.0.0/24");
    private static readonly NetworkResource Vault = Network("vault", "10.30.0.0/24") with { Internal = true };

    [Fact]
    public void A_drop_goes_from_each_sandbox_to_each_of_its_networks_and_crosses_the_others()
    {
        SandboxResource[] sandboxes = [Sandbox("web", Front), Sandbox("app", Front, Vault)];

        string[] lines = [.. Topology.Draw([Front, Vault], sandboxes, Glyphs.For(Colourless)).Lines(Colourless)];

        lines.Should().Equal(
            "           ┌─────┐    ┌───────┐",
            "           │ web │    │  app  │",
            "           └──┬──┘    └─┬───┬─┘",
            "              │         │   │",
            "front  ───────●─────────●───┼────── 10.10.0.0/24",
            "                            │",
            "vault  ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌●╌╌╌╌╌╌ 10.30.0.0/24, internal");
    }

    [Fact]
    public void A_sandbox_on_no_network_is_a_box_without_drops() =>
        Topology.Draw([Front], [Sandbox("web")], Glyphs.For(Colourless)).Lines(Colourless).Should().NotContain(line => line.Contains('●') || line.Contains('┬'));

    [Fact]
    public void A_terminal_without_unicode_gets_ascii_alone()
    {
        Terminal ascii = Colourless with { Unicode = false };

        string text = string.Concat(Topology.Draw([Front, Vault], [Sandbox("web", Front, Vault)], Glyphs.For(ascii)).Lines(ascii));

        text.Should().MatchRegex("^[ -~]+$");
    }

    [Fact]
    public void Each_network_has_an_ink_of_its_own_on_a_terminal_with_colours()
    {
        Terminal colourful = Colourless with { Color = true };

        string[] lines = [.. Topology.Draw([Front, Vault], [Sandbox("web", Front, Vault)], Glyphs.For(colourful)).Lines(colourful)];

        lines[4].Should().StartWith("\e[36mfront");
        lines[6].Should().StartWith("\e[33mvault");
    }

    private static NetworkResource Network(string name, string subnet) => new()
    {
        Name = name,
        Id = name,
        Ipam = new NetworkIpam { Config = [new NetworkIpamConfig { Subnet = subnet }] },
    };

    private static SandboxResource Sandbox(string name, params NetworkResource[] networks) => new()
    {
        Name = name,
        Id = name,
        Endpoints = [.. networks.Select(network => new EndpointResource { Name = name, Id = name, Network = network.Name, NetworkId = network.Id })],
    };
}
