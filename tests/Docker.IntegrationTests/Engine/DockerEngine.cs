namespace Docker.IntegrationTests.Engine;

/// <summary>A Docker Engine of the tests' own, on a <see cref="PrivateHost"/>, with the image <see cref="BoxImage.Name"/>.</summary>
/// <remarks>The machine's own Docker, if there is one, is neither asked nor seen.</remarks>
internal sealed class DockerEngine : IAsyncDisposable
{
    private HostProcess _dockerd = null!;

    private DockerEngine(PrivateHost host) => Host = host;

    internal PrivateHost Host { get; }

    /// <summary>What the engine logged since it was started last.</summary>
    internal string Log => _dockerd.Log;

    /// <summary>Whether containers outlive the engine. Default: no. Takes effect with the next start.</summary>
    internal bool LiveRestore { get; set; }

    internal static async Task<DockerEngine> StartAsync()
    {
        var engine = new DockerEngine(await PrivateHost.StartAsync());
        try
        {
            await engine.StartDaemonAsync();
            var image = Path.Combine(engine.Host.Directory, "image.tar");
            await BoxImage.WriteAsync(image);
            await engine.DockerAsync($"import {image} {BoxImage.Name}");
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the engine, and waits until it answers.</summary>
    internal async Task StartDaemonAsync()
    {
        await LaunchDaemonAsync();
        await Eventually.TrueAsync(
            async () => (await TryDockerAsync("version")).ExitCode == 0
                || (_dockerd.HasExited ? throw new InvalidOperationException($"the Docker Engine ended: {Log}") : false),
            () => $"the Docker Engine does not answer: {Log}");
    }

    /// <summary>Starts the engine without a wait for its answer.</summary>
    internal async Task LaunchDaemonAsync()
    {
        // A killed engine leaves its file behind, and another process may have its number by now.
        await Host.RunAsync("rm -f /run/docker.pid");
        _dockerd = await Host.StartProgramAsync("dockerd",
        [
            "--data-root", Path.Combine(Host.Directory, "data"), "--exec-root", "/run/docker", "--pidfile", "/run/docker.pid",
            "--host", "unix:///var/run/docker.sock", "--storage-driver", "vfs", "--exec-opt", "native.cgroupdriver=cgroupfs",
            "--cgroup-parent", $"/dnet-{Path.GetFileName(Host.Directory)}", $"--live-restore={(LiveRestore ? "true" : "false")}", "--shutdown-timeout", "1", "--log-level", "warn",
            "--dns", PrivateHost.OutsideAddress, // where nobody answers, and that at once

        ]);
    }

    /// <summary>Ends the engine by a signal; by <c>TERM</c> it stops its containers, unless they outlive it.</summary>
    internal async Task EndDaemonAsync(string signal = "TERM")
    {
        await _dockerd.EndAsync(signal);
        await _dockerd.DisposeAsync();
    }

    /// <summary>Runs the CLI; words are apart by single blanks.</summary>
    /// <returns>What it printed, without the line's end.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    internal async Task<string> DockerAsync(string commandLine)
    {
        var result = await TryDockerAsync(commandLine);
        return result.ExitCode == 0
            ? result.Output.TrimEnd()
            : throw new InvalidOperationException($"docker {commandLine}: status {result.ExitCode}: {result.Error}{result.Output}");
    }

    /// <inheritdoc cref="DockerAsync"/>
    internal Task<ProgramResult> TryDockerAsync(string commandLine) => TryDockerAsync(commandLine.Split(' '));

    /// <summary>Runs the CLI.</summary>
    internal Task<ProgramResult> TryDockerAsync(IEnumerable<string> arguments) => Host.TryRunAsync("docker", arguments, Environment);

    /// <summary>Starts a container that stays until it is removed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Options of <c>docker run</c>, apart by single blanks.</param>
    /// <param name="command">Its shell command. Default: it does nothing.</param>
    internal async Task RunContainerAsync(string name, string options, string command = "sleep 3600")
    {
        var result = await TryDockerAsync(["run", "--detach", "--name", name, .. options.Split(' '), BoxImage.Name, "sh", "-c", command]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"container {name} does not start: {result.Error}");
        }
    }

    /// <summary>Starts a container with a MAC address of its own, by the API: newer CLIs refuse to say it to an older engine.</summary>
    internal async Task RunContainerWithMacAddressAsync(string name, string network, string macAddress, string address)
    {
        var request = $$$"""
            {"Image":"{{{BoxImage.Name}}}","Cmd":["sleep","3600"],"MacAddress":"{{{macAddress}}}","HostConfig":{"NetworkMode":"{{{network}}}"},
             "NetworkingConfig":{"EndpointsConfig":{"{{{network}}}":{"IPAMConfig":{"IPv4Address":"{{{address}}}"} } } } }
            """;
        await Host.RunAsync($"curl --silent --show-error --fail-with-body --unix-socket /run/docker.sock --json '{request}' http://docker/v1.41/containers/create?name={name}");
        await DockerAsync($"start {name}");
    }

    /// <summary>Runs a shell command in a container.</summary>
    /// <returns>What it printed, without the line's end.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    internal async Task<string> ExecAsync(string container, string command)
    {
        var result = await TryExecAsync(container, command);
        return result.ExitCode == 0
            ? result.Output.TrimEnd()
            : throw new InvalidOperationException($"{command} in {container}: status {result.ExitCode}: {result.Error}{result.Output}");
    }

    /// <inheritdoc cref="ExecAsync"/>
    internal Task<ProgramResult> TryExecAsync(string container, string command) => TryDockerAsync(["exec", container, "sh", "-c", command]);

    /// <summary>Runs a command that must be refused.</summary>
    /// <returns>What the CLI wrote to standard error, without the line's end.</returns>
    internal async Task<string> RefusedAsync(string commandLine)
    {
        var result = await TryDockerAsync(commandLine);
        return result.ExitCode != 0
            ? result.Error.TrimEnd()
            : throw new InvalidOperationException($"docker {commandLine} was not refused: {result.Output}");
    }

    /// <summary>Asks for one thing of what <c>docker inspect</c> shows.</summary>
    /// <param name="what">A container's or a network's name.</param>
    /// <param name="format">A template; it may have blanks.</param>
    internal async Task<string> InspectAsync(string what, string format) => (await TryDockerAsync(["inspect", "--format", format, what])).Output.TrimEnd();

    /// <summary>The IPv4 address of a container in a network.</summary>
    internal Task<string> AddressAsync(string container, string network) =>
        InspectAsync(container, $"{{{{(index .NetworkSettings.Networks \"{network}\").IPAddress}}}}");

    /// <summary>Removes every container and every network that users can remove.</summary>
    /// <remarks>One by one: an engine of this age that removes several containers at once may count a network's endpoints wrong, and then keeps the
    /// network. A driver that does nothing at all shows it, too.</remarks>
    internal async Task RemoveAllAsync()
    {
        foreach (var (list, remove) in ((string, string)[])[("ps --all --quiet", "rm --force"), ("network ls --quiet --filter type=custom", "network rm")])
        {
            foreach (var one in (await DockerAsync(list)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                await DockerAsync($"{remove} {one}");
            }
        }
    }

    /// <summary>Starts the CLI and leaves it running, its standard input open.</summary>
    internal Task<HostProcess> StartDockerAsync(string commandLine) => Host.StartProgramAsync("docker", commandLine.Split(' '), Environment);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    // The CLI's own settings on this machine must not have a say.
    private Dictionary<string, string> Environment => new()
    {
        ["DOCKER_CONFIG"] = Path.Combine(Host.Directory, "cli"),
        ["DOCKER_HOST"] = "unix:///var/run/docker.sock",
        ["DOCKER_CONTEXT"] = "",
    };
}
