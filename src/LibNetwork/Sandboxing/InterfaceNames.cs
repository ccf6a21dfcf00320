using System.Globalization;
using LibNetwork.DriverApi;

namespace LibNetwork.Sandboxing;

/// <summary>The interface names in use in one sandbox (C-117, C-118).</summary>
internal sealed class InterfaceNames
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Takes the wanted name or, when it is empty, the prefix with the lowest number that is free.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: the wanted name is in use.</exception>
    internal string Reserve(string prefix, string wanted)
    {
        lock (_used)
        {
            if (wanted.Length > 0)
            {
                return _used.Add(wanted) ? wanted
                    : throw NetworkErrors.InterfaceNameTaken(wanted);
            }

            for (var number = 0; ; number++)
            {
                var name = prefix + number.ToString(CultureInfo.InvariantCulture);
                if (_used.Add(name))
                {
                    return name;
                }
            }
        }
    }

    /// <summary>Takes the name of an interface that is there.</summary>
    internal void Take(string name)
    {
        lock (_used)
        {
            _used.Add(name);
        }
    }

    /// <summary>Gives a name back.</summary>
    internal void Release(string name)
    {
        lock (_used)
        {
            _used.Remove(name);
        }
    }
}
