using LibNetwork.DriverApi;

namespace LibNetwork.Serving;

/// <summary>The ids that another engine gives its objects. Drivers cut the names of links out of them.</summary>
internal static class ServedId
{
    private const int Shortest = 12;
    private const int Longest = 64;

    /// <summary>Refuses what no link could be named after. Docker's are 64 hexadecimal digits, a swarm's 25 digits and letters.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is not 12–64 digits and lower-case letters.</exception>
    internal static void Check(string noun, string id)
    {
        if (id is null || id.Length is < Shortest or > Longest || !id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)))
        {
            throw new NetworkException(ErrorKind.InvalidParameter,
                $"invalid {noun} id {GoText.Quote(id ?? "")}: it must be {Shortest} to {Longest} digits and lower-case letters");
        }
    }
}
