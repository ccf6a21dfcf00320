using LibNetwork.DriverApi;

namespace Dnetd.Http;

/// <summary>All that is wrong with a request's body, so that it is reported at once and nothing is touched.</summary>
internal sealed class RequestErrors
{
    private readonly List<string> _errors = [];

    internal void Add(string path, string error) => _errors.Add($"{path}: {error}");

    /// <summary>Throws when anything was added.</summary>
    /// <param name="more">Told along, in words of their own.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: a line for each error.</exception>
    internal void ThrowIfAny(IReadOnlyList<string> more)
    {
        if (_errors.Count > 0)
        {
            _errors.AddRange(more);
            var separator = _errors.Count == 1 ? " " : "\n";
            throw new NetworkException(ErrorKind.InvalidParameter, $"invalid request:{separator}{string.Join('\n', _errors)}");
        }
    }
}
