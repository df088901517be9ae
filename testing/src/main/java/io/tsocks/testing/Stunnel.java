package io.tsocks.testing;

import java.nio.file.Path;

/// stunnel: takes TLS in front of another server, and passes the bytes on as they are.
public final class Stunnel {

    private Stunnel() {}

    /// On a free port of 127.0.0.1, with TLS of one version: `TLSv1.2` or `TLSv1.3`.
    public static RealServer start(String version, Identity identity, RealServer behind) {
        return start(Place.free(), version, identity, behind);
    }

    /// With TLS of one version.
    ///
    /// @param behind can be reached from the place
    public static RealServer start(
            Place place, String version, Identity identity, RealServer behind) {
        Path folder = Folders.create("stunnel");
        Path cert = Folders.write(folder.resolve("server.pem"), identity.pem());
        Path file =
                Folders.write(
                        folder.resolve("stunnel.conf"),
                        """
                        foreground = yes
                        pid =
                        debug = notice
                        [front]
                        accept = %s:%d
                        connect = %s:%d
                        cert = %s
                        sslVersion = %s
                        """
                                .formatted(
                                        place.host(),
                                        place.port(),
                                        behind.host(),
                                        behind.port(),
                                        cert,
                                        version));
        RunningProgram program =
                RunningProgram.start(
                        place.command("stunnel", file.toString()), folder.resolve("log"));
        program.awaitListening(place.port());
        return RealServer.of(place.host(), place.port(), folder, program);
    }
}
