using Dnet;
using Dnet.ExternalKeys;

// Runtimes call the hook by its name; a link of that name to this program will do.
return Path.GetFileName(Environment.GetCommandLineArgs() is [var name, ..] ? name : "") == SetKeyHook.Name
    ? await SetKeyHook.RunAsync(args, Console.OpenStandardInput(), Console.Error)
    : args is [SetKeyHook.Name, ..]
        ? await SetKeyHook.RunAsync(args[1..], Console.OpenStandardInput(), Console.Error)
        : await new DnetProgram(Console.Out, Console.Error, Environment.GetEnvironmentVariable).RunAsync(args);
