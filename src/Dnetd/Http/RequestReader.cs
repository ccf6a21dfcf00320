using System.Text.Json;
using LibNetwork.DriverApi;

namespace Dnetd.Http;

/// <summary>Reads the members of a JSON object; all that is wrong with them is collected, each with its path: <c>IPAM.Config[0].Subnet</c>.</summary>
/// <remarks>A member that is null counts as absent. What nobody asked for is unknown, and an error: call <see cref="Complete"/> at the end.</remarks>
internal sealed partial class RequestReader
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<RequestReader> _parts = [];
    private readonly string _path;

    internal RequestReader(JsonElement root)
        : this(root, "", new RequestErrors())
    {
    }

    private RequestReader(JsonElement element, string path, RequestErrors errors)
    {
        _path = path;
        Errors = errors;
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is { } name)
            {
                _members[name] = member.Value;
            }
            else
            {
                errors.Add(path.Length == 0 ? "body" : path, "a member's name is not valid text");
            }
        }
    }

    /// <summary>What is wrong, of the whole body.</summary>
    internal RequestErrors Errors { get; }

    /// <summary>The names of its members, for an object whose names mean something themselves.</summary>
    internal IReadOnlyCollection<string> Names => _members.Keys;

    /// <summary>Whether a member is there and not null.</summary>
    internal bool Has(string name) => IsPresent(name);

    /// <summary>What a value is, for people.</summary>
    internal static string NameOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    /// <summary>The path of a member.</summary>
    internal string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>A string; null when it is absent or wrong.</summary>
    internal string? Text(string name) => Take(name, JsonValueKind.String, "a string") is { } value ? TextOf(value, PathOf(name)) : null;

    /// <summary>The name of what is to be created: empty when it is absent, which the engine has its own words for.</summary>
    /// <remarks>When it is no string a name that nothing is wrong with stands for it: that error is told already.</remarks>
    internal string Name(string name) => IsPresent(name) ? Text(name) ?? "unreadable" : Absent(name);

    /// <summary>A string that must be there and not be empty; empty when it is wrong.</summary>
    internal string RequiredText(string name)
    {
        if (!IsPresent(name))
        {
            Errors.Add(PathOf(name), "is missing");
            return Absent(name);
        }

        var text = Text(name);
        if (text is "")
        {
            Errors.Add(PathOf(name), "is empty");
        }

        return text ?? "";
    }

    /// <summary>An object; null when it is absent or wrong.</summary>
    internal RequestReader? Object(string name) => Take(name, JsonValueKind.Object, "an object") is { } value ? Part(value, PathOf(name)) : null;

    /// <summary>A list of objects; empty when it is absent or wrong.</summary>
    internal IReadOnlyList<RequestReader> Objects(string name)
    {
        var readers = new List<RequestReader>();
        foreach (var (item, path) in Items(name, "a list of objects"))
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                readers.Add(Part(item, path));
            }
            else
            {
                Errors.Add(path, $"expected an object, found {NameOf(item)}");
            }
        }

        return readers;
    }

    /// <summary>Members that Docker's clients send and that mean nothing here.</summary>
    internal void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
        }
    }

    /// <summary>Members that ask for what is not offered: an error unless they are absent, false, empty or zero.</summary>
    internal void Refuse(string name, string why)
    {
        _known.Add(name);
        if (_members.TryGetValue(name, out var value) && !IsNothing(value))
        {
            Errors.Add(PathOf(name), why);
        }
    }

    /// <summary>Ends the reading: what nobody asked for is unknown, and whatever is wrong is thrown.</summary>
    /// <param name="meaning">What the engine would say is wrong; it is told along when the body is wrong, and left to the engine when it is not.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> with all errors of the body.</exception>
    internal void Complete(IReadOnlyList<string>? meaning = null)
    {
        AddUnknown();
        Errors.ThrowIfAny(meaning ?? []);
    }

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(member => IsNothing(member.Value)),
        JsonValueKind.String => value.ValueEquals(""),
        _ => false,
    };

    // Half of a surrogate pair can be written in JSON as an escape, but it is no text.
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void AddUnknown()
    {
        foreach (var name in _members.Keys.Where(name => !_known.Contains(name)))
        {
            var meant = _known.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            Errors.Add(PathOf(name), meant is null ? "is unknown" : $"is unknown; did you mean {meant}?");
        }

        _parts.ForEach(part => part.AddUnknown());
    }

    private string Absent(string name)
    {
        _known.Add(name);
        return "";
    }

    private bool IsPresent(string name) => _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private JsonElement? Take(string name, JsonValueKind kind, string expected)
    {
        _known.Add(name);
        if (!IsPresent(name))
        {
            return null;
        }

        var value = _members[name];
        if (value.ValueKind == kind)
        {
            return value;
        }

        Errors.Add(PathOf(name), $"expected {expected}, found {NameOf(value)}");
        return null;
    }

    private IEnumerable<(JsonElement Item, string Path)> Items(string name, string expected) =>
        Take(name, JsonValueKind.Array, expected) is { } list
            ? list.EnumerateArray().Select((item, index) => (item, $"{PathOf(name)}[{index}]"))
            : [];

    private RequestReader Part(JsonElement value, string path)
    {
        var part = new RequestReader(value, path, Errors);
        _parts.Add(part);
        return part;
    }

    private string? TextOf(JsonElement value, string path)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            Errors.Add(path, "is not valid text");
            return null;
        }
    }
}
