using System.CommandLine;
using LibNetwork.DriverApi;

namespace Dnet.Commands.Options;

/// <summary>A flag that takes a subnet of one family, large enough to be divided.</summary>
internal sealed class SubnetOption : Option<string?>
{
    private readonly string _default;

    /// <summary>Makes the flag.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ipv6">Whether it takes IPv6.</param>
    /// <param name="longestPrefix">The prefix length of the smallest subnet that will do.</param>
    /// <param name="default">What it is when it is not given.</param>
    /// <param name="description">Its help.</param>
    internal SubnetOption(string name, bool ipv6, int longestPrefix, string @default, string description)
        : base(name)
    {
        _default = @default;
        Description = description;
        HelpName = "CIDR";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!CidrAddress.TryParse(token.Value, out var subnet) || subnet.IsV6 != ipv6 || subnet.HasHostBits)
                {
                    result.AddError($"{name}: \"{token.Value}\" is not an {(ipv6 ? "IPv6" : "IPv4")} subnet");
                }
                else if (subnet.PrefixLength > longestPrefix)
                {
                    result.AddError($"{name}: {token.Value} is too small: it is divided into sixteen, so its prefix has at most {longestPrefix} bits");
                }
            }
        });
    }

    internal CidrAddress Read(ParseResult arguments) => CidrAddress.Parse(arguments.GetValue(this) ?? _default);
}
