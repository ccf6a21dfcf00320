namespace LibNetwork.Tests.Model;

/// <summary>An operation of a caller on one of three sandboxes and one of four networks.</summary>
internal sealed record EngineOperation(EngineVerb Verb, int Sandbox, int Network);
