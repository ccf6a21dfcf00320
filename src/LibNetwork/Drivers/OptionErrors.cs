using LibNetwork.DriverApi;

namespace LibNetwork.Drivers;

/// <summary>Everything that is wrong with a request's options, gathered so that all of it is reported at once.</summary>
internal sealed class OptionErrors
{
    private readonly List<(ErrorKind Kind, string Message)> _errors = [];

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Notes that a value is wrong: <see cref="ErrorKind.InvalidParameter"/>.</summary>
    public void Invalid(string message) => Add(ErrorKind.InvalidParameter, message);

    /// <summary>Notes an error of a kind.</summary>
    public void Add(ErrorKind kind, string message) => _errors.Add((kind, message));

    /// <summary>Throws when anything is wrong: one error per line. A wrong value decides the kind, then what is forbidden.</summary>
    /// <exception cref="NetworkException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (!Any)
        {
            return;
        }

        var kind = _errors.Exists(e => e.Kind == ErrorKind.InvalidParameter) ? ErrorKind.InvalidParameter
            : _errors.Exists(e => e.Kind == ErrorKind.Forbidden) ? ErrorKind.Forbidden
            : _errors[0].Kind;
        throw new NetworkException(kind, string.Join('\n', _errors.Select(e => e.Message).Distinct(StringComparer.Ordinal)));
    }
}
