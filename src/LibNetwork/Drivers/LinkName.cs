using System.Text;

namespace LibNetwork.Drivers;

/// <summary>What the kernel takes as the name of a link (<c>dev_valid_name</c>), checked before it is asked (K-067).</summary>
internal static class LinkName
{
    /// <summary>The longest name, in bytes: <c>IFNAMSIZ</c> without its closing zero.</summary>
    public const int MaxLength = 15;

    /// <summary>Why a text cannot name a link; null when it can.</summary>
    /// <param name="name">The text.</param>
    /// <param name="maxLength">The longest that is allowed, in bytes: less when something is to be appended.</param>
    public static string? Refusal(string name, int maxLength = MaxLength)
    {
        if (name.Length == 0)
        {
            return "it is empty";
        }

        if (Encoding.UTF8.GetByteCount(name) > maxLength)
        {
            return $"it is longer than {maxLength} bytes";
        }

        if (name is "." or "..")
        {
            return "it is a directory's name";
        }

        foreach (var c in name)
        {
            // A percent sign is a pattern to the kernel; control characters pass there but break every tool that prints them.
            if (c is '/' or ':' or '%' || char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return "it has a slash, colon, percent sign, blank or control character";
            }
        }

        return null;
    }
}
