package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.function.Supplier;

/// The training runs for the image's AOT caches: does once what users do often, so that a cache
/// contains the classes that the commands then load. Everything in a cache is loaded at each start,
/// so rare tasks are left out.
final class Training {

    private static final List<List<String>> ROUTE =
            List.of(
                    List.of("-f", "CONF", "10.1.2.3:80"),
                    List.of("-f", "CONF", "--explain", "10.1.2.3", "[2001:db8::1]:80", "bad:port"),
                    List.of("-f", "CONF", "localhost:443"),
                    List.of("-f", "CONF", "-"),
                    List.of("--version"),
                    List.of("--no-such-option"));

    private static final List<List<String>> VALIDATE =
            List.of(
                    List.of("CONF"),
                    List.of("--strict", "CONF"),
                    List.of("--version"),
                    List.of("--no-such-option"));

    private Training() {}

    /// `tsocks-route|tsocks-validate CONF…`: runs a command on each of some configurations.
    public static void main(String[] arguments) {
        List<String> configurations = List.of(arguments).subList(1, arguments.length);
        for (String conf : configurations) {
            switch (arguments[0]) {
                case "tsocks-route" -> run(() -> new RouteCommand(Resolver.system()), ROUTE, conf);
                case "tsocks-validate" -> run(ValidateCommand::new, VALIDATE, conf);
                default -> throw new IllegalArgumentException("no such command: " + arguments[0]);
            }
        }
    }

    private static void run(Supplier<Command> command, List<List<String>> runs, String conf) {
        var out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        CommandContext process = CommandContext.ofProcess(out);
        for (List<String> run : runs) {
            String[] words =
                    run.stream()
                            .map(word -> word.equals("CONF") ? conf : word)
                            .toArray(String[]::new);
            CommandRunner.run(command.get(), process, words);
        }
    }
}
