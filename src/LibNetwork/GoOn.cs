using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>Takes a step of a teardown: what fails is logged, and the teardown goes on.</summary>
/// <remarks>A step is a function, not a task: a driver may throw before it gives one.</remarks>
internal static class GoOn
{
    internal static async ValueTask<bool> GoOnAsync(this ILogger logger, string what, Func<ValueTask> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception failure)
        {
            logger.StepFailed(what, failure);
            return false;
        }
    }
}
