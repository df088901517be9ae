package io.tsocks.testing;

import java.nio.file.Path;

/// ss-local with an ss-server behind it: SOCKS 5 without login, with CONNECT and UDP ASSOCIATE. It
/// replies with success before it has contacted the target.
public final class ShadowsocksLocal {

    private ShadowsocksLocal() {}

    /// Starts it on 127.0.0.1.
    public static RealServer start() {
        Path folder = Folders.create("shadowsocks");
        int tunnel = TargetServer.closedPort();
        Place place = Place.free();
        Path file =
                Folders.write(
                        folder.resolve("shadowsocks.json"),
                        """
                        {
                          "server": "127.0.0.1",
                          "server_port": %d,
                          "local_address": "127.0.0.1",
                          "local_port": %d,
                          "password": "for-tests-only",
                          "method": "chacha20-ietf-poly1305",
                          "timeout": 60,
                          "mode": "tcp_and_udp"
                        }
                        """
                                .formatted(tunnel, place.port()));
        RunningProgram server = run(folder, "ss-server", file).awaitListening(tunnel);
        try {
            RunningProgram local = run(folder, "ss-local", file).awaitListening(place.port());
            return RealServer.of(place.host(), place.port(), folder, local, server);
        } catch (RuntimeException e) {
            server.close();
            Folders.delete(folder);
            throw e;
        }
    }

    private static RunningProgram run(Path folder, String program, Path file) {
        return RunningProgram.start(
                Command.of(program, "-c", file.toString()), folder.resolve(program + ".log"));
    }
}
