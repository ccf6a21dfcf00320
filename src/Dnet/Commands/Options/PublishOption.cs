using System.CommandLine;
using System.Net;
using LibNetwork.Api;

namespace Dnet.Commands.Options;

/// <summary><c>-p [HOST-ADDRESS:][HOST-PORT:]PORT[/PROTOCOL]</c>, Docker's notation; ranges of one length are paired, a host's range for one port is a choice.</summary>
internal sealed class PublishOption : Option<string[]>
{
    internal PublishOption()
        : base("--publish", "-p")
    {
        Description = "Publish a port on the host: 8080:80, 127.0.0.1:8080:80/udp, [fd00::1]:8080:80, 8000-8010:80 (one of them), "
            + "8000-8002:80-82, or 80 (a port of the host's choice); once for each.";
        HelpName = "[[ADDRESS:]HOST-PORT:]PORT[/PROTOCOL]";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!TryParse(token.Value, out _))
                {
                    result.AddError($"--publish: \"{token.Value}\" is not [[ADDRESS:]HOST-PORT:]PORT[/PROTOCOL], such as 8080:80/tcp");
                }
            }
        });
    }

    /// <summary>What was given, by port; null when nothing was.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<HostPort>>? Read(ParseResult arguments)
    {
        if (arguments.GetValue(this) is not { Length: > 0 } texts)
        {
            return null;
        }

        var ports = new SortedDictionary<string, IReadOnlyList<HostPort>>(StringComparer.Ordinal);
        foreach (var (port, host) in texts.SelectMany(text => TryParse(text, out var bindings) ? bindings : []))
        {
            ports[port] = [.. ports.GetValueOrDefault(port) ?? [], host];
        }

        return ports;
    }

    private static bool TryParse(string text, out List<(string Port, HostPort Host)> bindings)
    {
        bindings = [];
        var (rest, protocol) = PortText.SplitProtocol(text);
        var colon = rest.LastIndexOf(':');
        var front = colon < 0 ? "" : rest[..colon];
        var hostColon = front.EndsWith(']') ? front.Length : front.LastIndexOf(':');
        var address = hostColon < 0 ? "" : front[..hostColon];
        var hostPorts = hostColon < 0 ? front : hostColon == front.Length ? "" : front[(hostColon + 1)..];
        if (!TryParseAddress(ref address) || !PortText.IsProtocol(protocol) || !PortText.TryParseRange(rest[(colon + 1)..], out var inside))
        {
            return false;
        }

        var host = default((int First, int Last));
        if (hostPorts.Length > 0 && !PortText.TryParseRange(hostPorts, out host))
        {
            return false;
        }

        var count = inside.Last - inside.First + 1;
        var paired = hostPorts.Length > 0 && host.Last - host.First + 1 == count;
        if (hostPorts.Length > 0 && !paired && count > 1)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            var hostPort = paired ? PortText.Number(host.First + i) : hostPorts;
            bindings.Add(($"{PortText.Number(inside.First + i)}/{protocol}", new HostPort { HostIP = address, Port = hostPort }));
        }

        return true;
    }

    private static bool TryParseAddress(ref string address)
    {
        if (address.Length == 0)
        {
            return true;
        }

        var bracketed = address.StartsWith('[') && address.EndsWith(']');
        if (bracketed)
        {
            address = address[1..^1];
        }

        return address.Contains(':', StringComparison.Ordinal) == bracketed && IPAddress.TryParse(address, out _);
    }
}
