package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.TargetServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service that systemd starts at the first connection, and whose sockets are systemd's.
@RequiresProgram({"systemd-socket-activate", "curl"})
@Timeout(120)
class SocketActivationIT {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";

    @TempDir private Path folder;

    private Path socket;
    private final String proxy = "127.0.0.1:" + Place.free().port();
    private final int apiPort = Place.free().port();

    @BeforeEach
    void writePolicy() throws IOException {
        socket = folder.resolve("api.sock");
        Files.writeString(folder.resolve("tsocks.conf"), POLICY);
    }

    /// @param mode of the socket of the API, as the unit of a socket gives it
    private RunningProgram activate(String mode, List<String> sockets, String... options)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("systemd-socket-activate"));
        sockets.forEach(one -> words.addAll(List.of("-l", one)));
        words.addAll(ServiceProgram.words(folder, options));
        RunningProgram program =
                RunningProgram.start(
                        Command.of(words.toArray(String[]::new)), folder.resolve("log"));
        sockets.forEach(one -> program.awaitLog("Listening on " + one));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(mode));
        return program;
    }

    private static Command.Result curl(String... words) {
        List<String> all = new ArrayList<>(List.of("curl", "-sS", "-f", "-m", "60"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).result();
    }

    @Test
    void eachSocketServesWhatTheSettingsSayOfItsAddress() throws Exception {
        List<String> sockets = List.of(socket.toString(), proxy, "127.0.0.1:" + apiPort);
        try (TargetServer site = TargetServer.http("of the site");
                RunningProgram _ =
                        activate(
                                "rw-------",
                                sockets,
                                "--api",
                                "unix:" + socket,
                                "--listen",
                                proxy,
                                "--api-port",
                                Integer.toString(apiPort))) {
            Command.Result first =
                    curl("--unix-socket", socket.toString(), "http://localhost/v1/status");
            assertThat(first.output()).as(first.errors()).contains("\"revision\"");
            Command.Result proxied =
                    curl("--socks5", proxy, "http://127.0.0.1:" + site.port() + "/");
            assertThat(proxied.output()).as(proxied.errors()).isEqualTo("of the site");
            Command.Result health = curl("http://127.0.0.1:" + apiPort + "/healthz");
            assertThat(health.status()).as(health.errors()).isZero();
        }
        assertThat(socket).as("the socket of systemd").exists();
    }

    @Test
    void aSocketThatNoSettingNamesIsNotLeftAlone() throws Exception {
        try (RunningProgram service =
                activate(
                        "rw-------",
                        List.of(socket.toString(), proxy),
                        "--api",
                        "unix:" + socket)) {
            // This starts it, and may be answered in the moment before it ends.
            Command.Result ignored =
                    curl("--unix-socket", socket.toString(), "http://localhost/v1/status");
            service.awaitLog(
                    "the service manager listens at "
                            + proxy
                            + ", and no setting does; name it with --api, --api-port or --listen");
        }
    }

    @Test
    void aSocketForEveryUserIsRefused() throws Exception {
        try (RunningProgram service =
                activate("rw-rw-rw-", List.of(socket.toString()), "--api", "unix:" + socket)) {
            assertThat(
                            curl("--unix-socket", socket.toString(), "http://localhost/v1/status")
                                    .status())
                    .isNotZero();
            service.awaitLog("which the service manager has made; give its unit SocketMode=0600");
        }
    }
}
