package io.tsocks.testing;

import java.nio.file.Path;

/// A tor that never leaves loopback: its only bridge is a closed port there. It reads requests,
/// resolves literals and checks the grammar of onion names, but cannot make a connection.
public final class Tor implements AutoCloseable {

    private final RealServer plain;
    private final int extendedPort;

    private Tor(RealServer plain, int extendedPort) {
        this.plain = plain;
        this.extendedPort = extendedPort;
    }

    /// Starts it on 127.0.0.1.
    public static Tor start() {
        return start(Place.free(), TargetServer.closedPort());
    }

    /// Starts it.
    ///
    /// @param extended for its own reply codes, a port that is free there
    public static Tor start(Place place, int extended) {
        Path folder = Folders.create("tor");
        Path file =
                Folders.write(
                        folder.resolve("torrc"),
                        """
                        SocksPort %1$s:%2$d IsolateSOCKSAuth
                        SocksPort %1$s:%3$d ExtendedErrors
                        ClientOnly 1
                        DataDirectory %4$s/data
                        UseBridges 1
                        Bridge 127.0.0.1:9
                        SocksTimeout 5
                        Log notice stdout
                        """
                                .formatted(place.host(), place.port(), extended, folder));
        RunningProgram program =
                RunningProgram.start(
                        place.command("tor", "-f", file.toString(), "--runasdaemon", "0"),
                        folder.resolve("log"));
        program.awaitListening(place.port()).awaitListening(extended);
        return new Tor(RealServer.of(place.host(), place.port(), folder, program), extended);
    }

    /// The address it listens on.
    public String host() {
        return plain.host();
    }

    /// The port that answers with the reply codes of RFC 1928.
    public int port() {
        return plain.port();
    }

    /// The port that also answers with Tor's own reply codes, 0xf0 to 0xf7.
    public int extendedErrorsPort() {
        return extendedPort;
    }

    /// What it has written so far.
    public String log() {
        return plain.log();
    }

    @Override
    public void close() {
        plain.close();
    }
}
