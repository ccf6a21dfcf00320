namespace LibNetwork.DriverApi;

/// <summary>How far something reaches: this host, or every host of the cluster.</summary>
public enum Scope
{
    /// <summary>Not said; the empty string on the wire (A-033, D-132).</summary>
    None = 0,

    /// <summary>This host alone; <c>local</c> on the wire.</summary>
    Local = 1,

    /// <summary>Every host of the cluster; <c>global</c> on the wire.</summary>
    Global = 2,

    /// <summary>A swarm's network; <c>swarm</c> on the wire, never a driver's scope.</summary>
    Swarm = 3,
}
