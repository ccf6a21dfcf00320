using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Checks the pools a network is asked for with, before anything is allocated (C-174).</summary>
internal static class IpamPoolValidation
{
    internal static void Check(NetworkConfig config, ValidationErrors errors)
    {
        var subnets = new List<CidrAddress>();
        foreach (var pool in config.IpamPools)
        {
            if (pool.Subnet.Length == 0)
            {
                errors.AddIf(pool.IPRange.Length > 0, $"invalid ip-range {pool.IPRange}: it has no subnet");
                errors.AddIf(pool.Gateway.Length > 0, $"invalid gateway {pool.Gateway}: it has no subnet");
                errors.AddIf(pool.AuxiliaryAddresses.Count > 0, "invalid auxiliary addresses: they have no subnet");
            }
            else if (CheckSubnet(config, pool.Subnet, subnets, errors) is { } subnet)
            {
                CheckRange(pool.IPRange, subnet, errors);
                CheckInside("gateway", pool.Gateway, subnet, errors);
                foreach (var (name, address) in pool.AuxiliaryAddresses)
                {
                    CheckInside($"auxiliary address {name}", address, subnet, errors, mandatory: true);
                }
            }
        }
    }

    private static CidrAddress? CheckSubnet(NetworkConfig config, string text, List<CidrAddress> others, ValidationErrors errors)
    {
        if (!CidrAddress.TryParse(text, out var subnet))
        {
            errors.Add($"invalid subnet {text}: invalid CIDR block notation");
            return null;
        }

        if (subnet.HasHostBits)
        {
            errors.Add($"invalid subnet {text}: it should be {subnet.Network}");
        }

        errors.AddIf(!subnet.IsV6 && !config.EnableIPv4, $"invalid subnet {text}: IPv4 is not enabled for this network");
        errors.AddIf(subnet.IsV6 && !config.EnableIPv6, $"invalid subnet {text}: IPv6 is not enabled for this network");
        foreach (var other in others.Where(other => !IsWish(other) && !IsWish(subnet) && Overlap(other, subnet)))
        {
            errors.Add($"invalid subnet {text}: it overlaps with {other}");
        }

        others.Add(subnet);
        return subnet;
    }

    private static void CheckRange(string text, CidrAddress subnet, ValidationErrors errors)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (!CidrAddress.TryParse(text, out var range))
        {
            errors.Add($"invalid ip-range {text}: invalid CIDR block notation");
        }
        else if (range.IsV6 != subnet.IsV6)
        {
            errors.Add($"invalid ip-range {text}: parent subnet is an {(subnet.IsV6 ? "IPv6" : "IPv4")} block");
        }
        else if (range.HasHostBits)
        {
            errors.Add($"invalid ip-range {text}: it should be {range.Network}");
        }
        else if (range.PrefixLength < subnet.PrefixLength)
        {
            errors.Add($"invalid ip-range {text}: CIDR block is bigger than its parent subnet {subnet}");
        }
        else
        {
            errors.AddIf(!IsWish(subnet) && !subnet.Contains(range.Address), $"invalid ip-range {text}: parent subnet {subnet} doesn't contain ip-range");
        }
    }

    private static void CheckInside(string what, string text, CidrAddress subnet, ValidationErrors errors, bool mandatory = false)
    {
        if (text.Length == 0 && !mandatory)
        {
            return;
        }

        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal))
        {
            errors.Add($"invalid {what} {text}: invalid address");
        }
        else if ((address.AddressFamily == AddressFamily.InterNetworkV6) != subnet.IsV6)
        {
            errors.Add($"invalid {what} {text}: parent subnet is an {(subnet.IsV6 ? "IPv6" : "IPv4")} block");
        }
        else
        {
            errors.AddIf(!IsWish(subnet) && !subnet.Contains(address), $"invalid {what} {text}: parent subnet {subnet} doesn't contain it");
        }
    }

    /// <summary>Whether it only says how large a pool is wanted (E-034): <c>0.0.0.0/24</c>.</summary>
    private static bool IsWish(CidrAddress subnet) => subnet.Address.Equals(IPAddress.Any) || subnet.Address.Equals(IPAddress.IPv6Any);

    private static bool Overlap(CidrAddress one, CidrAddress other) => one.Contains(other.Address) || other.Contains(one.Address);
}
