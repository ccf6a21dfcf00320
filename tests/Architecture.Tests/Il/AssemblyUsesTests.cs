namespace Architecture.Tests.Il;

/// <summary>A reader that overlooks something would prove anything.</summary>
public sealed class AssemblyUsesTests
{
    private static readonly IReadOnlySet<TypeUse> Uses = AssemblyUses.Of(typeof(AssemblyUsesTests).Assembly);

    [Theory]
    [InlineData(nameof(InField))]
    [InlineData(nameof(InGenericArgument))]
    [InlineData(nameof(InParameter))]
    [InlineData(nameof(InBody))]
    [InlineData(nameof(InAsyncBody))]
    [InlineData(nameof(InLambda))]
    [InlineData(nameof(InTypeOf))]
    [InlineData(nameof(InBase))]
    [InlineData(nameof(InAttribute))]
    public void A_use_is_seen_wherever_it_hides(string user) =>
        Uses.Select(use => (use.User.Name, use.Used.Name)).Should().Contain((user, nameof(Used) + (user == nameof(InAttribute) ? "Attribute" : "")));

    [Fact]
    public void What_is_not_used_is_not_seen() =>
        Uses.Should().NotContain(use => use.User.Name == nameof(Used) && use.Used.Name == nameof(InField));
}

#pragma warning disable MA0036, CA1812 // Nothing makes them: they are here to be read.
internal class Used
{
    public static int Number => 7;
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class UsedAttribute : Attribute;

internal sealed class InField
{
    public Used? Value = new();
}

internal sealed class InGenericArgument
{
    public Dictionary<string, List<Used[]>>? Values = [];
}

internal sealed class InParameter
{
    public void Take(in Used used) => _ = 1;
}

internal sealed class InBody
{
    public int Get() => Used.Number;
}

internal sealed class InAsyncBody
{
    public async Task<int> Get()
    {
        await Task.Yield();
        return Used.Number;
    }
}

internal sealed class InLambda
{
    public Func<int, int> Get(int more) => number => number + more + Used.Number;
}

internal sealed class InTypeOf
{
    public string Get() => typeof(Used).Name;
}

internal sealed class InBase : Used;

[Used]
internal sealed class InAttribute;
