using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Remote;

/// <summary>Options as Docker hands them to plugins.</summary>
internal static class RemoteOptions
{
    /// <summary>Those of a network: <c>internal</c> is said only when it is so (B-056).</summary>
    internal static DriverOptions OfNetwork(DriverOptions options) =>
        options.TryGet<bool>(NetLabel.Internal, out var isInternal) && !isInternal
            ? new DriverOptions(options.Where(option => option.Key != NetLabel.Internal)) : options;

    /// <summary>Those of an endpoint: what the user gave stands beside the rest as plain texts (B-057), and in the map of the driver's own
    /// options too, where drivers written against the contract look for it.</summary>
    internal static DriverOptions OfEndpoint(DriverOptions options) => options.Labels.Count == 0 ? options
        : new DriverOptions(options.Labels.Where(label => !options.ContainsKey(label.Key))
            .Select(label => KeyValuePair.Create(label.Key, (object)label.Value)).Concat(options));
}
