using System.Formats.Tar;

namespace Docker.IntegrationTests.Engine;

/// <summary>An image from no registry: a static busybox and links to it.</summary>
internal static class BoxImage
{
    internal const string Name = "box";

    private static readonly string[] Busybox = ["/usr/bin/busybox", "/bin/busybox"];

    private static readonly string[] Programs = ["sh", "cat", "echo", "httpd", "ip", "nc", "nslookup", "ping", "ping6", "sleep", "true", "wget"];

    /// <summary>Writes the image as <c>docker import</c> reads it.</summary>
    internal static async Task WriteAsync(string path)
    {
        await using var archive = new TarWriter(File.Create(path));
        foreach (var directory in (string[])["bin", "etc", "tmp", "www"])
        {
            await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, directory) { Mode = (UnixFileMode)0b111_101_101 });
        }

        await archive.WriteEntryAsync(Busybox.First(File.Exists), "bin/busybox");
        foreach (var program in Programs)
        {
            await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{program}") { LinkName = "busybox" });
        }
    }
}
