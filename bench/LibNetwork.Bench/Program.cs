using LibNetwork.Bench.Cases;
using LibNetwork.Bench.Report;
using LibNetwork.Bench.Suite;

IBenchCase[] cases = [new AttachCase(), new GrowthCase(), new DaemonCase(), new LoadCase(), new ScaleCase(), new PluginCase(), new IpamCase(), new NftCase(), new PeerCase(),
    new DockerCase()];

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
    if (options.Only.Except(cases.Select(c => c.Name)).FirstOrDefault() is { } unknown)
    {
        throw new ArgumentException($"no case is called {unknown}; there are: {string.Join(", ", cases.Select(c => c.Name))}");
    }
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine($"bench: {exception.Message}");
    return 2;
}

if (options.List)
{
    foreach (IBenchCase benchCase in cases)
    {
        Console.WriteLine($"{benchCase.Name,-12} {benchCase.Description}{(benchCase.IsPeer ? " (with --peers)" : "")}");
    }

    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var result = new Result();
string disk = Directory.CreateTempSubdirectory("dnet-bench-").FullName;
var context = new BenchContext(options, result, disk, Directory.CreateDirectory("/run/dnet-bench").FullName);
int failures = 0;
try
{
    foreach (IBenchCase benchCase in cases)
    {
        bool wanted = options.Only.Count == 0 ? options.Peers || !benchCase.IsPeer : options.Only.Contains(benchCase.Name);
        if (!wanted)
        {
            continue;
        }

        BenchContext.Progress($"{benchCase.Name}: {benchCase.Description}");
        try
        {
            await benchCase.RunAsync(context, stop.Token);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            failures++;
            result.Note($"{benchCase.Name} failed: {exception.Message}");
            Console.Error.WriteLine($"bench: {benchCase.Name} failed: {exception}");
        }
    }
}
catch (OperationCanceledException)
{
    failures++;
    result.Note("stopped before the end");
}
finally
{
    Directory.Delete(disk, recursive: true);
}

TextReport.Write(result, Console.Out);
if (options.JsonPath is { } path)
{
    using FileStream file = File.Create(path);
    JsonReport.Write(result, options, file);
}

return failures == 0 ? 0 : 1;
