using LibNetwork.DriverApi;
using LibNetwork.Drivers.Bridge;

namespace LibNetwork.Tests.Drivers.Bridge;

public sealed class BridgeDocumentationTests
{
    [Fact]
    public void The_drivers_page_has_a_row_for_each_label_and_for_no_other()
    {
        string[] shared =
        [
            NetLabel.DriverMtu, NetLabel.EnableIPv4, NetLabel.EnableIPv6, NetLabel.Internal,
            NetLabel.ContainerInterfacePrefix, NetLabel.HostIPv4, NetLabel.HostIPv6, NetLabel.AdvertiseAddressMessages, NetLabel.AdvertiseAddressInterval,
        ];

        var documented = File.ReadLines(Path.Combine(Repository(), "docs/drivers/bridge.md"))
            .Where(line => line.StartsWith("| `com.", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        documented.Should().BeEquivalentTo(BridgeLabel.Known.Concat(shared));
    }

    private static string Repository()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "LibNetwork.slnx")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return directory;
    }
}
