namespace LibNetwork.Linux.Nftables;

/// <summary>What one message of a batch does, kept so that a refusal can name it. The text is made only then.</summary>
/// <param name="Verb">What is done (<see cref="BatchVerb"/>).</param>
/// <param name="Subject">What it is done to; null for the transaction itself.</param>
/// <param name="MayBeMissing">Whether it is well if the object is not there (ENOENT).</param>
internal readonly record struct BatchOperation(string Verb, object? Subject, bool MayBeMissing = false)
{
    internal string Describe(ReadOnlySpan<byte> message, int offset) => (Subject, Verb) switch
    {
        (null, _) => Verb,
        (Set set, BatchVerb.AddElements or BatchVerb.DeleteElements) => DescribeElement(set, message, offset),
        (Table table, _) => $"{Verb} table {table}",
        (Chain chain, _) => $"{Verb} chain {chain}",
        (Map map, _) => $"{Verb} map {map}",
        (VerdictMap map, _) => $"{Verb} verdict map {map}",
        (Set set, _) => $"{Verb} set {set}",
        _ => $"{Verb} {Subject}",
    };

    private string DescribeElement(Set set, ReadOnlySpan<byte> message, int offset) =>
        ElementMessage.FindKey(message, offset) is { } key ? $"{Verb} {key} of {set}" : $"{Verb} of {set}";
}
