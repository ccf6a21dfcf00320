using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.Drivers.Remote;

/// <summary>What a plugin set on an interface that was not set before (B-065 to B-067).</summary>
internal static class EndpointAnswer
{
    /// <summary>Reads all of it, then sets it; answers what is wrong, or null.</summary>
    internal static string? Apply(InterfaceMessage set, IInterfaceInfo info)
    {
        var errors = new List<string>(0);
        var address = Cidr(set.Address, errors);
        var addressIPv6 = Cidr(set.AddressIPv6, errors);
        if (set.MacAddress.Length > 0 && !PluginText.TryParseMac(set.MacAddress, out _))
        {
            errors.Add($"address {set.MacAddress}: invalid MAC address");
        }

        if (errors.Count > 0)
        {
            return string.Join("; ", errors);
        }

        try
        {
            if (set.MacAddress.Length > 0 && PluginText.TryParseMac(set.MacAddress, out var mac))
            {
                info.SetMacAddress(mac!);
            }
        }
        catch (NetworkException e)
        {
            return $"driver modified interface MAC address: {e.Message}";
        }

        return TrySet(info, address) ?? TrySet(info, addressIPv6);
    }

    private static CidrAddress? Cidr(string text, List<string> errors)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (CidrAddress.TryParse(text, out var address))
        {
            return address;
        }

        errors.Add($"invalid CIDR address: {text}");
        return null;
    }

    private static string? TrySet(IInterfaceInfo info, CidrAddress? address)
    {
        try
        {
            if (address is { } given)
            {
                info.SetIPAddress(given);
            }

            return null;
        }
        catch (NetworkException e)
        {
            return $"driver modified interface address: {e.Message}";
        }
    }
}
