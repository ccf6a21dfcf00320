namespace LibNetwork.DriverApi;

/// <summary>The check of an <see cref="ObjectType"/> that came over a wire .</summary>
public static class ObjectTypeExtensions
{
    /// <summary>Whether it is one of the types there are.</summary>
    public static bool IsValid(this ObjectType type) => type is ObjectType.Endpoint or ObjectType.Network or ObjectType.Opaque;
}
