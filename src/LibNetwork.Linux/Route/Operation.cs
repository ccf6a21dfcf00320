using System.Net;

namespace LibNetwork.Linux.Route;

/// <summary>What a message does, kept small: it becomes a text only when the kernel refuses.</summary>
internal readonly record struct Operation(OperationKind Kind, string? Name = null, int Number = 0, object? Detail = null, byte Prefix = 0)
{
    internal Operation(OperationKind kind, LinkReference link, object? detail = null)
        : this(kind, link.Name, link.Index, detail)
    {
    }

    public override string ToString() => Kind switch
    {
        OperationKind.CreateLink => $"create {Detail} {Name}",
        OperationKind.ChangeLink => $"change {Link}",
        OperationKind.SwitchOn => $"switch on {Link}",
        OperationKind.SwitchOff => $"switch off {Link}",
        OperationKind.Attach => $"attach {Link} to its bridge",
        OperationKind.SetAddressGeneration => $"set address generation of {Link}",
        OperationKind.SetBridge => $"set bridge options of {Link}",
        OperationKind.AddName => $"add alternative name {Detail} to {Link}",
        OperationKind.DeleteName => $"delete alternative name {Detail} from {Link}",
        OperationKind.DeleteLink => $"delete {Link}",
        OperationKind.DeleteGroup => $"delete links of group {(uint)Number}",
        OperationKind.AddAddress => $"add address {Detail}/{Prefix} to {Indexed}",
        OperationKind.DeleteAddress => $"delete address {Detail}/{Prefix} from {Indexed}",
        OperationKind.AddRoute => $"add route {Destination}",
        OperationKind.DeleteRoute => $"delete route {Destination}",
        OperationKind.AddNeighbour => $"add neighbour {Detail} to {Indexed}",
        OperationKind.DeleteNeighbour => $"delete neighbour {Detail} from {Indexed}",
        OperationKind.AddForwarding => $"add forwarding entry {Detail} to {Indexed}",
        OperationKind.DeleteForwarding => $"delete forwarding entry {Detail} from {Indexed}",
        OperationKind.SetNamespaceId => "give the namespace an id",
        _ => Kind.ToString(),
    };

    private string Link => Name ?? Indexed;

    private string Indexed => $"link {Number}";

    private string Destination => Detail is IPAddress address ? $"{address}/{Prefix}" : "default";
}
