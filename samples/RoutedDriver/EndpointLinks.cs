namespace RoutedDriver;

/// <summary>What the links of one endpoint are called.</summary>
/// <param name="EndpointId">64 hex digits.</param>
internal readonly record struct EndpointLinks(string EndpointId)
{
    /// <summary>The end that stays on the host. The kernel takes 15 bytes at most.</summary>
    public string Host => $"rt{Start}";

    /// <summary>The end that is to be moved into the sandbox.</summary>
    public string Inner => $"rti{Start}";

    private string Start => EndpointId.Length > 11 ? EndpointId[..11] : EndpointId;
}
