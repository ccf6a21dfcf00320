using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json;

using CsCheck;

using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.PluginProtocol.Tests.Json;

/// <summary>Options cross the wire and come back as what they were (B-056, B-057).</summary>
public sealed class DriverOptionsCodecTests
{
    // No lone surrogates: they are no text.
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\0', '\ud7ff'], 0, 12];

    private static readonly Gen<string> Name = Text.Where(name => !name.StartsWith(NetLabel.Prefix, StringComparison.Ordinal));

    private static readonly Gen<object> Scalar = Gen.OneOf(
        Text.Select(value => (object)value),
        Gen.Bool.Select(value => (object)value),
        Gen.Long.Select(value => (object)value),
        Gen.Double.Where(value => double.IsFinite(value) && value != Math.Floor(value)).Select(value => (object)value));

    private static readonly Gen<object> Value = Gen.OneOf(
        Scalar,
        Scalar.List[0, 4].Select(value => (object)value),
        Gen.Dictionary(Text, Scalar)[0, 4].Select(value => (object)value));

    private static readonly Gen<IPAddress?> Address = Gen.OneOf(
        Gen.Const((IPAddress?)null),
        Gen.Byte.Array[4].Select(bytes => (IPAddress?)new IPAddress(bytes)),
        Gen.Byte.Array[16].Select(bytes => (IPAddress?)new IPAddress(bytes)));

    private static readonly Gen<PortBinding> Binding = Gen.Select(Gen.Byte, Address, Gen.UShort, Address, Gen.UShort, Gen.UShort, (protocol, ip, port, hostIP, hostPort, end) =>
        new PortBinding { Protocol = (TransportProtocol)protocol, IP = ip, Port = port, HostIP = hostIP, HostPort = hostPort, HostPortEnd = end });

    private static readonly Gen<KeyValuePair<string, object>> Known = Gen.OneOf(
        Gen.Dictionary(Text, Text)[0, 4].Select(value => KeyValuePair.Create(NetLabel.GenericData, (object)value)),
        Gen.Byte.Array[6].Select(value => KeyValuePair.Create(NetLabel.MacAddress, (object)new PhysicalAddress(value))),
        Gen.Select(Gen.Byte, Gen.UShort).Select((protocol, port) => new TransportPort((TransportProtocol)protocol, port)).List[0, 3]
            .Select(value => KeyValuePair.Create(NetLabel.ExposedPorts, (object)value)),
        Binding.List[0, 3].Select(value => KeyValuePair.Create(NetLabel.PortMap, (object)value)),
        Gen.Bool.Select(value => KeyValuePair.Create(NetLabel.EnableIPv6, (object)value)));

    private static readonly Gen<DriverOptions> Options =
        Gen.Select(Gen.Dictionary(Name, Value)[0, 5], Known.List[0, 5]).Select((any, known) => new DriverOptions(any.Concat(known.DistinctBy(entry => entry.Key))));

    [Fact]
    public void Options_come_back_as_what_they_were() => Options.Sample(options =>
    {
        var read = Read(Write(options));
        read.Should().BeEquivalentTo(options.ToDictionary(option => option.Key, option => option.Value), setup => setup.PreferringRuntimeMemberTypes());
        foreach (var (name, value) in options)
        {
            read[name].GetType().Should().Be(value.GetType());
        }
    }, iter: 500);

    [Fact]
    public void Options_have_one_form_whatever_order_they_were_given_in() => Options.Sample(options =>
        Write(new DriverOptions(options.Reverse())).Should().Equal(Write(options)), iter: 200);

    [Fact]
    public void Broken_JSON_is_refused_with_a_reason_and_nothing_else_is_thrown() =>
        Gen.Select(Options, Gen.Int[0, 1000], Gen.Byte).Sample((options, position, value) =>
        {
            var json = Write(options);
            json[position % json.Length] = value;
            try
            {
                Read(json);
            }
            catch (JsonException e)
            {
                e.Message.Should().NotBeEmpty();
            }
        }, iter: 2000);

    [Fact]
    public void Any_bytes_are_refused_or_read_and_nothing_else_is_thrown() => Gen.Byte.Array[0, 64].Sample(bytes =>
    {
        try
        {
            Read(bytes);
        }
        catch (JsonException)
        {
            // What they mostly are.
        }
    }, iter: 2000);

    [Theory]
    [InlineData("""{"com.docker.network.generic":"mtu=1400"}""", "com.docker.network.generic")]
    [InlineData("""{"com.docker.network.endpoint.macaddress":"no mac"}""", "com.docker.network.endpoint.macaddress")]
    [InlineData("""{"com.docker.network.portmap":[null]}""", "com.docker.network.portmap")]
    [InlineData("""{"com.docker.network.portmap":[{"Port":70000}]}""", "com.docker.network.portmap")]
    [InlineData("""{"com.docker.network.portmap":{"Port":1}}""", "com.docker.network.portmap")]
    [InlineData("""{"com.docker.network.endpoint.exposedports":[{"Proto":"tcp"}]}""", "com.docker.network.endpoint.exposedports")]
    [InlineData("""{"x":1e999}""", "a number")]
    [InlineData("[]", "options")]
    [InlineData("3", "options")]
    public void What_cannot_be_meant_is_refused_by_name(string json, string named)
    {
        var read = () => Read(Encoding.UTF8.GetBytes(json));
        read.Should().Throw<JsonException>().WithMessage($"*{named}*");
    }

    [Fact]
    public void A_MAC_address_may_come_as_text_too()
    {
        Read("""{"com.docker.network.endpoint.macaddress":"02:42:ac:11:00:02"}"""u8.ToArray())[NetLabel.MacAddress]
            .Should().Be(PhysicalAddress.Parse("02-42-AC-11-00-02"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_without_a_form_on_the_wire_is_refused_by_name(double value)
    {
        var write = () => Write(new DriverOptions([new("ratio", value)]));
        write.Should().Throw<JsonException>().WithMessage("option ratio: *");
        var date = () => Write(new DriverOptions([new("when", new Dictionary<string, object> { ["now"] = DateTime.UnixEpoch })]));
        date.Should().Throw<JsonException>().WithMessage("option when.now: *DateTime*");
    }

    private static byte[] Write(DriverOptions options) => JsonSerializer.SerializeToUtf8Bytes(options, PluginJson.Default.DriverOptions);

    // As part of a message, where the protocol has them.
    private static DriverOptions Read(byte[] json) => JsonSerializer.Deserialize(
        (byte[])[.. """{"Options":"""u8, .. json, .. "}"u8], PluginJson.Default.GatewayCheckRequest)!.Options;
}
