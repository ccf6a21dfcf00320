namespace LibNetwork.DriverApi;

/// <summary>Where a driver names the interface it offers to a sandbox .</summary>
public interface IInterfaceNameInfo
{
    /// <summary>Whether the interface may be born inside the sandbox: <see cref="ReserveName"/>, then <see cref="SetCreatedInSandbox"/>.</summary>
    /// <value>False where the protocol between driver and engine has no word for it, as Docker's plugin protocol; then the driver hands over a
    /// link on the host by <see cref="SetNames"/>.</value>
    bool SupportsCreatedInSandbox { get; }

    /// <summary>Names the link on the host that is to be moved into the sandbox, and what it is to be called there.</summary>
    /// <param name="sourceName">The link's name on the host, 1–15 bytes.</param>
    /// <param name="destinationPrefix">Prefix of its name inside; the lowest free number is added.</param>
    /// <param name="destinationName">Its whole name inside; when not empty it wins over the prefix.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: a name is empty or longer than 15 bytes.</exception>
    void SetNames(string sourceName, string destinationPrefix, string destinationName = "");

    /// <summary>Reserves the interface's name inside the sandbox: the user's wish, or the prefix and the lowest free number.</summary>
    /// <param name="destinationPrefix">Prefix of its name inside, such as <c>eth</c>.</param>
    /// <returns>The name, 1–15 bytes; no other interface of the sandbox gets it.</returns>
    /// <remarks>For a driver whose interface is born inside the sandbox; it reports back with <see cref="SetCreatedInSandbox"/>.</remarks>
    /// <exception cref="DriverNotImplementedException"><see cref="SupportsCreatedInSandbox"/> is false.</exception>
    string ReserveName(string destinationPrefix);

    /// <summary>Says that the interface was born inside the sandbox, under the reserved name: nothing is left to move or rename .</summary>
    /// <param name="hostName">The name of the host's end, or of the link it sits on; empty when it has none.</param>
    /// <param name="name">The name inside, as reserved.</param>
    /// <exception cref="DriverNotImplementedException"><see cref="SupportsCreatedInSandbox"/> is false.</exception>
    void SetCreatedInSandbox(string hostName, string name);
}
