using CsCheck;

namespace LibNetwork.Tests.Model;

/// <summary>Rounds of operations by several callers, each round with or without a restart of the engine after it.</summary>
internal static class EngineRounds
{
    private static readonly Gen<EngineOperation> s_operation =
        Gen.Select(Gen.Enum<EngineVerb>(), Gen.Int[0, 2], Gen.Int[0, 3], (verb, sandbox, network) => new EngineOperation(verb, sandbox, network));

    /// <summary>Rounds.</summary>
    /// <param name="length">How many operations of each caller a round has.</param>
    /// <param name="rounds">How many rounds.</param>
    internal static Gen<(EngineOperation[][] Operations, bool Restart)[]> Of(int length, int rounds) =>
        Gen.Select(s_operation.Array[length].Array[EngineModel.Callers], Gen.Bool).Array[rounds];
}
