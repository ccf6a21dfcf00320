using LibNetwork.DriverApi;
using LibNetwork.Linux;

namespace LibNetwork.Drivers;

/// <summary>Turns the kernel's refusal into a driver's error.</summary>
internal static class KernelRefusal
{
    /// <summary>An error of the kind that fits the kernel's reason, with the reason behind the message.</summary>
    /// <param name="message">What failed, naming the object.</param>
    /// <param name="refusal">The kernel's words.</param>
    public static NetworkException ToNetworkException(string message, KernelException refusal) =>
        new(Kind(refusal.Errno), $"{message}: {refusal.Message}", refusal);

    private static ErrorKind Kind(Errno errno) => errno switch
    {
        Errno.EXFULL or Errno.ENOSPC or Errno.ENOBUFS or Errno.ENOMEM or Errno.EMFILE or Errno.ENFILE => ErrorKind.Unavailable,
        Errno.EPERM or Errno.EACCES or Errno.EROFS => ErrorKind.Forbidden,
        Errno.EEXIST => ErrorKind.Conflict,
        _ => ErrorKind.Internal,
    };
}
