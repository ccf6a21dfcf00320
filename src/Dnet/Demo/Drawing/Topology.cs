using LibNetwork.Api;

namespace Dnet.Demo.Drawing;

/// <summary>Draws sandboxes over the networks they are plugged into: a box per sandbox, a line per network, a drop per endpoint.</summary>
internal static class Topology
{
    private const int Gap = 4;
    private const int FirstNetworkRow = 4;
    private const int RowsPerNetwork = 2;

    /// <summary>Draws.</summary>
    /// <param name="networks">From top to bottom.</param>
    /// <param name="sandboxes">From left to right, with their endpoints.</param>
    /// <param name="glyphs">What to draw with.</param>
    internal static Canvas Draw(IReadOnlyList<NetworkResource> networks, IReadOnlyList<SandboxResource> sandboxes, Glyphs glyphs)
    {
        var canvas = new Canvas();
        int left = networks.Max(network => network.Name.Length) + 2;
        List<(int Column, int Network)> drops = DrawBoxes(canvas, networks, sandboxes, glyphs, left + Gap, out int right);
        for (int i = 0; i < networks.Count; i++)
        {
            DrawNetwork(canvas, networks[i], i, left, right, drops, glyphs);
        }

        return canvas;
    }

    private static List<(int Column, int Network)> DrawBoxes(
        Canvas canvas, IReadOnlyList<NetworkResource> networks, IReadOnlyList<SandboxResource> sandboxes, Glyphs glyphs, int column, out int right)
    {
        List<(int Column, int Network)> drops = [];
        foreach (SandboxResource sandbox in sandboxes)
        {
            int[] plugged = [.. sandbox.Endpoints.Select(endpoint => IndexOf(networks, endpoint.NetworkId)).Where(index => index >= 0).Order()];
            int inner = Math.Max(sandbox.Name.Length + 2, (plugged.Length * 4) - 1);
            string edge = string.Concat(Enumerable.Repeat(glyphs.Edge, inner));
            canvas.Put(column, 0, glyphs.TopLeft + edge + glyphs.TopRight);
            canvas.Put(column, 1, glyphs.Down);
            canvas.Put(column + 1 + ((inner - sandbox.Name.Length) / 2), 1, sandbox.Name, Ink.Strong);
            canvas.Put(column + inner + 1, 1, glyphs.Down);
            canvas.Put(column, 2, glyphs.BottomLeft + edge + glyphs.BottomRight);
            int first = column + 1 + ((inner - ((plugged.Length * 4) - 3)) / 2);
            for (int i = 0; i < plugged.Length; i++)
            {
                canvas.Put(first + (i * 4), 2, glyphs.Outlet);
                canvas.Put(first + (i * 4), 3, glyphs.Down, InkOf(plugged[i]));
                drops.Add((first + (i * 4), plugged[i]));
            }

            column += inner + 2 + Gap;
        }

        right = column;
        return drops;
    }

    private static void DrawNetwork(
        Canvas canvas, NetworkResource network, int index, int left, int right, List<(int Column, int Network)> drops, Glyphs glyphs)
    {
        int row = FirstNetworkRow + (index * RowsPerNetwork);
        Ink ink = InkOf(index);
        string line = network.Internal ? glyphs.InternalLine : glyphs.Line;
        canvas.Put(0, row, network.Name, ink);
        canvas.Put(left, row, string.Concat(Enumerable.Repeat(line, right - left)), ink);
        canvas.Put(right + 1, row, Describe(network), Ink.Faint);
        foreach ((int column, int target) in drops)
        {
            if (target == index)
            {
                canvas.Put(column, row, glyphs.Plug, ink);
            }
            else if (target > index)
            {
                canvas.Put(column, row, network.Internal ? glyphs.InternalCross : glyphs.Cross, InkOf(target));
                canvas.Put(column, row + 1, glyphs.Down, InkOf(target));
            }
        }
    }

    /// <summary>The ink of the network in this row.</summary>
    internal static Ink InkOf(int index) => (Ink)((int)Ink.Network0 + (index % 3));

    private static string Describe(NetworkResource network)
    {
        IEnumerable<string> parts = (network.Ipam.Config ?? []).Select(pool => pool.Subnet ?? "").Where(subnet => subnet.Length > 0);
        return string.Join(", ", network.Internal ? parts.Append("internal") : parts);
    }

    private static int IndexOf(IReadOnlyList<NetworkResource> networks, string id)
    {
        for (int i = 0; i < networks.Count; i++)
        {
            if (networks[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
