using System.CommandLine;
using Dnet.Commands.Options;
using LibNetwork.Api;

namespace Dnet.Commands.Networks;

/// <summary><c>dnet network create</c> (I-092)</summary>
internal sealed class NetworkCreateCommand : DaemonCommand
{
    private readonly Argument<string> _name = Names.New("NETWORK");
    private readonly Option<string?> _driver = new("--driver", "-d")
    {
        Description = "The driver that makes the network: bridge, host, null or one you registered. Default: bridge.",
        HelpName = "DRIVER",
    };

    private readonly AddressPoolOptions _pools = new();
    private readonly Option<bool?> _ipv4 = new("--ipv4")
    {
        Description = "Whether endpoints get IPv4; --ipv4=false for IPv6 alone. Default: true.",
        HelpName = "true|false",
    };

    private readonly Option<bool?> _ipv6 = new("--ipv6")
    {
        Description = "Whether endpoints get IPv6; --ipv6 alone is --ipv6=true. Default: false.",
        HelpName = "true|false",
    };

    private readonly Option<bool> _internal = new("--internal") { Description = "Cut the network off from everything outside it." };
    private readonly Option<bool> _attachable = new("--attachable") { Description = "Kept for the user: a local network is always attachable." };
    private readonly KeyValueOption _options = new("--opt", "An option for the driver, such as com.docker.network.driver.mtu=1400; once for each.", "-o");
    private readonly KeyValueOption _labels = new("--label", "A label, kept for you; once for each.");
    private readonly Option<string?> _ipamDriver = new("--ipam-driver") { Description = "The IPAM driver. Default: default.", HelpName = "DRIVER" };
    private readonly KeyValueOption _ipamOptions = new("--ipam-opt", "An option for the IPAM driver; once for each.");
    private readonly Option<string?> _scope = new("--scope") { Description = "How far it reaches: local or global. Default: as far as its driver.", HelpName = "SCOPE" };

    private readonly Option<bool> _configOnly = new("--config-only")
    {
        Description = "Make no network but a configuration for others: families, subnets, options, labels.",
    };

    private readonly Option<string?> _configFrom = new("--config-from")
    {
        Description = "Take families, subnets and options from a network made with --config-only.",
        HelpName = "NETWORK",
    };

    internal NetworkCreateCommand(Session session)
        : base(session, "create", "Create a network and print its id.")
    {
        Examples =
        [
            "dnet network create web                                        # a bridge, addresses of the daemon's choice",
            "dnet network create --subnet 10.1.0.0/24 --gateway 10.1.0.1 db # addresses of yours",
            "dnet network create --ipv6 --subnet fd00:1::/64 dual           # IPv4 and IPv6",
            "dnet network create --internal vault                           # no way out",
            "dnet network create -o com.docker.network.driver.mtu=1400 slim # an option for the driver",
            "dnet network create --config-only --subnet 10.2.0.0/24 plan    # a configuration, and",
            "dnet network create --config-from plan web                     # a network made from it",
        ];
        Add(_name);
        Add(_driver);
        _pools.AddTo(this);
        Add(_ipv4);
        Add(_ipv6);
        Add(_internal);
        Add(_attachable);
        Add(_options);
        Add(_labels);
        Add(_ipamDriver);
        Add(_ipamOptions);
        Add(_scope);
        Add(_configOnly);
        Add(_configFrom);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var answer = await daemon.CreateNetworkAsync(Read(arguments), cancellationToken);
        if (answer.Warning.Length > 0)
        {
            Session.Error.WriteLine($"WARNING: {answer.Warning}");
        }

        Session.Output.WriteLine(answer.Id);
        return ExitCode.Success;
    }

    private NetworkCreateRequest Read(ParseResult arguments)
    {
        var ipam = new NetworkIpam
        {
            Driver = arguments.GetValue(_ipamDriver),
            Options = _ipamOptions.Read(arguments),
            Config = _pools.Read(arguments),
        };
        return new NetworkCreateRequest
        {
            Name = arguments.GetRequiredValue(_name),
            Driver = arguments.GetValue(_driver),
            Scope = arguments.GetValue(_scope),
            EnableIPv4 = arguments.GetValue(_ipv4),
            EnableIPv6 = arguments.GetValue(_ipv6),
            Ipam = ipam == new NetworkIpam() ? null : ipam,
            Internal = arguments.GetValue(_internal) ? true : null,
            Attachable = arguments.GetValue(_attachable) ? true : null,
            ConfigOnly = arguments.GetValue(_configOnly) ? true : null,
            ConfigFrom = arguments.GetValue(_configFrom) is { } source ? new NetworkReference { Network = source } : null,
            Options = _options.Read(arguments),
            Labels = _labels.Read(arguments),
        };
    }
}
