package io.tsocks.samples;

import io.tsocks.testserver.SocksTestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What each sample is given, and what it prints.
final class Conf {

    private Conf() {}

    /// A program as it is started.
    @FunctionalInterface
    interface Program {
        void main(String... args) throws Exception;
    }

    /// A file that sends everything to this server.
    static String through(SocksTestServer server, Path folder) throws IOException {
        String text =
                "server = %s\nserver_port = %d\nserver_type = 5\n"
                        .formatted(server.host(), server.port());
        return Files.writeString(folder.resolve("tsocks.conf"), text).toString();
    }

    /// Runs a program, and gives what it printed.
    static String run(Program program, String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.main(args);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
