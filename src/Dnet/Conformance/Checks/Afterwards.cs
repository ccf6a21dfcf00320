namespace Dnet.Conformance.Checks;

/// <summary>What is left when all is done.</summary>
internal static class Afterwards
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("afterwards/answers", "after all this the plugin answers as ever", "handshake B-015", Roles.None, async trial =>
            (await trial.ActivateAsync()).MustSucceed("the handshake as ever")),
    ];
}
