namespace Dnet.Tests.Conformance;

/// <summary>A plugin that is wrong in one way.</summary>
/// <param name="Handle">How it is wrong: what it does with a request, given the correct way to answer it.</param>
/// <param name="Check">The check that must tell.</param>
/// <param name="Line">What its line must say; <c>*</c> for anything.</param>
/// <param name="Others">The other checks that fail with it.</param>
internal sealed record BrokenPlugin(Func<RawRequest, Func<Task<RawReply>>, Task<RawReply>> Handle, string Check, string Line, params string[] Others)
{
    /// <summary>Wrong in its answers to one method.</summary>
    internal static BrokenPlugin At(string method, Func<RawRequest, RawReply> answer, string check, string line, params string[] others) =>
        new((request, correct) => request.Method == method ? Task.FromResult(answer(request)) : correct(), check, line, others);

    /// <summary>Wrong in its answers to some requests.</summary>
    internal static BrokenPlugin When(Func<RawRequest, bool> which, RawReply answer, string check, string line, params string[] others) =>
        new((request, correct) => which(request) ? Task.FromResult(answer) : correct(), check, line, others);

    /// <summary>Wrong in what it makes of the correct answer to one method.</summary>
    internal static BrokenPlugin Rewrite(string method, Func<RawRequest, RawReply.Answer, RawReply> change, string check, string line, params string[] others) => new(
        async (request, correct) =>
        {
            var reply = await correct();
            return request.Method == method && reply is RawReply.Answer answer ? change(request, answer) : reply;
        },
        check,
        line,
        others);
}
