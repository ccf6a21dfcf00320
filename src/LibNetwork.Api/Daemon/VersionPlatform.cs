namespace LibNetwork.Api;

/// <summary>The product in <see cref="VersionResponse"/>.</summary>
public sealed record VersionPlatform
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";
}
