using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Rules on the wire (<c>enum nft_rule_attributes</c>).</summary>
internal static class RuleMessage
{
    private const ushort TableName = 1; // NFTA_RULE_TABLE
    private const ushort ChainName = 2; // NFTA_RULE_CHAIN
    private const ushort Handle = 3; // NFTA_RULE_HANDLE
    private const ushort Expressions = 4; // NFTA_RULE_EXPRESSIONS
    private const ushort Data = 7; // NFTA_RULE_USERDATA

    internal static void Write(MessageWriter writer, Rule rule)
    {
        WriteChain(writer, rule.Chain);
        ExpressionList.Write(writer, Expressions, rule.Expressions);
        UserData.WriteComment(writer, Data, rule.Comment);
    }

    internal static void WriteHandle(MessageWriter writer, Rule rule)
    {
        WriteChain(writer, rule.Chain);
        writer.WriteUInt64BigEndian(Handle, rule.Handle);
    }

    internal static void WriteChain(MessageWriter writer, Chain chain)
    {
        WriteTable(writer, chain.Table);
        writer.WriteString(ChainName, chain.Name);
    }

    internal static void WriteTable(MessageWriter writer, Table table)
    {
        writer.WriteHeader(new NetfilterHeader(table.Family));
        writer.WriteString(TableName, table.Name);
    }

    internal static Rule Read(ReadOnlySpan<byte> body)
    {
        var (table, chain, handle, comment) = ("", "", 0UL, default(string));
        IEnumerable<Expression> expressions = [];
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case TableName:
                    table = attributes.Text;
                    break;
                case ChainName:
                    chain = attributes.Text;
                    break;
                case Handle:
                    handle = attributes.UInt64BigEndian;
                    break;
                case Expressions:
                    expressions = ExpressionList.Read(attributes.Nested);
                    break;
                case Data:
                    comment = UserData.FindText(attributes.Value, UserData.ObjectComment);
                    break;
            }
        }

        var rule = new Rule(new Chain(new Table((TableFamily)body[0], table), chain), comment) { Handle = handle };
        foreach (var expression in expressions)
        {
            rule.Add(expression);
        }

        return rule;
    }
}
