using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;

namespace LibNetwork.Plugins.Calls;

/// <summary>Reads a request and gathers all that is wrong with it, so that one answer tells everything.</summary>
internal sealed class RequestCheck
{
    private readonly List<string> _errors = [];

    /// <summary>Reads a body. What is missing has its zero value (B-008).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is empty, no JSON, or a member is of another type.</exception>
    internal static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class, new()
    {
        if (body.IsEmpty)
        {
            throw Invalid("the request body is empty: a JSON object is needed");
        }

        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? new T();
        }
        catch (JsonException e)
        {
            throw Invalid($"the request body: {PluginText.Reason(e)}");
        }
    }

    internal void Add(string error) => _errors.Add(error);

    /// <summary>A text that must be there.</summary>
    internal void Need(string value, string name)
    {
        if (value.Length == 0)
        {
            Add($"{name} is missing or empty");
        }
    }

    /// <summary>An address with its prefix; null when empty.</summary>
    internal CidrAddress? Cidr(string text, string name, bool? v6 = null)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!CidrAddress.TryParse(text, out var address))
        {
            Add($"{name}: invalid CIDR address: {text}");
            return null;
        }

        Family(address, v6, name);
        return address;
    }

    /// <summary>An address; null when empty.</summary>
    internal IPAddress? Address(string text, string name)
    {
        if (text.Length == 0)
        {
            return null;
        }

        // The parser for addresses with a prefix takes four plain decimal parts only, as Go does.
        if (CidrAddress.TryParse(text + (text.Contains(':', StringComparison.Ordinal) ? "/128" : "/32"), out var address))
        {
            return address.Address;
        }

        Add($"{name}: invalid IP address: {text}");
        return null;
    }

    /// <summary>A MAC address; null when empty.</summary>
    internal PhysicalAddress? Mac(string text, string name)
    {
        if (text.Length > 0 && !PluginText.TryParseMac(text, out _))
        {
            Add($"{name}: invalid MAC address: {text}");
        }

        return text.Length > 0 && PluginText.TryParseMac(text, out var address) ? address : null;
    }

    /// <summary>Pools of one family; none when null (B-055).</summary>
    internal IReadOnlyList<IpamData> Pools(IReadOnlyList<IpamData>? pools, string name, bool v6)
    {
        for (var i = 0; i < pools?.Count; i++)
        {
            if (pools[i] is not { } pool)
            {
                Add($"{name}[{i}] is null");
                continue;
            }

            Family(pool.Pool, v6, $"{name}[{i}].Pool");
            Family(pool.Gateway, v6, $"{name}[{i}].Gateway");
            foreach (var (aux, address) in pool.AuxAddresses ?? Enumerable.Empty<KeyValuePair<string, CidrAddress>>())
            {
                Family(address, v6, $"{name}[{i}].AuxAddresses.{aux}");
            }
        }

        return pools ?? [];
    }

    /// <summary>Options as texts; a value of null is the empty one (B-008).</summary>
    internal static Dictionary<string, string>? Texts(IReadOnlyDictionary<string, string>? options) =>
        options?.ToDictionary(option => option.Key, option => option.Value ?? "", StringComparer.Ordinal);

    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: something was added.</exception>
    internal void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw Invalid(string.Join("; ", _errors));
        }
    }

    internal static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);

    private void Family(CidrAddress? address, bool? v6, string name)
    {
        if (address is { } value && v6 is { } wanted && value.IsV6 != wanted)
        {
            Add($"{name}: {value} is not an {(wanted ? "IPv6" : "IPv4")} address");
        }
    }
}
