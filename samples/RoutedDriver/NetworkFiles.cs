using LibNetwork.DriverApi;

namespace RoutedDriver;

/// <summary>The networks: a file each, whose name is the id and whose text is the gateway. They outlive the process, and no reboot.</summary>
internal sealed class NetworkFiles(string directory)
{
    public bool Exists(string networkId) => File.Exists(PathOf(networkId));

    /// <exception cref="NoNetworkException">There is no such network.</exception>
    public CidrAddress GatewayOf(string networkId)
    {
        try
        {
            return CidrAddress.Parse(File.ReadAllText(PathOf(networkId)));
        }
        catch (IOException)
        {
            throw new NoNetworkException(networkId);
        }
    }

    public void Add(string networkId, CidrAddress gateway)
    {
        Directory.CreateDirectory(directory);
        var unfinished = PathOf(networkId) + ".new";
        File.WriteAllText(unfinished, gateway.ToString());
        File.Move(unfinished, PathOf(networkId), overwrite: true);
    }

    public void Remove(string networkId)
    {
        if (Exists(networkId))
        {
            File.Delete(PathOf(networkId));
        }
    }

    // The id comes over a wire: it must not name a file elsewhere.
    private string PathOf(string networkId) => networkId.All(char.IsAsciiLetterOrDigit)
        ? Path.Combine(directory, networkId)
        : throw new NetworkException(ErrorKind.InvalidParameter, $"network id {GoText.Quote(networkId)} has other characters than letters and digits");
}
