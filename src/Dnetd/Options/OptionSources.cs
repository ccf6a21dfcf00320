namespace Dnetd.Options;

/// <summary>Puts flags, environment and file together: a flag wins over a variable, a variable over the file. All that is wrong is reported.</summary>
internal static class OptionSources
{
    internal const string ConfigFileKey = "config-file";
    internal const string ConfigFileVariable = "DNETD_CONFIG_FILE";
    private const string VariablePrefix = "DNETD_";

    /// <summary>Reads the options.</summary>
    /// <param name="flags">What each given flag was given, by the setting's key; <c>config-file</c> among them.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="errors">What is wrong, one line each.</param>
    internal static DaemonOptions Read(
        IReadOnlyDictionary<string, IReadOnlyList<string>> flags, IReadOnlyDictionary<string, string> environment, List<string> errors)
    {
        var file = ReadFile(flags, environment, errors, out var path);
        foreach (var name in environment.Keys.Where(IsUnknown).Order(StringComparer.Ordinal))
        {
            errors.Add($"{name}: there is no such setting; there are {string.Join(", ", Settings.All.Select(setting => setting.Variable))}");
        }

        var options = new DaemonOptions();
        foreach (var setting in Settings.All)
        {
            var (source, texts) = flags.TryGetValue(setting.Key, out var given) ? (setting.Flag, given)
                : environment.TryGetValue(setting.Variable, out var variable) && variable.Length > 0 ? (setting.Variable, Split(setting, variable))
                : file.TryGetValue(setting.Key, out var written) ? ($"{path}: {setting.Key}", written)
                : ("", []);
            if (texts.Count > 0)
            {
                options = setting.Parse(options, texts, error => errors.Add($"{source}: {error}"));
            }
        }

        return options;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadFile(
        IReadOnlyDictionary<string, IReadOnlyList<string>> flags, IReadOnlyDictionary<string, string> environment, List<string> errors, out string path)
    {
        var named = flags.TryGetValue(ConfigFileKey, out var flag) ? flag[0]
            : environment.TryGetValue(ConfigFileVariable, out var variable) && variable.Length > 0 ? variable
            : null;
        var file = named ?? ConfigFile.DefaultPath;
        path = file;
        return named is null && !File.Exists(file) ? [] : ConfigFile.Read(file, error => errors.Add($"{file}: {error}"));
    }

    private static bool IsUnknown(string variable) =>
        variable.StartsWith(VariablePrefix, StringComparison.Ordinal)
        && variable != ConfigFileVariable
        && Settings.All.All(setting => setting.Variable != variable);

    private static string[] Split(Setting setting, string variable) => setting.Shape switch
    {
        SettingShape.Texts => variable.Split(',', StringSplitOptions.TrimEntries),
        SettingShape.Pools => variable.Split(';', StringSplitOptions.TrimEntries),
        _ => [variable],
    };
}
