using System.Globalization;
using LibNetwork.DriverApi;

namespace LibNetwork.Sandboxing;

/// <summary>How often a sandbox's neighbours are told which MAC address its addresses have (C-012, C-013).</summary>
/// <param name="Messages">How many times, 0–3 (<c>com.docker.network.advertise_addr_nmsgs</c>). Default: 3.</param>
/// <param name="Interval">The time between them, 100–2000 ms (<c>com.docker.network.advertise_addr_ms</c>). Default: 1 s.</param>
/// <param name="IsAsked">Whether the network was made with a number of messages: else they are sent only where they can be of use.</param>
internal readonly record struct AnnouncementOptions(int Messages, TimeSpan Interval, bool IsAsked)
{
    private const int MostMessages = 3;
    private const int DefaultMessages = 3;
    private const int ShortestInterval = 100;
    private const int LongestInterval = 2000;
    private const int DefaultInterval = 1000;

    /// <summary>Notes what is wrong with a network's options.</summary>
    public static void Check(IReadOnlyDictionary<string, string> options, ValidationErrors errors)
    {
        Read(options, NetLabel.AdvertiseAddressMessages, 0, MostMessages, errors);
        Read(options, NetLabel.AdvertiseAddressInterval, ShortestInterval, LongestInterval, errors);
    }

    /// <summary>Reads options that were checked; what cannot be read is the default.</summary>
    public static AnnouncementOptions Of(IReadOnlyDictionary<string, string> options)
    {
        var messages = Read(options, NetLabel.AdvertiseAddressMessages, 0, MostMessages, null);
        var interval = Read(options, NetLabel.AdvertiseAddressInterval, ShortestInterval, LongestInterval, null);
        return new AnnouncementOptions(messages ?? DefaultMessages, TimeSpan.FromMilliseconds(interval ?? DefaultInterval), messages is not null);
    }

    private static int? Read(IReadOnlyDictionary<string, string> options, string label, int least, int most, ValidationErrors? errors)
    {
        if (!options.TryGetValue(label, out var text))
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            errors?.Add($"failed to parse {label} value: {text} (not a whole number)");
            return null;
        }

        if (number < least || number > most)
        {
            errors?.Add($"{label} must be in the range {least} to {most}");
            return null;
        }

        return number;
    }
}
