using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi.Tests;

/// <summary>The contract's types as any assembly serializes them: by source generation, without reflection.</summary>
[JsonSerializable(typeof(IpamData))]
[JsonSerializable(typeof(List<IpamData>))]
[JsonSerializable(typeof(CidrAddress))]
[JsonSerializable(typeof(List<PortBinding>))]
[JsonSerializable(typeof(List<TransportPort>))]
internal sealed partial class TestJson : JsonSerializerContext;
