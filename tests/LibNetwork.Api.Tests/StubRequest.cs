namespace LibNetwork.Api.Tests;

public sealed record StubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
