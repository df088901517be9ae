package io.tsocks.testing;

import java.nio.file.Path;
import java.util.List;

/// HAProxy in front of another server: it takes TLS, or connections to an AF_UNIX
/// socket, and passes the bytes on as they are.
public final class Haproxy {

    private Haproxy() {}

    /// Takes TLS on a free port of 127.0.0.1.
    public static RealServer tls(Identity identity, RealServer behind) {
        return tls(Place.free(), identity, behind);
    }

    /// Takes TLS.
    ///
    /// @param behind can be reached from the place
    public static RealServer tls(Place place, Identity identity, RealServer behind) {
        return start(place, behind, "crt %s", identity.pem(), "");
    }

    /// Takes TLS from clients with a certificate of an authority.
    public static RealServer tlsForClientsOf(
            Authority authority, Identity identity, RealServer behind) {
        return tlsForClientsOf(Place.free(), authority, identity, behind);
    }

    /// Takes TLS from clients with a certificate of an authority.
    public static RealServer tlsForClientsOf(
            Place place, Authority authority, Identity identity, RealServer behind) {
        return start(
                place,
                behind,
                "crt %s ca-file %s verify required",
                identity.pem(),
                Identity.pem(List.of(authority.certificate())));
    }

    private static RealServer start(
            Place place, RealServer behind, String tls, String certificate, String authority) {
        Path folder = Folders.create("haproxy");
        Path crt = Folders.write(folder.resolve("server.pem"), certificate);
        Path ca = Folders.write(folder.resolve("ca.pem"), authority);
        String bind = "%s:%d ssl %s".formatted(place.host(), place.port(), tls.formatted(crt, ca));
        RunningProgram program = run(place, folder, bind, behind);
        program.awaitListening(place.port());
        return RealServer.of(place.host(), place.port(), folder, program);
    }

    /// Takes connections to an AF_UNIX socket.
    ///
    /// @param socket where it is made
    public static RealServer unix(Path socket, RealServer behind) {
        Path folder = Folders.create("haproxy");
        Place place = Place.free();
        String bind = "unix@%s mode 666".formatted(socket);
        RunningProgram program = run(place, folder, bind, behind);
        program.awaitFile(socket);
        return RealServer.of(behind.host(), behind.port(), folder, program);
    }

    private static RunningProgram run(Place place, Path folder, String bind, RealServer behind) {
        Path file =
                Folders.write(
                        folder.resolve("haproxy.cfg"),
                        """
                        global
                            log stderr local0 debug
                            stats timeout 30s
                        defaults
                            mode tcp
                            log global
                            timeout connect 30s
                            timeout client 60s
                            timeout server 60s
                        listen front
                            bind %s
                            server behind %s:%d
                        """
                                .formatted(bind, behind.host(), behind.port()));
        return RunningProgram.start(
                place.command("haproxy", "-db", "-f", file.toString()), folder.resolve("log"));
    }
}
