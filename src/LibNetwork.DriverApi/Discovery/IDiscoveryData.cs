namespace LibNetwork.DriverApi;

/// <summary>What comes with a discovery; the <see cref="DiscoveryType"/> says which record it is.</summary>
public interface IDiscoveryData;
