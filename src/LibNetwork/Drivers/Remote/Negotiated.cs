using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.Drivers.Remote;

/// <summary>What a network driver said of itself (B-040, B-059).</summary>
/// <param name="Generation">The handshake it said it after.</param>
/// <param name="Capability">Its scopes.</param>
/// <param name="ChecksGateways">Whether it has an opinion on gateways (B-043).</param>
internal sealed record Negotiated(int Generation, Capability Capability, bool ChecksGateways)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Internal"/>: a scope is none (B-059).</exception>
    internal static Negotiated Read(int generation, CapabilitiesResponse answer)
    {
        var data = Scope(answer.Scope);
        var connectivity = string.IsNullOrEmpty(answer.ConnectivityScope) ? data : Scope(answer.ConnectivityScope);
        return new Negotiated(generation, new Capability(data, connectivity), answer.GwAllocChecker);
    }

    private static Scope Scope(string? text) => ScopeExtensions.TryParseScope(text, out var scope) && scope is DriverApi.Scope.Local or DriverApi.Scope.Global
        ? scope
        : throw new NetworkException(ErrorKind.Internal, $"invalid capability: expecting 'local' or 'global', got {text}");
}
