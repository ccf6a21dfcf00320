using System.CommandLine;
using System.Net;

namespace Dnet.Demo.Probes;

/// <summary>The hidden <c>dnet demo probe</c>: what the demo runs inside its sandboxes, so that it needs no ping or nc.</summary>
internal static class ProbeCommand
{
    internal static Command Create()
    {
        var address = new Argument<string>("ADDRESS");
        var port = new Argument<int>("PORT");
        var greeting = new Argument<string>("GREETING");
        var patience = new Argument<int>("MILLISECONDS");

        var ping = new Command("ping") { patience, address };
        ping.SetAction(async arguments => Tell(
            arguments,
            await PingProbe.RunAsync(
                IPAddress.Parse(arguments.GetRequiredValue(address)), TimeSpan.FromMilliseconds(arguments.GetRequiredValue(patience)))));

        var tcp = new Command("tcp") { patience, address, port };
        tcp.SetAction(async arguments => Tell(
            arguments,
            await TcpProbe.RunAsync(
                IPAddress.Parse(arguments.GetRequiredValue(address)),
                arguments.GetRequiredValue(port),
                TimeSpan.FromMilliseconds(arguments.GetRequiredValue(patience)))));

        var listen = new Command("listen") { port, greeting };
        listen.SetAction(async arguments =>
        {
            await Greeter.RunAsync(
                arguments.GetRequiredValue(port), arguments.GetRequiredValue(greeting), Console.In, arguments.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return new Command("probe") { ping, tcp, listen }.AsHidden();
    }

    private static int Tell(ParseResult arguments, ProbeResult result)
    {
        arguments.InvocationConfiguration.Output.WriteLine(result);
        return ExitCode.Success;
    }

    private static Command AsHidden(this Command command)
    {
        command.Hidden = true;
        return command;
    }
}
