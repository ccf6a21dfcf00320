using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Sandboxing;

/// <summary>What an interface inside a sandbox lacks of what it should have.</summary>
/// <param name="Name">The interface.</param>
/// <param name="Index">Its index; 0 when it is missing as a whole.</param>
/// <param name="IsDown">Whether it is switched off.</param>
/// <param name="Addresses">The addresses it has not got.</param>
/// <param name="Routes">The routes that are not there.</param>
internal sealed record InterfaceLack(string Name, int Index, bool IsDown, IReadOnlyList<CidrAddress> Addresses, IReadOnlyList<RouteRecord> Routes)
{
    /// <summary>Whether nothing is lacking.</summary>
    internal bool IsNothing => Index > 0 && !IsDown && Addresses.Count + Routes.Count == 0;

    /// <summary>The lack in words: <c>is down, lacks 10.0.0.2/24</c>.</summary>
    public override string ToString() => Index == 0 ? "is missing" : string.Join(", ", new[]
    {
        IsDown ? "is down" : "",
        Addresses.Count > 0 ? $"lacks {string.Join(" and ", Addresses)}" : "",
        Routes.Count > 0 ? $"lacks the route to {string.Join(" and ", Routes.Select(route => route.Destination))}" : "",
    }.Where(part => part.Length > 0));
}
