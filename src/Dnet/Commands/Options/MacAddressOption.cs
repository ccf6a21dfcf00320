using System.CommandLine;
using System.Net.NetworkInformation;

namespace Dnet.Commands.Options;

/// <summary>A flag that takes a MAC address.</summary>
internal sealed class MacAddressOption : Option<string?>
{
    private const int AddressBytes = 6;

    internal MacAddressOption()
        : base("--mac", "--mac-address")
    {
        Description = "The interface's MAC address, such as 02:42:ac:11:00:02. Default: the driver chooses.";
        HelpName = "MAC";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!PhysicalAddress.TryParse(token.Value, out var mac) || mac.GetAddressBytes().Length != AddressBytes)
                {
                    result.AddError($"--mac: \"{token.Value}\" is not a MAC address, such as 02:42:ac:11:00:02");
                }
            }
        });
    }
}
