return await new Dnet.DnetProgram(Console.Out, Console.Error, Environment.GetEnvironmentVariable).RunAsync(args);
