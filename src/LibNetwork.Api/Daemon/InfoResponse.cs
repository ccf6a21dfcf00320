using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Answer to <c>GET /info</c>.</summary>
public sealed record InfoResponse
{
    /// <summary>Eight hex digits that mark everything the daemon makes in the kernel.</summary>
    [JsonPropertyName("ID")]
    public required string Id { get; init; }

    /// <summary>The machine's name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The daemon's version.</summary>
    public string ServerVersion { get; init => field = value ?? ""; } = "";

    /// <summary>The daemon's process id, in its own process namespace.</summary>
    public int Pid { get; init; }

    /// <summary>Directory of what survives a reboot.</summary>
    public string DataRoot { get; init => field = value ?? ""; } = "";

    /// <summary>Directory of what does not.</summary>
    public string ExecRoot { get; init => field = value ?? ""; } = "";

    /// <summary>How many networks there are.</summary>
    public int Networks { get; init; }

    /// <summary>How many endpoints there are.</summary>
    public int Endpoints { get; init; }

    /// <summary>How many sandboxes there are.</summary>
    public int Sandboxes { get; init; }

    /// <summary>How many networks of other engines, such as Docker, the drivers realise.</summary>
    public int ServedNetworks { get; init; }

    /// <summary>What starting found and did: lost records, removed leftovers, repaired links; one line each.</summary>
    public IReadOnlyList<string> StartReport { get; init => field = value ?? []; } = [];
}
