using System.CommandLine;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace Dnet.Commands.Plugins;

/// <summary>Names a plugin: by name, by the path of its file, or by an address.</summary>
internal sealed class PluginArgument : Argument<string?>
{
    private static readonly string[] s_extensions = [".sock", ".spec", ".json"];

    internal PluginArgument()
        : base("PLUGIN")
    {
        Description = "The plugin: its name, the path of its .sock, .spec or .json file, or an address: unix://PATH, tcp://HOST:PORT, http(s)://HOST:PORT.";
        Arity = ArgumentArity.ZeroOrOne;
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..])
            {
                if (text is ['-', _, ..])
                {
                    result.AddError($"unknown flag {text}");
                }
                else if (IsAddress(text) && !PluginAddress.TryParse(text, tls: null, out _, out var error))
                {
                    result.AddError($"PLUGIN: address \"{text}\": {error}");
                }
            }
        });
    }

    /// <summary>Finds the plugin.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is no such plugin or file; <see cref="ErrorKind.InvalidParameter"/>:
    /// its file cannot be understood, or the name is no name.</exception>
    internal static PluginAddress Locate(string text, PluginDirectories directories)
    {
        if (IsAddress(text))
        {
            return PluginAddress.TryParse(text, tls: null, out var address, out var error)
                ? address : throw new NetworkException(ErrorKind.InvalidParameter, $"address \"{text}\": {error}");
        }

        if (IsPath(text))
        {
            return PluginFile.Read(text) ?? throw new NetworkException(
                ErrorKind.NotFound, $"plugin file {text}: {(File.Exists(text) ? "it is not a socket" : "there is no such file")}");
        }

        try
        {
            return new PluginLocator(directories).Find(text);
        }
        catch (NetworkException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw new NetworkException(e.Kind, $"{e.Message} (looked in {string.Join(", ", directories.Sockets.Concat(directories.Specs))})", e);
        }
    }

    private static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal);

    // Names may have several parts, as in org/net, so a slash alone makes no path.
    private static bool IsPath(string text) =>
        text is ['/', ..] or ['.', '/', ..] or ['.', '.', '/', ..] || s_extensions.Contains(Path.GetExtension(text), StringComparer.Ordinal);
}
