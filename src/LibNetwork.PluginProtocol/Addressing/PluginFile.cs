using System.Text.Json;
using LibNetwork.DriverApi;

namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>A file that tells where a plugin listens: a socket, a <c>.spec</c> or a <c>.json</c>.</summary>
public static class PluginFile
{
    private const int LargestFile = 64 * 1024;
    private const int NoDeviceOrAddress = 6; // ENXIO

    /// <summary>Reads it.</summary>
    /// <returns>Null when it is not there, or is a <c>.sock</c> that is no socket (B-023).</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it cannot be read or understood; the text names it.</exception>
    public static PluginAddress? Read(string path)
    {
        if (!IsOne(path))
        {
            return null;
        }

        try
        {
            return Path.GetExtension(path) switch
            {
                ".sock" => PluginAddress.Unix(Path.GetFullPath(path)),
                ".json" => ReadJson(path),
                _ => Parse(path, ReadText(path), tls: null),
            };
        }
        catch (JsonException e)
        {
            throw Invalid(path, PluginText.Reason(e));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, e.Message);
        }
    }

    /// <summary>Writes it, in one step: a reader sees the whole of the old file or of the new one. Its directory is made when it is not there.</summary>
    /// <param name="path">A path that ends in <c>.spec</c> or <c>.json</c>; only the latter tells how TLS is done.</param>
    /// <param name="address">The plugin.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it cannot be written; the text names it.</exception>
    public static void Write(string path, PluginAddress address)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(address);
        var content = new PluginFileContent { Name = Path.GetFileNameWithoutExtension(path), Addr = address.ToString(), TLSConfig = address.Tls };
        var text = Path.GetExtension(path) == ".json" ? JsonSerializer.Serialize(content, PluginFileJson.Default.PluginFileContent) : content.Addr;
        var draft = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(draft, text + "\n");
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, e.Message);
        }
    }

    /// <summary>Whether there is such a file, and a <c>.sock</c> is a socket.</summary>
    public static bool IsOne(string path) => File.Exists(path) && (Path.GetExtension(path) != ".sock" || IsSocket(path));

    /// <summary>Whether a path leads to a unix socket; whether anyone listens there is another question.</summary>
    public static bool IsSocket(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            // A socket is the one thing that is there and cannot be opened.
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (IOException e)
        {
            return e.HResult == NoDeviceOrAddress;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string ReadText(string path)
    {
        using var file = File.OpenText(path);
        var text = new char[LargestFile];
        var length = file.ReadBlock(text);
        return length < LargestFile ? new string(text, 0, length) : throw new IOException($"it is larger than {LargestFile} bytes");
    }

    private static PluginAddress ReadJson(string path)
    {
        var file = JsonSerializer.Deserialize(ReadText(path), PluginFileJson.Default.PluginFileContent) ?? new PluginFileContent();
        return Parse(path, file.Addr ?? "", file.TLSConfig);
    }

    private static PluginAddress Parse(string path, string text, PluginTls? tls) =>
        PluginAddress.TryParse(text, tls, out var address, out var error) ? address : throw Invalid(path, $"address {GoText.Quote(text.Trim())}: {error}");

    private static NetworkException Invalid(string path, string reason) => new(ErrorKind.InvalidParameter, $"plugin file {path}: {reason}");
}
