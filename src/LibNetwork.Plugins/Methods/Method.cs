using LibNetwork.PluginProtocol;
using LibNetwork.Plugins.Calls;

namespace LibNetwork.Plugins.Methods;

/// <summary>A method that the plugin has.</summary>
/// <param name="Name">A <see cref="PluginMethod"/>.</param>
/// <param name="Read">Reads and checks a request's body.</param>
internal sealed record Method(string Name, Func<ReadOnlyMemory<byte>, PluginCall> Read)
{
    /// <summary>Whether status 404 says of this method that the plugin has no such thing, so that an error must not (B-013, B-075).</summary>
    internal bool AbsentWhenNotFound { get; init; }

    /// <summary>Whether errors are said in an IPAM driver's way too (B-081).</summary>
    internal bool IsIpam => Name.StartsWith(PluginMethod.IpamPrefix, StringComparison.Ordinal);
}
