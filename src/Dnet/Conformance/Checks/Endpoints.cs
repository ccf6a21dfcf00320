using System.Net.NetworkInformation;
using System.Text.Json;
using Dnet.Conformance.Calls;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace Dnet.Conformance.Checks;

/// <summary>The life of an endpoint.</summary>
internal static class Endpoints
{
    private static readonly PhysicalAddress s_mac = PhysicalAddress.Parse("02-42-C6-12-00-0A");

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("endpoints/create-and-delete", "an endpoint is created and deleted", "remote driver B-046, B-047", Roles.Network, CreateAndDeleteAsync),
        new("endpoints/parses", "MAC and addresses of the answer parse", "remote driver B-065", Roles.Network, ParsesAsync),
        new("endpoints/set-once", "the answer has no value that was given", "remote driver B-066", Roles.Network, SetOnceAsync),
        new("endpoints/options", "ports and a base64 MAC are understood", "remote driver B-057", Roles.Network, OptionsAsync),
        new("endpoints/several", "endpoints of a network have MACs of their own", "driver contract A-004", Roles.Network, SeveralAsync),
        new("endpoints/info", "EndpointOperInfo answers an object or nothing", "remote driver B-048", Roles.Network, InfoAsync),
        new("endpoints/unknown-network", "an endpoint of a network that is not is refused", "driver contract A-040", Roles.Network, UnknownNetworkAsync),
        new("endpoints/duplicate", "an id that exists is refused", "driver contract A-041", Roles.Network, DuplicateAsync),
        new("endpoints/info-unknown", "EndpointOperInfo of an endpoint that is not is refused", "driver contract A-043", Roles.Network, InfoUnknownAsync),
        new("endpoints/delete-twice", "a delete that is sent again succeeds again", "transport B-031", Roles.Network, DeleteTwiceAsync),
        new("endpoints/again", "what was deleted can be created again", "driver contract A-005", Roles.Network, AgainAsync),
    ];

    private static async Task CreateAndDeleteAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var id = Trial.NewId();
        (await trial.Network.CreateEndpointAsync(network, id)).MustSucceed();
        (await trial.Network.DeleteEndpointAsync(network.Id, id)).MustSucceed();
    }

    private static async Task ParsesAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var created = (await trial.Network.CreateEndpointAsync(network, Trial.NewId())).Presume();
        if (created.Read(PluginJson.Default.CreateEndpointResponse).Interface is not { } set)
        {
            return;
        }

        if (set.MacAddress.Length > 0 && !PluginText.TryParseMac(set.MacAddress, out _))
        {
            throw created.Fails("a MacAddress such as 02:42:c6:12:00:0a, or none");
        }

        foreach (var (text, ipv6) in new[] { (set.Address, false), (set.AddressIPv6, true) })
        {
            if (text.Length > 0 && !(CidrAddress.TryParse(text, out var address) && address.IsV6 == ipv6))
            {
                throw created.Fails($"{(ipv6 ? "an AddressIPv6 such as 2001:db8::2/64" : "an Address such as 198.18.0.2/24")}, or none");
            }
        }
    }

    private static async Task SetOnceAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var known = new InterfaceMessage { Address = network.Address(0).ToString() };
        await MustSetNothingGivenAsync(trial, network, known);
        await MustSetNothingGivenAsync(trial, network, known with { Address = network.Address(1).ToString(), MacAddress = PluginText.Of(s_mac) });
    }

    private static async Task MustSetNothingGivenAsync(Trial trial, TestNetwork network, InterfaceMessage known)
    {
        var created = (await trial.Network.CreateEndpointAsync(network.Id, Trial.NewId(), known)).Presume();
        var set = created.Read(PluginJson.Default.CreateEndpointResponse).Interface ?? new InterfaceMessage();
        if (set.Address.Length > 0)
        {
            throw created.Fails("no Address, since one was given; Docker takes even the same one for a change and rolls back");
        }

        if (known.MacAddress.Length > 0 && set.MacAddress.Length > 0)
        {
            throw created.Fails("no MacAddress, since one was given; Docker takes even the same one for a change and rolls back");
        }
    }

    private static async Task OptionsAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var mac = Convert.ToBase64String(s_mac.GetAddressBytes());
        string[] options =
        [
            $$"""{"{{NetLabel.MacAddress}}":"{{mac}}","{{NetLabel.ExposedPorts}}":[{"Proto":6,"Port":80}],"{{NetLabel.PortMap}}":[]}""",
            $$"""{"{{NetLabel.ExposedPorts}}":null,"{{NetLabel.PortMap}}":null}""",
            "null",
        ];
        for (var i = 0; i < options.Length; i++)
        {
            var known = new InterfaceMessage { Address = network.Address(i).ToString(), MacAddress = i == 0 ? PluginText.Of(s_mac) : "" };
            (await trial.Network.CreateEndpointAsync(network.Id, Trial.NewId(), known, options[i])).MustSucceed();
        }
    }

    private static async Task SeveralAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var macs = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < 4; i++)
        {
            var created = (await trial.Network.CreateEndpointAsync(network, Trial.NewId(), i)).MustSucceed();
            if (created.Read(PluginJson.Default.CreateEndpointResponse).Interface is { MacAddress: { Length: > 0 } mac } && !macs.Add(mac))
            {
                throw created.Fails("a MacAddress that no other endpoint of the network has");
            }
        }
    }

    private static async Task InfoAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var endpoint = await trial.Network.MakeEndpointAsync(network);
        var asked = (await trial.Network.InfoAsync(network.Id, endpoint)).MustSucceed();
        if (asked.Member("Value").ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
        {
            throw asked.Fails("Value to be an object, null or absent");
        }
    }

    private static async Task UnknownNetworkAsync(Trial trial)
    {
        var network = trial.Network.New();
        var endpoint = Trial.NewId();
        var created = (await trial.Network.CreateEndpointAsync(network, endpoint)).MustBeUnderstood();
        if (created.Refusal is null)
        {
            // A driver without a memory sees it when it looks for the network.
            (await trial.Network.JoinAsync(network.Id, endpoint)).MustBeRefused("there is no such network");
            throw created.Warns("an error: there is no such network; the plugin sees it only at Join");
        }
    }

    private static async Task DuplicateAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var endpoint = await trial.Network.MakeEndpointAsync(network);
        var body = $$$"""{"NetworkID":"{{{network.Id}}}","EndpointID":"{{{endpoint}}}","Interface":{"Address":"{{{network.Address(1)}}}"}}""";
        var again = (await trial.CallAsync(PluginMethod.CreateEndpoint, body)).MustBeUnderstood();
        if (again.Refusal is null)
        {
            throw again.Warns("an error: the endpoint exists already");
        }

        (await trial.Network.DeleteEndpointAsync(network.Id, endpoint)).MustSucceed("success: the refused second creation leaves the first whole");
    }

    private static async Task InfoUnknownAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var asked = (await trial.Network.InfoAsync(network.Id, Trial.NewId())).MustBeUnderstood();
        if (asked.Refusal is null)
        {
            throw asked.Warns("an error: there is no such endpoint");
        }
    }

    private static async Task DeleteTwiceAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var endpoint = await trial.Network.MakeEndpointAsync(network);
        (await trial.Network.DeleteEndpointAsync(network.Id, endpoint)).Presume();
        (await trial.Network.DeleteEndpointAsync(network.Id, endpoint)).MustSucceed("success: Docker sends it again when the answer was lost");
    }

    private static async Task AgainAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var endpoint = await trial.Network.MakeEndpointAsync(network);
        (await trial.Network.DeleteEndpointAsync(network.Id, endpoint)).Presume();
        (await trial.Network.CreateEndpointAsync(network, endpoint)).MustSucceed("success: the endpoint of that id and address was deleted");
    }
}
