using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Writes and reads nested attributes, and register data inside of them (<c>enum nft_data_attributes</c>).</summary>
internal static class DataAttributes
{
    private const ushort Nested = 0x8000; // NLA_F_NESTED
    private const ushort Value = 1; // NFTA_DATA_VALUE
    private const ushort VerdictAttribute = 2; // NFTA_DATA_VERDICT
    private const ushort Code = 1; // NFTA_VERDICT_CODE
    private const ushort ChainName = 2; // NFTA_VERDICT_CHAIN

    internal static int BeginNest(this MessageWriter writer, ushort attribute) => writer.BeginNested((ushort)(attribute | Nested));

    internal static void WriteData(this MessageWriter writer, ushort attribute, in NftData data)
    {
        var nest = writer.BeginNest(attribute);
        writer.WriteBytes(Value, data.Bytes);
        writer.EndNested(nest);
    }

    internal static void WriteVerdict(this MessageWriter writer, ushort attribute, in Verdict verdict)
    {
        var data = writer.BeginNest(attribute);
        var nest = writer.BeginNest(VerdictAttribute);
        writer.WriteUInt32BigEndian(Code, (uint)verdict.Code);
        if (verdict.Chain is not null)
        {
            writer.WriteString(ChainName, verdict.Chain);
        }

        writer.EndNested(nest);
        writer.EndNested(data);
    }

    internal static NftData Read(AttributeReader attributes)
    {
        Read(attributes, out var data, out _);
        return data;
    }

    internal static void Read(AttributeReader attributes, out NftData data, out Verdict? verdict)
    {
        (data, verdict) = (default, null);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Value:
                    data = NftData.Of(attributes.Value);
                    break;
                case VerdictAttribute:
                    verdict = ReadVerdict(attributes.Nested);
                    break;
            }
        }
    }

    private static Verdict ReadVerdict(AttributeReader attributes)
    {
        var verdict = default(Verdict);
        while (attributes.Read())
        {
            verdict = attributes.Type switch
            {
                Code => verdict with { Code = (VerdictCode)(int)attributes.UInt32BigEndian },
                ChainName => verdict with { Chain = attributes.Text },
                _ => verdict,
            };
        }

        return verdict;
    }
}
