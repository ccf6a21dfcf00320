namespace Dnet.Commands.Sandboxes;

/// <summary>Puts the <c>--</c> into <c>sandbox exec NAME COMMAND -x</c>: what follows the sandbox is the command's own, not dnet's.</summary>
internal static class ExecArguments
{
    internal static IReadOnlyList<string> Separate(IReadOnlyList<string> arguments)
    {
        var words = 0;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--":
                    return arguments;
                case "-H" or "--host":
                    i++;
                    break;
                case ['-', _, ..]:
                    break;
                default:
                    words++;
                    if ((words == 1 && arguments[i] != "sandbox") || (words == 2 && arguments[i] != "exec"))
                    {
                        return arguments;
                    }

                    if (words == 3)
                    {
                        return i + 1 < arguments.Count && arguments[i + 1] != "--"
                            ? [.. arguments.Take(i + 1), "--", .. arguments.Skip(i + 1)]
                            : arguments;
                    }

                    break;
            }
        }

        return arguments;
    }
}
