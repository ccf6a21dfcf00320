using LibNetwork.DriverApi;

namespace Dnet.Conformance.Calls;

/// <summary>A pool that a plugin handed out.</summary>
/// <param name="Id">The plugin's name for it.</param>
/// <param name="Pool">The pool.</param>
internal sealed record TestPool(string Id, CidrAddress Pool)
{
    /// <summary>Whether it is the pool of a plugin that leaves addresses to others: <c>0.0.0.0/0</c>.</summary>
    internal bool IsWholeWorld => Pool.PrefixLength == 0;

    /// <summary>An address in the middle of it, which nobody is given first.</summary>
    internal CidrAddress Middle => Subnets.Host(Pool, 1 << Math.Min((Pool.IsV6 ? 128 : 32) - Pool.PrefixLength - 1, 16));
}
