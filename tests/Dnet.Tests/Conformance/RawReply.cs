namespace Dnet.Tests.Conformance;

/// <summary>What a plugin of the tests does with a request.</summary>
internal abstract record RawReply
{
    /// <summary>It answers.</summary>
    internal sealed record Answer(int Status, string Body) : RawReply;

    /// <summary>It closes the connection, as a program does whose thread has died.</summary>
    internal sealed record Drop : RawReply;

    /// <summary>It ends.</summary>
    internal sealed record Die : RawReply;

    /// <summary>It says nothing, and keeps the connection.</summary>
    internal sealed record Hang : RawReply;

    internal static RawReply Success(string body = "{}") => new Answer(200, body);

    internal static RawReply Refuse(string text, int status = 400) => new Answer(status, $$"""{"Err":"{{text}}"}""");
}
