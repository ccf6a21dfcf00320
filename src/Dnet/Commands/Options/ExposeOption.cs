using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands.Options;

/// <summary><c>--expose PORT[-PORT][/PROTOCOL]</c>, Docker's notation.</summary>
internal sealed class ExposeOption : Option<string[]>
{
    internal ExposeOption()
        : base("--expose")
    {
        Description = "Say that the sandbox serves a port: 80, 8000-8010/udp; drivers are told, nothing is opened. Once for each.";
        HelpName = "PORT[-PORT][/PROTOCOL]";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var (ports, protocol) = PortText.SplitProtocol(token.Value);
                if (!PortText.IsProtocol(protocol) || !PortText.TryParseRange(ports, out _))
                {
                    result.AddError($"--expose: \"{token.Value}\" is not PORT[-PORT][/PROTOCOL], such as 80/tcp");
                }
            }
        });
    }

    /// <summary>What was given; null when nothing was.</summary>
    internal IReadOnlyDictionary<string, ExposedPort>? Read(ParseResult arguments)
    {
        if (arguments.GetValue(this) is not { Length: > 0 } texts)
        {
            return null;
        }

        var exposed = new SortedDictionary<string, ExposedPort>(StringComparer.Ordinal);
        foreach (var (ports, protocol) in texts.Select(PortText.SplitProtocol))
        {
            if (PortText.TryParseRange(ports, out var range))
            {
                for (var port = range.First; port <= range.Last; port++)
                {
                    exposed[$"{PortText.Number(port)}/{protocol}"] = new ExposedPort();
                }
            }
        }

        return exposed;
    }
}
