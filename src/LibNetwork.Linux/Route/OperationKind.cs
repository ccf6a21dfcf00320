namespace LibNetwork.Linux.Route;

/// <summary>What a message of a <see cref="RouteBatch"/> does.</summary>
internal enum OperationKind : byte
{
    CreateLink,
    ChangeLink,
    SwitchOn,
    SwitchOff,
    Attach,
    SetAddressGeneration,
    SetBridge,
    AddName,
    DeleteName,
    DeleteLink,
    DeleteGroup,
    AddAddress,
    DeleteAddress,
    AddRoute,
    DeleteRoute,
    AddNeighbour,
    DeleteNeighbour,
    AddForwarding,
    DeleteForwarding,
    SetNamespaceId,
}
