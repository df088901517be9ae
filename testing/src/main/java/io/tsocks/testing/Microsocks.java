package io.tsocks.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// microsocks: SOCKS 5 with CONNECT only. It makes one read for each state, so it loses a pipelined
/// request and fails on a split message.
public final class Microsocks {

    private Microsocks() {}

    /// Starts it on 127.0.0.1, without login.
    public static RealServer start() {
        return start(Place.free());
    }

    /// Starts it without login.
    public static RealServer start(Place place) {
        return start(place, List.of());
    }

    /// Starts it on 127.0.0.1; it asks for this user name and password.
    public static RealServer startWithLogin(String user, String password) {
        return startWithLogin(Place.free(), user, password);
    }

    /// Starts it; it asks for this user name and password.
    public static RealServer startWithLogin(Place place, String user, String password) {
        return start(place, List.of("-u", user, "-P", password));
    }

    private static RealServer start(Place place, List<String> login) {
        Path folder = Folders.create("microsocks");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "microsocks",
                                "-i",
                                place.host(),
                                "-p",
                                Integer.toString(place.port())));
        words.addAll(login);
        RunningProgram program =
                RunningProgram.start(
                        place.command(words.toArray(String[]::new)), folder.resolve("log"));
        program.awaitListening(place.port());
        return RealServer.of(place.host(), place.port(), folder, program);
    }
}
