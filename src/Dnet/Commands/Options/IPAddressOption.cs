using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Dnet.Commands.Options;

/// <summary>A flag that takes an address of one family.</summary>
internal sealed class IPAddressOption : Option<string?>
{
    internal IPAddressOption(string name, AddressFamily family, string description)
        : base(name)
    {
        Description = description;
        HelpName = "ADDRESS";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!IsAddress(token.Value, out var address) || address.AddressFamily != family)
                {
                    result.AddError($"{name}: \"{token.Value}\" is not an {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} address");
                }
            }
        });
    }

    /// <summary>Whether a text is an address: the parser of the runtime also takes <c>1</c> and <c>010.0.0.1</c>, which nobody means.</summary>
    internal static bool IsAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('[', StringComparison.Ordinal) : address.ToString() == text);
}
