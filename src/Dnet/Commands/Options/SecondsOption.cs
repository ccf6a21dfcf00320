using System.CommandLine;
using System.Globalization;

namespace Dnet.Commands.Options;

/// <summary>A flag that takes a time in seconds, more than none and at most an hour.</summary>
internal sealed class SecondsOption : Option<string?>
{
    private readonly TimeSpan _default;

    internal SecondsOption(string name, TimeSpan @default, string description)
        : base(name)
    {
        _default = @default;
        Description = description;
        HelpName = "SECONDS";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !TryParse(token.Value, out _)))
            {
                result.AddError($"{name}: \"{token.Value}\" is not a number of seconds, more than 0 and at most 3600");
            }
        });
    }

    internal TimeSpan Read(ParseResult arguments) => arguments.GetValue(this) is { } text && TryParse(text, out var time) ? time : _default;

    private static bool TryParse(string text, out TimeSpan time)
    {
        var isTime = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600;
        time = isTime ? TimeSpan.FromSeconds(seconds) : default;
        return isTime;
    }
}
