using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Collects what is wrong with a request, so that all of it is reported at once and before anything is touched.</summary>
internal sealed class ValidationErrors(string heading)
{
    private readonly List<string> _errors = [];

    /// <summary>What was added.</summary>
    internal IReadOnlyList<string> Lines => _errors;

    internal void Add(string error) => _errors.Add(error);

    internal void AddIfAny(string? error)
    {
        if (error is not null)
        {
            Add(error);
        }
    }

    internal void AddIf(bool wrong, string error)
    {
        if (wrong)
        {
            Add(error);
        }
    }

    /// <summary>Throws <see cref="ErrorKind.InvalidParameter"/> when anything was added: the one error, or the heading and a line each.</summary>
    internal void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            var message = _errors.Count == 1 ? _errors[0] : $"{heading}\n{string.Join('\n', _errors)}";
            throw new NetworkException(ErrorKind.InvalidParameter, message);
        }
    }
}
