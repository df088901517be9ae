package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.Network;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final int LARGE_PATHS = 4;
    private static final int LARGE_NETWORKS = 40_000;

    private Training() {}

    /// Reads each of some configurations in all ways, and one that is large enough for the Java
    /// machine to learn what is worth compiling when a large one comes.
    public static void main(String[] arguments) throws IOException {
        readLarge();
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

    private static void readLarge() throws IOException {
        Path conf = Files.createTempFile("training", ".conf");
        try {
            Files.writeString(conf, large());
            CommandRunner.run(new ValidateCommand(), context(), conf.toString());
            String[] question = {"-f", conf.toString(), "20.1.2.3:80"};
            CommandRunner.run(new RouteCommand(Resolver.system()), context(), question);
        } finally {
            Files.delete(conf);
        }
    }

    /// Paths with networks of many sizes, one in each other, some with ports.
    private static String large() {
        StringBuilder text = new StringBuilder("local = 10.0.0.0/255.0.0.0\n");
        for (int path = 0; path < LARGE_PATHS; path++) {
            text.append("path {\n    server = 10.0.0.").append(path + 1).append("\n");
            text.append("    server_type = 5\n");
            for (int i = path; i < LARGE_NETWORKS; i += LARGE_PATHS) {
                int mask = -1 << (8 + i % 12);
                text.append("    reaches = ")
                        .append(Network.Ip4.dotted((0x1400_0000 + i * 0x1235) & mask))
                        .append(i % 12 == 0 ? ":80-443/" : "/")
                        .append(Network.Ip4.dotted(mask))
                        .append('\n');
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private static CommandContext context() {
        var sink = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream("10.1.2.3:80\n".getBytes(StandardCharsets.UTF_8));
        return new CommandContext(in, sink, sink, Map.of(), () -> false);
    }
}
