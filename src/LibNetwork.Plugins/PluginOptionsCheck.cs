using System.Buffers;
using LibNetwork.DriverApi;

namespace LibNetwork.Plugins;

/// <summary>Says all that is wrong with a plugin's options.</summary>
internal static class PluginOptionsCheck
{
    private const int LongestName = 64;
    private const long LargestBody = 1 << 30;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: something is wrong.</exception>
    internal static void ThrowIfWrong(PluginOptions options)
    {
        string[] errors = [.. Errors(options)];
        if (errors.Length > 0)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"plugin {GoText.Quote(options.Name ?? "")}: {string.Join("; ", errors)}");
        }
    }

    private static IEnumerable<string> Errors(PluginOptions options)
    {
        if (!IsName(options.Name))
        {
            yield return $"a name has 1 to {LongestName} letters, digits, dots, dashes and underscores, and begins with a letter or digit";
        }

        if (options.NetworkDriver is null && options.IpamDriver is null)
        {
            yield return "there is no driver; set NetworkDriver, IpamDriver or both";
        }

        if (options.Capability.DataScope is not (Scope.Local or Scope.Global))
        {
            yield return $"the data scope is local or global, not {GoText.Quote(Text(options.Capability.DataScope))}"; // B-059
        }

        if (options.Capability.ConnectivityScope is not (Scope.None or Scope.Local or Scope.Global))
        {
            yield return $"the connectivity scope is local, global or none, not {GoText.Quote(Text(options.Capability.ConnectivityScope))}";
        }

        if (options.CallTimeout <= TimeSpan.Zero || options.CallTimeout > TimeSpan.FromDays(1))
        {
            yield return "the call timeout is more than zero and at most a day";
        }

        if (options.StopTimeout < TimeSpan.Zero || options.StopTimeout > TimeSpan.FromDays(1))
        {
            yield return "the stop timeout is zero to a day";
        }

        if (options.MaxRequestBytes is < 1 or > LargestBody)
        {
            yield return $"the largest request has 1 to {LargestBody} bytes";
        }
    }

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static string Text(Scope scope) => Enum.IsDefined(scope) ? scope.ToWire() : ((int)scope).ToString();
}
