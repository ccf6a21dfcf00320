namespace Dnet.Conformance;

/// <summary>One demand of the protocol, and how a plugin is tried against it.</summary>
/// <param name="Name"><c>group/what</c>.</param>
/// <param name="Demand">What is demanded, in a few words.</param>
/// <param name="Source">Who demands it: a part of the protocol, and the row of the project's catalogue.</param>
/// <param name="Concerns">The plugins it concerns: those with one of these roles, or all when there is none.</param>
/// <param name="RunAsync">Tries it. Ends quietly when the demand is met, else with a <see cref="CheckEndedException"/>.</param>
internal sealed record Check(string Name, string Demand, string Source, Roles Concerns, Func<Trial, Task> RunAsync)
{
    /// <summary>Whether it restarts the plugin.</summary>
    internal bool Restarts { get; init; }
}
