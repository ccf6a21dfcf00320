namespace LibNetwork.DriverApi;

/// <summary>The names of scopes on the wire .</summary>
public static class ScopeExtensions
{
    /// <summary><c>local</c>, <c>global</c> or <c>swarm</c>; the empty string for <see cref="Scope.None"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a scope.</exception>
    public static string ToWire(this Scope scope) => scope switch
    {
        Scope.None => "",
        Scope.Local => "local",
        Scope.Global => "global",
        Scope.Swarm => "swarm",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, message: null),
    };

    /// <summary>Reads a scope's name, in lower case only.</summary>
    /// <returns>False when the text is no scope; <see cref="Scope.None"/> for the empty one.</returns>
    public static bool TryParseScope(string? text, out Scope scope)
    {
        (var known, scope) = text switch
        {
            "" => (true, Scope.None),
            "local" => (true, Scope.Local),
            "global" => (true, Scope.Global),
            "swarm" => (true, Scope.Swarm),
            _ => (false, Scope.None),
        };
        return known;
    }
}
