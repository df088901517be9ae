package io.tsocks.launcher.inspect;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One run of tsocks-inspect in this process.
///
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record InspectRun(int status, String out, String err) {

    static InspectRun of(String... arguments) {
        return with(Map.of(), arguments);
    }

    static InspectRun with(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new InspectCommand(print(out), print(err), environment).run(arguments);
        return new InspectRun(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Inspects a port of 127.0.0.1.
    static InspectRun port(int port, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("127.0.0.1:" + port);
        return of(all.toArray(String[]::new));
    }

    /// Inspects a port of 127.0.0.1 with a login, whose password the environment has.
    static InspectRun login(int port, String user, String password) {
        return with(Map.of("TSOCKS_PASSWORD", password), "--user", user, "127.0.0.1:" + port);
    }

    /// The report without what differs between runs: the server's port, other ports, durations.
    String stable(int port) {
        return out.replaceAll("\\b" + port + "\\b", "PORT")
                .replaceAll("((?:listened|relay) at [^\\s\"]+:)\\d+", "$1NNNN")
                .replaceAll("\\d+\\.\\d\\d ms", "N ms");
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
