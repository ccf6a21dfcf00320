namespace LibNetwork.Plugins.Calls;

/// <summary>A call on its way. Either it is completed or it is abandoned by who waited for it, whichever comes first.</summary>
internal sealed class CallRun(string method, PluginCall call, Turns.Turn? turn)
{
    private const int Open = 0;
    private const int Completed = 1;
    private const int Abandoned = 2;

    private int _state;
    private volatile bool _begun;

    internal string Method => method;

    internal PluginCall Call => call;

    internal Turns.Turn? Turn => turn;

    /// <summary>Whether the driver was asked.</summary>
    internal bool Begun
    {
        get => _begun;
        set => _begun = value;
    }

    internal bool IsAbandoned => Volatile.Read(ref _state) == Abandoned;

    internal bool TryComplete() => Interlocked.CompareExchange(ref _state, Completed, Open) == Open;

    internal bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Open) == Open;
}
