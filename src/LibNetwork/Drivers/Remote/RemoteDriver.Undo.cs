using LibNetwork.DriverApi;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.Drivers.Remote;

/// <content>Taking back what a plugin did, or may have done.</content>
internal sealed partial class RemoteDriver
{
    /// <summary>Waits for a call; when it is unknown whether the plugin carried it out, it is taken back.</summary>
    private async ValueTask<T> CallOrUndoAsync<T>(string method, ValueTask<T> call, string undoMethod, Func<ValueTask> undo)
        where T : PluginResponse
    {
        try
        {
            return await call;
        }
        catch (PluginException e) when (e.MayHaveReached)
        {
            throw await RolledBackAsync(e.Kind, e.Message, e, undo);
        }
        catch (OperationCanceledException)
        {
            try
            {
                await undo();
            }
            catch (Exception e)
            {
                Log.LeftBehind(logger, plugin.Name, method, undoMethod, e);
            }

            throw;
        }
    }

    /// <summary>Takes a call back, and answers an error that says how that went (B-066; both errors in their order, K-037).</summary>
    private static async ValueTask<NetworkException> RolledBackAsync(ErrorKind kind, string message, Exception? cause, Func<ValueTask> undo)
    {
        try
        {
            await undo();
            return new NetworkException(kind, $"{message}; rolled back", cause);
        }
        catch (Exception e)
        {
            return new NetworkException(kind, $"{message}; failed to roll back: {e.Message}", cause is null ? e : new AggregateException(cause, e));
        }
    }
}
