using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Tables on the wire (<c>enum nft_table_attributes</c>).</summary>
internal static class TableMessage
{
    private const ushort Name = 1; // NFTA_TABLE_NAME
    private const ushort Flags = 2; // NFTA_TABLE_FLAGS
    private const ushort Data = 6; // NFTA_TABLE_USERDATA

    internal static void Write(MessageWriter writer, Table table)
    {
        WriteName(writer, table);
        writer.WriteUInt32BigEndian(Flags, 0);
        UserData.WriteComment(writer, Data, table.Comment);
    }

    internal static void WriteName(MessageWriter writer, Table table)
    {
        writer.WriteHeader(new NetfilterHeader(table.Family));
        writer.WriteString(Name, table.Name);
    }

    internal static Table Read(ReadOnlySpan<byte> body)
    {
        var (name, comment) = ("", default(string));
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Name:
                    name = attributes.Text;
                    break;
                case Data:
                    comment = UserData.FindText(attributes.Value, UserData.ObjectComment);
                    break;
            }
        }

        return new Table((TableFamily)body[0], name) { Comment = comment };
    }
}
