using LibNetwork.DriverApi;
using LibNetwork.Linux;

namespace LibNetwork.PortMapping;

/// <summary>Gives endpoints the host ports they want, none of them twice. Thread-safe.</summary>
/// <param name="probe">Whether a program of the host is in a port's way: what binding to it says.</param>
/// <param name="readEphemeral">The host's ephemeral ports.</param>
internal sealed class HostPortAllocator(Func<PublishedPort, Errno> probe, Func<EphemeralPorts> readEphemeral)
{
    private readonly Lock _gate = new();
    private readonly HostPortTable _table = new();

    /// <summary>Takes what is wanted and not held yet: all of it or nothing.</summary>
    /// <remarks>
    /// Ports that differ in the host address alone get the same host port; if some of them are held, theirs is tried first. A range gives
    /// the first port that is free. An ephemeral port is looked for from a place that follows from the endpoint and its port, so that the
    /// same one is found again when nothing is remembered but the endpoint.
    /// </remarks>
    /// <param name="endpointId">Who wants them.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="held">What the endpoint holds already, place by place; null where nothing.</param>
    /// <returns>A published port for each wanted one, in their order.</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: others have them; every conflict is named.
    /// <see cref="ErrorKind.InvalidParameter"/>: a host address is not one of this host's. <see cref="ErrorKind.Forbidden"/>: the kernel
    /// does not let this process bind to a port.</exception>
    public PublishedPort[] Allocate(string endpointId, IReadOnlyList<WantedPort> wanted, IReadOnlyList<PublishedPort?> held)
    {
        lock (_gate)
        {
            var found = held.ToArray();
            var errors = new List<(ErrorKind Kind, string Message)>();
            foreach (var group in PortGroup.Of(wanted))
            {
                var missing = group.Members.Where(member => found[member] is null).Select(member => (Place: member, Wanted: wanted[member])).ToList();
                if (missing.Count == 0)
                {
                    continue;
                }

                var preferred = group.Members.Select(member => found[member]?.HostPort).FirstOrDefault(port => port is not null);
                if (Find(endpointId, group.Kind, preferred, [.. missing.Select(port => port.Wanted)], errors) is { } hostPort)
                {
                    foreach (var (place, port) in missing)
                    {
                        found[place] = port.On(hostPort);
                        _table.Add(port.On(hostPort), endpointId);
                    }
                }
            }

            if (errors.Count > 0)
            {
                Remove(endpointId, found.Where((port, place) => port is not null && held[place] is null).Select(port => port!.Value));
                throw new NetworkException(errors[0].Kind, string.Join('\n', errors.Select(error => error.Message).Distinct(StringComparer.Ordinal)));
            }

            return [.. found.Select(port => port!.Value)];
        }
    }

    /// <summary>Takes a port that the endpoint had before this process started, without a look at the host's programs.</summary>
    /// <returns>Why not; null when it is taken.</returns>
    public string? Adopt(string endpointId, PublishedPort port)
    {
        lock (_gate)
        {
            if (Occupied(port) is { } refusal)
            {
                return refusal;
            }

            _table.Add(port, endpointId);
            return null;
        }
    }

    /// <summary>Gives ports back. Those that the endpoint does not hold are left alone.</summary>
    public void Release(string endpointId, IEnumerable<PublishedPort> ports)
    {
        lock (_gate)
        {
            Remove(endpointId, ports);
        }
    }

    private void Remove(string endpointId, IEnumerable<PublishedPort> ports)
    {
        foreach (var port in ports)
        {
            _table.Remove(port, endpointId);
        }
    }

    /// <summary>A host port that is free for all of them; null when there is none, and then the errors say why.</summary>
    private ushort? Find(string endpointId, WantedPort kind, ushort? preferred, WantedPort[] missing, List<(ErrorKind Kind, string Message)> errors)
    {
        if (kind.IsExact)
        {
            var before = errors.Count;
            errors.AddRange(missing.Select(port => Refusal(port.On(kind.First))).OfType<(ErrorKind, string)>());
            return errors.Count == before ? kind.First : null;
        }

        foreach (var candidate in Candidates(endpointId, kind, preferred))
        {
            var refusals = missing.Select(port => Refusal(port.On(candidate))).OfType<(ErrorKind Kind, string Message)>();
            switch (refusals.FirstOrDefault())
            {
                case (_, null):
                    return candidate;
                case (not ErrorKind.Conflict, _) refusal:
                    errors.Add(refusal); // What is wrong with the address is wrong with each port.
                    return null;
            }
        }

        errors.AddRange(missing.Select(port => (ErrorKind.Conflict, $"{port}: all ports are allocated")));
        return null;
    }

    private IEnumerable<ushort> Candidates(string endpointId, WantedPort kind, ushort? preferred)
    {
        var all = kind.IsEphemeral ? readEphemeral().From(Seed(endpointId, kind))
            : Enumerable.Range(kind.First, kind.Last - kind.First + 1).Select(port => (ushort)port);
        return preferred is { } first ? all.Prepend(first) : all;
    }

    private (ErrorKind Kind, string Message)? Refusal(PublishedPort port)
    {
        if (Occupied(port) is { } refusal)
        {
            return (ErrorKind.Conflict, refusal);
        }

        var failed = $"failed to bind host port {PublishedPort.EndPoint(port.HostAddress, port.HostPort)}/{port.Protocol.ToWire()}";
        return probe(port) switch
        {
            Errno.None => null,
            Errno.EADDRINUSE => (ErrorKind.Conflict, $"{failed}: address already in use"),
            Errno.EADDRNOTAVAIL => (ErrorKind.InvalidParameter, $"{failed}: cannot assign requested address"),
            Errno.EACCES or Errno.EPERM => (ErrorKind.Forbidden, $"{failed}: permission denied"),
            var reason => (ErrorKind.Internal, $"{failed}: {reason}"),
        };
    }

    private string? Occupied(PublishedPort port) => _table.Find(port) is not var (address, endpointId) ? null
        : $"Bind for {PublishedPort.EndPoint(port.HostAddress, port.HostPort)} failed: port is already allocated: "
            + $"{port with { HostAddress = address }} is published by endpoint {endpointId}";

    // FNV-1a: the same on every start, and different enough for endpoints that begin alike.
    private static uint Seed(string endpointId, WantedPort kind)
    {
        var hash = 2166136261u;
        foreach (var letter in endpointId)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return (((hash ^ (byte)kind.Protocol) * 16777619) ^ kind.Port) * 16777619;
    }
}
