namespace Architecture.Tests.Il;

/// <summary>One type's use of another.</summary>
/// <param name="User">The using type; what the compiler nested in it counts as it.</param>
/// <param name="Used">The used type, likewise.</param>
internal readonly record struct TypeUse(TypeName User, TypeName Used)
{
    public override string ToString() => $"{User} uses {Used}";
}

/// <summary>A type by namespace and outermost name.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    /// <summary>Whether the type lies in a namespace or below it.</summary>
    public bool IsIn(string @namespace) =>
        Namespace == @namespace || Namespace.StartsWith(@namespace + ".", StringComparison.Ordinal);

    public override string ToString() => $"{Namespace}.{Name}";
}
