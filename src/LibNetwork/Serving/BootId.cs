namespace LibNetwork.Serving;

/// <summary>Tells the machine's runs apart: what lived in a sandbox is gone when the machine was restarted.</summary>
internal static class BootId
{
    /// <summary>This run's; empty where the kernel does not say.</summary>
    internal static string Read()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
