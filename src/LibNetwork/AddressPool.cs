using System.Net;

namespace LibNetwork;

/// <summary>A range that networks are cut from: <c>base=10.10.0.0/16,size=24</c>.</summary>
/// <param name="Base">The whole range.</param>
/// <param name="Size">Prefix length of each network cut from it: at least the base's, at most 32 or 128.</param>
public readonly record struct AddressPool(IPNetwork Base, int Size);
