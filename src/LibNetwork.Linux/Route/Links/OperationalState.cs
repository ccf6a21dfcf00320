namespace LibNetwork.Linux.Route;

/// <summary>Whether a link can carry traffic (RFC 2863, <c>linux/if.h</c>).</summary>
public enum OperationalState : byte
{
    /// <summary>Not known; the loopback is always so.</summary>
    Unknown = 0, // IF_OPER_UNKNOWN

    /// <summary>A part is missing.</summary>
    NotPresent = 1, // IF_OPER_NOTPRESENT

    /// <summary>It cannot.</summary>
    Down = 2, // IF_OPER_DOWN

    /// <summary>The layer below is down.</summary>
    LowerLayerDown = 3, // IF_OPER_LOWERLAYERDOWN

    /// <summary>Under test.</summary>
    Testing = 4, // IF_OPER_TESTING

    /// <summary>It waits for something outside.</summary>
    Dormant = 5, // IF_OPER_DORMANT

    /// <summary>It can.</summary>
    Up = 6, // IF_OPER_UP
}
