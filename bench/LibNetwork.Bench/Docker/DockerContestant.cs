using System.Diagnostics;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Docker;

/// <summary>A network driver under the Docker Engine.</summary>
/// <param name="Label">What the table calls it.</param>
/// <param name="Driver">The driver's name; null for containers without a network.</param>
internal sealed record DockerContestant(string Label, string? Driver)
{
    /// <summary>What creating a network took.</summary>
    internal Sample Network { get; } = new();

    /// <summary>What starting a container on it took.</summary>
    internal Sample Start { get; } = new();

    /// <summary>Both, one after the other.</summary>
    internal Sample Together { get; } = new();

    /// <summary>What removing the container, then the network took.</summary>
    internal Sample Removal { get; } = new();

    /// <summary>Makes and removes a network with one container.</summary>
    /// <param name="api">The engine.</param>
    /// <param name="image">The container's image.</param>
    /// <param name="counts">Whether it is measured, or only warms up.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task RunAsync(EngineApi api, string image, bool counts, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        string network = Driver is null ? "none" : await api.CreateNetworkAsync(Driver, "bench", cancellationToken);
        TimeSpan created = Stopwatch.GetElapsedTime(started);
        string container = await api.CreateContainerAsync(image, network, cancellationToken);

        started = Stopwatch.GetTimestamp();
        await api.StartAsync(container, cancellationToken);
        TimeSpan start = Stopwatch.GetElapsedTime(started);

        started = Stopwatch.GetTimestamp();
        await api.RemoveContainerAsync(container, cancellationToken);
        if (Driver is not null)
        {
            await api.RemoveNetworkAsync(network, cancellationToken);
        }

        TimeSpan removal = Stopwatch.GetElapsedTime(started);
        if (counts)
        {
            Network.Add(created);
            Start.Add(start);
            Together.Add(created + start);
            Removal.Add(removal);
        }
    }
}
