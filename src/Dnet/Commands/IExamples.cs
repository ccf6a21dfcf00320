namespace Dnet.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal interface IExamples
{
    /// <summary>Command lines, each with what it does after a <c>#</c> where that is not plain.</summary>
    IReadOnlyList<string> Examples { get; }
}
