using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>Checks a list of predefined pools and splits it by family.</summary>
internal static class PredefinedPools
{
    /// <summary>The pools of a family, in the order listed, without those that lie inside an earlier one (E-030).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: sizes that do not fit, all of them.</exception>
    public static IReadOnlyList<PredefinedPool> OfFamily(IReadOnlyList<PredefinedPool> pools, bool v6)
    {
        var wrong = pools.Where(pool => pool.Size < pool.Base.PrefixLength || pool.Size > AddressBlock.WidthOf(pool.Base.IsV6)).ToList();
        if (wrong.Count > 0)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, string.Join('\n', wrong.Select(Describe)));
        }

        var kept = new List<PredefinedPool>();
        foreach (var pool in pools.Where(pool => pool.Base.IsV6 == v6))
        {
            if (!kept.Exists(earlier => AddressBlock.Of(earlier.Base).Contains(AddressBlock.Of(pool.Base))))
            {
                kept.Add(pool);
            }
        }

        return kept;
    }

    private static string Describe(PredefinedPool pool) =>
        $"predefined pool {pool.Base}: size /{pool.Size} is not between /{pool.Base.PrefixLength} and /{AddressBlock.WidthOf(pool.Base.IsV6)}";
}
