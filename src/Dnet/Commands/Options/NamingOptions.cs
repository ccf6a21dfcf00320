using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands.Options;

/// <summary>The flags that say by what names a sandbox knows itself and others, as in <c>docker run</c>.</summary>
internal sealed class NamingOptions
{
    private readonly Option<string?> _hostname = new("--hostname") { Description = "Its host name.", HelpName = "NAME" };
    private readonly Option<string?> _domainName = new("--domainname") { Description = "The domain that its host name is in.", HelpName = "NAME" };
    private readonly Option<string[]> _hosts = Many("--add-host", "NAME:ADDRESS", "A host that it knows by name, such as db:10.1.0.7; once for each.");
    private readonly Option<string[]> _servers = Many("--dns", "ADDRESS", "A name server; once for each.");
    private readonly Option<string[]> _search = Many("--dns-search", "DOMAIN", "A domain that short names are looked up in; once for each; a dot for none.");
    private readonly Option<string[]> _options = Many("--dns-option", "OPTION", "An option of its resolver, such as ndots:1; once for each.");

    internal void AddTo(Command command)
    {
        command.Add(_hostname);
        command.Add(_domainName);
        command.Add(_hosts);
        command.Add(_servers);
        command.Add(_search);
        command.Add(_options);
    }

    /// <summary>The request, with what was given in it.</summary>
    internal SandboxCreateRequest Read(ParseResult arguments, SandboxCreateRequest request) => request with
    {
        Hostname = arguments.GetValue(_hostname),
        DomainName = arguments.GetValue(_domainName),
        ExtraHosts = Given(arguments, _hosts),
        DnsServers = Given(arguments, _servers),
        DnsSearch = Given(arguments, _search),
        DnsOptions = Given(arguments, _options),
    };

    private static Option<string[]> Many(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };

    private static string[]? Given(ParseResult arguments, Option<string[]> option) => arguments.GetValue(option) is { Length: > 0 } texts ? texts : null;
}
