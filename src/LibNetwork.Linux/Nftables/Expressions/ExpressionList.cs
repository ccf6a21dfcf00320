using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>The list of expressions in a rule (NFTA_RULE_EXPRESSIONS) or a set (NFTA_SET_EXPRESSIONS).</summary>
internal static class ExpressionList
{
    private const ushort Element = 1; // NFTA_LIST_ELEM
    private const ushort NameAttribute = 1; // NFTA_EXPR_NAME
    private const ushort DataAttribute = 2; // NFTA_EXPR_DATA

    internal static void Write(MessageWriter writer, ushort attribute, IReadOnlyList<Expression> expressions)
    {
        var list = writer.BeginNest(attribute);
        for (var i = 0; i < expressions.Count; i++)
        {
            WriteOne(writer, Element, expressions[i]);
        }

        writer.EndNested(list);
    }

    internal static void WriteOne(MessageWriter writer, ushort attribute, Expression expression)
    {
        var element = writer.BeginNest(attribute);
        writer.WriteString(NameAttribute, expression.Name);
        var data = writer.BeginNest(DataAttribute);
        expression.WriteAttributes(writer);
        writer.EndNested(data);
        writer.EndNested(element);
    }

    internal static IEnumerable<Expression> Read(AttributeReader list)
    {
        var expressions = new List<Expression>();
        while (list.Read())
        {
            if (list.Type == Element)
            {
                expressions.Add(ReadOne(list.Nested));
            }
        }

        return expressions;
    }

    internal static Expression ReadOne(AttributeReader element)
    {
        var name = "";
        ReadOnlySpan<byte> data = [];
        while (element.Read())
        {
            switch (element.Type)
            {
                case NameAttribute:
                    name = element.Text;
                    break;
                case DataAttribute:
                    data = element.Value;
                    break;
            }
        }

        return Parse(name, data);
    }

    private static Expression Parse(string name, ReadOnlySpan<byte> data)
    {
        var attributes = new AttributeReader(data);
        return name switch
        {
            MetaExpression.KernelName => MetaExpression.Read(attributes),
            PayloadExpression.KernelName => PayloadExpression.Read(attributes),
            ConntrackExpression.KernelName => ConntrackExpression.Read(attributes),
            CompareExpression.KernelName => CompareExpression.Read(attributes),
            BitwiseExpression.KernelName => BitwiseExpression.Read(attributes),
            RangeExpression.KernelName => RangeExpression.Read(attributes),
            LookupExpression.KernelName => LookupExpression.Read(attributes),
            ImmediateExpression.KernelName => ImmediateExpression.Read(attributes),
            CounterExpression.KernelName => CounterExpression.Read(attributes),
            FibExpression.KernelName => FibExpression.Read(attributes),
            MasqueradeExpression.KernelName => MasqueradeExpression.Read(attributes),
            NatExpression.KernelName => NatExpression.Read(attributes),
            LimitExpression.KernelName => LimitExpression.Read(attributes),
            LogExpression.KernelName => LogExpression.Read(attributes),
            RejectExpression.KernelName => RejectExpression.Read(attributes),
            NotrackExpression.KernelName => new NotrackExpression(),
            DynamicSetExpression.KernelName => DynamicSetExpression.Read(attributes),
            _ => new UnknownExpression(name, [.. data]),
        };
    }
}
