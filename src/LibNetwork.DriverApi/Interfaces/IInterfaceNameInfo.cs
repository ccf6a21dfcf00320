namespace LibNetwork.DriverApi;

/// <summary>Where a driver names the interface it offers to a sandbox .</summary>
public interface IInterfaceNameInfo
{
    /// <summary>Names the link on the host that is to be moved into the sandbox, and what it is to be called there.</summary>
    /// <param name="sourceName">The link's name on the host, 1–15 bytes.</param>
    /// <param name="destinationPrefix">Prefix of its name inside; the lowest free number is added.</param>
    /// <param name="destinationName">Its whole name inside; when not empty it wins over the prefix.</param>
    void SetNames(string sourceName, string destinationPrefix, string destinationName = "");

    /// <summary>Reserves the interface's name inside the sandbox: the user's wish, or the prefix and the lowest free number.</summary>
    /// <remarks>For a driver whose interface is born inside the sandbox; it reports back with <see cref="SetCreatedInSandbox"/>.</remarks>
    string ReserveName(string destinationPrefix);

    /// <summary>Says that the interface was born inside the sandbox, under the reserved name: nothing is left to move or rename.</summary>
    void SetCreatedInSandbox(string hostName, string name);
}
