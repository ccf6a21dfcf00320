namespace LibNetwork.Api.Tests;

public sealed record StubAnswer(int Status, string Body);
