using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Dnet.ExternalKeys;

/// <summary>The hook of a container runtime: tells the daemon where the namespace of a container is that was just made (C-138, C-139).</summary>
/// <remarks><c>libnetwork-setkey [-exec-root=/run/dnet] CONTAINER INSTANCE</c>, by that name or as the first argument of <c>dnet</c>; on its input is
/// the OCI state, <c>{"pid": 4711, …}</c>.</remarks>
internal static class SetKeyHook
{
    /// <summary>The name it is called by.</summary>
    internal const string Name = "libnetwork-setkey";

    private const string ExecRootFlag = "exec-root";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The arguments after its name.</param>
    /// <param name="input">The OCI state.</param>
    /// <param name="error">Where errors go: a runtime shows them.</param>
    /// <returns>The exit code; a runtime gives the container up when it is not 0.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Stream input, TextWriter error)
    {
        try
        {
            var (execRoot, container, instance) = Parse(arguments);
            using var state = await JsonDocument.ParseAsync(input);
            var key = $"/proc/{PidOf(state.RootElement)}/ns/net";
            var answer = await AskAsync(Path.Combine(execRoot, "libnetwork", $"{instance}.sock"), container, key);
            if (answer == "success")
            {
                return ExitCode.Success;
            }

            await error.WriteLineAsync($"{Name}: failed to set external key: {answer}");
            return ExitCode.Failure;
        }
        catch (UsageException e)
        {
            await error.WriteLineAsync($"{Name}: {e.Message}");
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is JsonException or SocketException or IOException or OperationCanceledException)
        {
            await error.WriteLineAsync($"{Name}: {e.Message}");
            return ExitCode.Failure;
        }
    }

    // As Go's flags are written: one dash or two, the value behind an equals sign or as the next argument.
    private static (string ExecRoot, string Container, string Instance) Parse(IReadOnlyList<string> arguments)
    {
        var execRoot = "/run/dnet";
        var words = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var flag = arguments[i].StartsWith('-') ? arguments[i].TrimStart('-').Split('=', 2) : null;
            if (flag is null)
            {
                words.Add(arguments[i]);
            }
            else if (flag[0] != ExecRootFlag || (flag.Length == 1 && ++i == arguments.Count))
            {
                throw new UsageException($"{arguments[Math.Min(i, arguments.Count - 1)]}: unknown flag, or without its value");
            }
            else
            {
                execRoot = flag.Length == 2 ? flag[1] : arguments[i];
            }
        }

        return words is [var container, var instance] ? (execRoot, container, instance)
            : throw new UsageException($"expected a container's id and a daemon's instance, found {words.Count} arguments");
    }

    private static int PidOf(JsonElement state) =>
        state.ValueKind == JsonValueKind.Object && state.TryGetProperty("pid", out var pid) && pid.TryGetInt32(out var number) && number > 0
            ? number : throw new JsonException("the state on the input has no pid");

    private static async Task<string> AskAsync(string socketPath, string container, string key)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), deadline.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Message(container, key), deadline.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(deadline.Token);
    }

    private static byte[] Message(string container, string key)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("ContainerID", container);
            writer.WriteString("Key", key);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
