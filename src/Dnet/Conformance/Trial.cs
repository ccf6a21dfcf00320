using System.Security.Cryptography;
using System.Text;
using Dnet.Conformance.Calls;
using Dnet.Conformance.Raw;
using LibNetwork.PluginProtocol;

namespace Dnet.Conformance;

/// <summary>One check against one plugin: what it calls with, and what it made.</summary>
internal sealed class Trial
{
    internal Trial(PluginCaller plugin, ConformanceSettings settings, Roles roles, CancellationToken cancellationToken)
    {
        Plugin = plugin;
        Settings = settings;
        Roles = roles;
        Cancellation = cancellationToken;
        Network = new NetworkCalls(this);
        Ipam = new IpamCalls(this);
        Raw = new RawCalls(this);
    }

    /// <summary>What the plugin says it is.</summary>
    internal Roles Roles { get; }

    /// <summary>How the plugin is to be tried.</summary>
    internal ConformanceSettings Settings { get; }

    /// <summary>What is to be deleted when the check has ended.</summary>
    internal Ledger Ledger { get; } = new();

    /// <summary>The calls of network drivers.</summary>
    internal NetworkCalls Network { get; }

    /// <summary>The calls of IPAM drivers.</summary>
    internal IpamCalls Ipam { get; }

    /// <summary>HTTP by hand.</summary>
    internal RawCalls Raw { get; }

    /// <summary>The plugin.</summary>
    internal PluginCaller Plugin { get; }

    /// <summary>Ends the check early.</summary>
    internal CancellationToken Cancellation { get; }

    /// <summary>Makes a call.</summary>
    internal Task<Exchange> CallAsync(string method, string body = "") => Plugin.CallAsync(method, body, Cancellation);

    /// <summary>Makes a call.</summary>
    internal Task<Exchange> CallAsync(string method, byte[] body) => Plugin.CallAsync(method, body, Cancellation);

    /// <summary>The handshake.</summary>
    internal Task<Exchange> ActivateAsync() => CallAsync(PluginMethod.Activate);

    /// <summary>Demands that the plugin is still well.</summary>
    internal async Task MustStillAnswerAsync(string after)
    {
        try
        {
            (await ActivateAsync()).MustSucceed($"the handshake as ever, {after}");
        }
        catch (CheckEndedException e) when (e.IsSilence)
        {
            throw new CheckEndedException(Verdict.Fail, $"{after}: {e.Message}") { IsSilence = true };
        }
    }

    /// <summary>Methods with arguments, one of each thing the plugin is.</summary>
    internal IEnumerable<string> MethodsWithArguments()
    {
        if (Roles.HasFlag(Roles.Network))
        {
            yield return PluginMethod.CreateNetwork;
        }

        if (Roles.HasFlag(Roles.Ipam))
        {
            yield return PluginMethod.RequestPool;
        }
    }

    /// <summary>Remembers what a call made though it should not have: a network of that id, or the pool of the answer.</summary>
    internal void Note(string method, Exchange exchange, string networkIdJson)
    {
        if (exchange.Succeeded && method == PluginMethod.CreateNetwork)
        {
            Ledger.Add($"network {networkIdJson}", token => Plugin.CallAsync(PluginMethod.DeleteNetwork, $$"""{"NetworkID":{{networkIdJson}}}""", token));
        }
        else if (exchange.Succeeded && method == PluginMethod.RequestPool)
        {
            Ipam.Note(exchange);
        }
    }

    /// <summary>An id that nothing else has: 64 hex digits.</summary>
    internal static string NewId() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>A body in UTF-8.</summary>
    internal static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body);
}
