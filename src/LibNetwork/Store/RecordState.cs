namespace LibNetwork.Store;

/// <summary>Where an object is in its life. A record that is not ready when the process starts is an intent that was cut short.</summary>
internal enum RecordState
{
    /// <summary>It is there.</summary>
    Ready = 0,

    /// <summary>Being made; found at start, what was made of it is undone.</summary>
    Creating = 1,

    /// <summary>Being deleted; found at start, the rest of it is deleted.</summary>
    Deleting = 2,

    /// <summary>An endpoint that is gone: the record remembers which addresses it had.</summary>
    Former = 3,
}
