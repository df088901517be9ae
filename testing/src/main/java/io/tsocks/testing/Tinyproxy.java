package io.tsocks.testing;

import java.nio.file.Path;

/// tinyproxy: an HTTP proxy with CONNECT and Basic logins. It answers 500 where it does not reach
/// the destination.
public final class Tinyproxy {

    private Tinyproxy() {}

    /// On 127.0.0.1, without login.
    public static RealServer start() {
        return start(Place.free(), "");
    }

    /// Without login.
    public static RealServer start(Place place) {
        return start(place, "");
    }

    /// Asks for this user name and password, which have no blank.
    public static RealServer startWithLogin(Place place, String user, String password) {
        return start(place, "BasicAuth " + user + " " + password);
    }

    /// On 127.0.0.1; asks for this user name and password, which have no blank.
    public static RealServer startWithLogin(String user, String password) {
        return startWithLogin(Place.free(), user, password);
    }

    private static RealServer start(Place place, String login) {
        Path folder = Folders.create("tinyproxy");
        Path file = Folders.write(folder.resolve("tinyproxy.conf"), configuration(place, login));
        RunningProgram program =
                RunningProgram.start(
                        place.command("tinyproxy", "-d", "-c", file.toString()),
                        folder.resolve("log"));
        program.awaitListening(place.port());
        return RealServer.of(place.host(), place.port(), folder, program);
    }

    private static String configuration(Place place, String login) {
        return """
        Listen %s
        Port %d
        Timeout 60
        MaxClients 300
        LogLevel Connect
        %s
        """
                .formatted(place.host(), place.port(), login);
    }
}
