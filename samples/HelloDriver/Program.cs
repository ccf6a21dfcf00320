using HelloDriver;
using LibNetwork.Plugins;
using Microsoft.Extensions.Logging;

using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
await PluginServer.RunAsync(new PluginOptions { Name = "hello", NetworkDriver = new MacvlanDriver(), LoggerFactory = logs });
