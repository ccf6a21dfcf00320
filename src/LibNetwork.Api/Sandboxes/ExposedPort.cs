namespace LibNetwork.Api;

/// <summary>What is said of an exposed port besides its name: nothing, <c>{}</c>.</summary>
public sealed record ExposedPort;
