using System.Security.Cryptography;

namespace LibNetwork;

/// <summary>Ids: 64 random lower-case hex digits, 12 where people read them.</summary>
internal static class ObjectId
{
    internal static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    internal static string Short(string id) => id.Length > 12 ? id[..12] : id;
}
