using System.Collections.ObjectModel;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using LibNetwork.Api;

namespace Dnet.Commands.Options;

/// <summary>The flags that say which addresses a network has: each range, gateway and reserved address goes to the subnet it lies in.</summary>
internal sealed class AddressPoolOptions
{
    private readonly Option<string[]> _subnets = new("--subnet")
    {
        Description = "A subnet of the network in CIDR form; once for each. Default: the IPAM driver chooses.",
        HelpName = "CIDR",
    };

    private readonly Option<string[]> _ranges = new("--ip-range")
    {
        Description = "Hand out addresses from this part of a subnet only.",
        HelpName = "CIDR",
    };

    private readonly Option<string[]> _gateways = new("--gateway")
    {
        Description = "The gateway of a subnet. Default: its first address.",
        HelpName = "ADDRESS",
    };

    private readonly KeyValueOption _reserved = new("--aux-address", "An address never handed out, with a name: router=10.1.0.254.");

    private static IReadOnlyDictionary<string, string> EmptyAddresses => ReadOnlyDictionary<string, string>.Empty;

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _subnets, _ranges, _gateways, _reserved })
        {
            // A validator of the command would hide what the options' own validators say, so each option checks its part of the whole.
            option.Validators.Add(result => Assign((CommandResult)result.Parent!, wrong =>
            {
                if (wrong.StartsWith($"{option.Name}: ", StringComparison.Ordinal))
                {
                    result.AddError(wrong);
                }
            }));
            command.Add(option);
        }
    }

    /// <summary>The pools asked for; null when none are.</summary>
    internal IReadOnlyList<NetworkIpamConfig>? Read(ParseResult arguments)
    {
        var pools = Assign(arguments.CommandResult, _ => { });
        return pools.Count == 0 ? null : pools;
    }

    private IEnumerable<(string Name, string Address)> Reserved(CommandResult result) => (result.GetValue(_reserved) ?? [])
        .Where(text => !text.StartsWith('='))
        .Select(text => text.Split('=', 2) is [var name, var address] ? (name, address) : (text, ""));

    private List<NetworkIpamConfig> Assign(CommandResult given, Action<string> wrong)
    {
        var pools = new List<(IPNetwork Subnet, NetworkIpamConfig Config)>();
        foreach (var text in given.GetValue(_subnets) ?? [])
        {
            if (TryParse(text, out var subnet))
            {
                pools.Add((subnet, new NetworkIpamConfig { Subnet = text }));
            }
            else
            {
                wrong($"--subnet: \"{text}\" is not a subnet in CIDR form, such as 10.1.0.0/24");
            }
        }

        foreach (var text in given.GetValue(_ranges) ?? [])
        {
            if (!TryParse(text, out var range))
            {
                wrong($"--ip-range: \"{text}\" is not a range in CIDR form, such as 10.1.0.128/25");
            }
            else
            {
                Place($"--ip-range: {text}", range.BaseAddress, config => config.IPRange, config => config with { IPRange = text });
            }
        }

        foreach (var text in given.GetValue(_gateways) ?? [])
        {
            if (!IPAddressOption.IsAddress(text, out var gateway))
            {
                wrong($"--gateway: \"{text}\" is not an address");
            }
            else
            {
                Place($"--gateway: {text}", gateway, config => config.Gateway, config => config with { Gateway = text });
            }
        }

        foreach (var (name, text) in Reserved(given))
        {
            if (!IPAddressOption.IsAddress(text, out var address))
            {
                wrong($"--aux-address: \"{text}\" of {name} is not an address; write NAME=ADDRESS");
            }
            else
            {
                Place($"--aux-address: {text}", address, _ => null, config => config with { AuxiliaryAddresses = With(config, name, text) });
            }
        }

        return [.. pools.Select(pool => pool.Config)];

        void Place(string what, IPAddress address, Func<NetworkIpamConfig, string?> taken, Func<NetworkIpamConfig, NetworkIpamConfig> assign)
        {
            var index = pools.FindIndex(pool => pool.Subnet.Contains(address));
            if (index < 0)
            {
                wrong($"{what} lies in none of the subnets given with --subnet");
            }
            else if (taken(pools[index].Config) is { } other)
            {
                wrong($"{what} is one too many: subnet {pools[index].Config.Subnet} has {other} already");
            }
            else
            {
                pools[index] = (pools[index].Subnet, assign(pools[index].Config));
            }
        }
    }

    // Host bits are the daemon's to refuse: it says what the subnet should be.
    private static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        return text.Split('/') is [var address, var prefix]
            && IPAddressOption.IsAddress(address, out var parsed)
            && int.TryParse(prefix, out var length)
            && length >= 0 && length <= parsed.GetAddressBytes().Length * 8
            && IPNetwork.TryParse(text, out network);
    }

    private static SortedDictionary<string, string> With(NetworkIpamConfig config, string name, string address) =>
        new((config.AuxiliaryAddresses ?? EmptyAddresses).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { [name] = address };
}
