namespace LibNetwork.Linux.Route;

/// <summary>What the kernel knows of a neighbour (<c>linux/neighbour.h</c>).</summary>
[Flags]
public enum NeighbourState : ushort
{
    /// <summary>Nothing.</summary>
    None = 0, // NUD_NONE

    /// <summary>It was asked for.</summary>
    Incomplete = 0x01, // NUD_INCOMPLETE

    /// <summary>It answered lately.</summary>
    Reachable = 0x02, // NUD_REACHABLE

    /// <summary>It answered some time ago.</summary>
    Stale = 0x04, // NUD_STALE

    /// <summary>It is about to be asked again.</summary>
    Delay = 0x08, // NUD_DELAY

    /// <summary>It is being asked again.</summary>
    Probe = 0x10, // NUD_PROBE

    /// <summary>It does not answer.</summary>
    Failed = 0x20, // NUD_FAILED

    /// <summary>The link needs no resolution.</summary>
    NoArp = 0x40, // NUD_NOARP

    /// <summary>Set by hand, never asked.</summary>
    Permanent = 0x80, // NUD_PERMANENT
}
