using Docker.IntegrationTests.Engine;
using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Docker;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>What Docker's users wait for, with our bridge driver and with Docker's own, in one engine and in turns.</summary>
internal sealed class DockerCase : IBenchCase
{
    private const string Plugin = "dnet";
    private const int WarmUp = 2;

    public string Name => "docker";

    public string Description => "network create, container start and removal under a private Docker Engine: its own bridge driver, ours";

    public bool IsPeer => true;

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        if (Tool.Find("/usr/sbin/dockerd", "/usr/bin/dockerd", "/usr/local/bin/dockerd") is null)
        {
            context.Result.Note("the Docker Engine is not installed");
            return;
        }

        await using DockerEngine engine = await DockerEngine.StartAsync();
        await using HostProcess daemon = await engine.Host.StartProgramAsync(
            Path.GetFullPath($"{context.Options.Programs}/dnetd"),
            ["--data-root", $"{engine.Host.Directory}/dnetd", "--exec-root", "/run/dnet", "--host", "unix:///run/dnet.sock", "--docker-plugin", $"bridge={Plugin}", "--predefined-networks=false"]);
        await daemon.WaitForLogAsync("listening on");

        using var api = new EngineApi(engine.Host.PathOf("/run/docker.sock"));
        var nothing = new DockerContestant("no network", null);
        var theirs = new DockerContestant("Docker's bridge", "bridge");
        var ours = new DockerContestant("our bridge", Plugin);
        await RaceAsync(api, [nothing, theirs, ours], context.Options.PeerCount, cancellationToken);

        Add(context.Result, nothing, theirs, ours);
    }

    private static async Task RaceAsync(EngineApi api, DockerContestant[] contestants, int count, CancellationToken cancellationToken)
    {
        for (int round = -WarmUp; round < count; round++)
        {
            for (int turn = 0; turn < contestants.Length; turn++)
            {
                await contestants[(round + WarmUp + turn) % contestants.Length].RunAsync(api, BoxImage.Name, round >= 0, cancellationToken);
            }
        }
    }

    private void Add(Result result, DockerContestant nothing, DockerContestant theirs, DockerContestant ours)
    {
        result.Add(Name, $"container start: {nothing.Label}", nothing.Start, theirs.Start.Median);
        foreach (DockerContestant contestant in (DockerContestant[])[theirs, ours])
        {
            result.Add(Name, $"network create: {contestant.Label}", contestant.Network, theirs.Network.Median);
            result.Add(Name, $"container start: {contestant.Label}", contestant.Start, theirs.Start.Median);
            result.Add(Name, $"network create and container start: {contestant.Label}", contestant.Together, theirs.Together.Median);
            result.Add(Name, $"removal of both: {contestant.Label}", contestant.Removal, theirs.Removal.Median);
        }

        result.AtMost("Docker: network create and container start, in those of its own bridge", 1.0, ours.Together.Median / theirs.Together.Median);
    }
}
