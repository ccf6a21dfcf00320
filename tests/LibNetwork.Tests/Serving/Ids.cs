namespace LibNetwork.Tests.Serving;

/// <summary>Ids as Docker makes them.</summary>
internal static class Ids
{
    public static readonly string Network = new('a', 64);
    public static readonly string Other = new('b', 64);
    public static readonly string One = new('1', 64);
    public static readonly string Two = new('2', 64);
}
