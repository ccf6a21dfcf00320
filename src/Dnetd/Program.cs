using Dnetd.Hosting;
using Dnetd.Options;

return await new DaemonCommandLine().InvokeAsync(args, Daemon.RunAsync);
