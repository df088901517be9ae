package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Does once what users do often, so that the image can keep what the commands then load: the run
/// from which its AOT cache is made.
final class Training {

    private static final String[][] RUNS = {
        {"-f", "CONF", "10.1.2.3:80"},
        {"-f", "CONF", "--explain", "10.1.2.3", "[2001:db8::1]:80", "localhost:443", "bad:port"},
        {"-f", "CONF", "--json", "--all-addresses", "--explain", "150.1.2.3:80", "localhost"},
        {"-f", "CONF", "-"},
        {"--help"},
        {"--version"},
        {"--no-such-option"},
    };

    private Training() {}

    /// Reads each of some configurations in all ways.
    public static void main(String[] arguments) {
        for (String conf : arguments) {
            CommandRunner.run(new ValidateCommand(), context(), "--print", conf);
            CommandRunner.run(new ValidateCommand(), context(), "--format=json", conf);
            for (String[] run : RUNS) {
                String[] words = run.clone();
                for (int i = 0; i < words.length; i++) {
                    words[i] = words[i].equals("CONF") ? conf : words[i];
                }
                CommandRunner.run(new RouteCommand(Resolver.system()), context(), words);
            }
        }
        CommandRunner.run(new ValidateCommand(), context(), "--help");
        CommandContext process =
                CommandContext.ofProcess(
                        new WatchedOutput(new FileOutputStream(FileDescriptor.out)));
        CommandRunner.run(new ValidateCommand(), process, "--version");
    }

    private static CommandContext context() {
        var sink = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream("10.1.2.3:80\n".getBytes(StandardCharsets.UTF_8));
        return new CommandContext(in, sink, sink, Map.of(), () -> false);
    }
}
