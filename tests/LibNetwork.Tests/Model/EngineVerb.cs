namespace LibNetwork.Tests.Model;

/// <summary>What a caller may ask an engine for.</summary>
internal enum EngineVerb
{
    CreateNetwork,
    DeleteNetwork,
    CreateSandbox,
    DeleteSandbox,
    CreateEndpoint,
    DeleteEndpoint,
    Connect,
    Disconnect,
    Join,
    Leave,
}
