using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>Takes a step of a teardown: what fails is logged, and the teardown goes on.</summary>
internal static class GoOn
{
    internal static async ValueTask<bool> GoOnAsync(this ILogger logger, string what, ValueTask step)
    {
        try
        {
            await step;
            return true;
        }
        catch (Exception failure)
        {
            logger.StepFailed(what, failure);
            return false;
        }
    }
}
