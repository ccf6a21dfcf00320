using System.Net;

namespace LibNetwork.DriverApi;

/// <summary>A pool that was handed out.</summary>
/// <param name="PoolId">The name later requests use (E-023).</param>
/// <param name="Pool">The pool.</param>
/// <param name="Data">What the driver adds, such as a gateway under <see cref="NetLabel.Gateway"/>.</param>
public sealed record AllocatedPool(string PoolId, IPNetwork Pool, IReadOnlyDictionary<string, string> Data);
