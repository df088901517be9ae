package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Authority;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Haproxy;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.Stunnel;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Three servers inside TLS, each of which reaches only the next, and the last one the destination:
/// TLS in TLS in TLS.
@RequiresRoot
@RequiresProgram({"danted", "haproxy", "ip", "microsocks", "nft", "python3", "stunnel"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsChainIT {

    private static final String TARGET = "192.0.2.7";
    private static final Authority AUTHORITY = Authority.create("Test");

    private static final String ECHO =
            """
            import socketserver
            class Echo(socketserver.BaseRequestHandler):
                def handle(self):
                    while data := self.request.recv(1000): self.request.sendall(data)
            class Server(socketserver.ThreadingTCPServer):
                daemon_threads = True
            Server(('192.0.2.7', 7), Echo).serve_forever()
            """;

    private static final String CHAIN =
            """
            local = 10.203.0.0/24
            chain = yes
            path {
                reaches = 10.204.0.0/24
                server = socks5+tls://10.203.0.1:1080
                tls_ca = %1$s
            }
            path {
                reaches = 10.205.0.0/24
                server = socks5+tls://10.204.0.2:1080
                tls_ca = %1$s
            }
            path {
                reaches = 192.0.2.0/24
                server = socks5+tls://10.205.0.2:1080
                tls_ca = %1$s
            }
            """;

    private final SealedNetwork network = SealedNetwork.create();
    private final NetworkNamespace middle = NetworkNamespace.create();
    private final NetworkNamespace far = NetworkNamespace.create();
    private final Deque<Runnable> started = new ArrayDeque<>();

    @TempDir private static Path folder;

    /// Connects as a policy says, in a Java machine of its own, and prints what comes back.
    static final class Client {

        private Client() {}

        /// Connects.
        ///
        /// @param args the policy's file, and the host
        public static void main(String[] args) throws IOException {
            try (Socket socket = Tsocks.load(Path.of(args[0])).connect(args[1], 7)) {
                byte[] line = "through three\n".getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream().write(line);
                socket.shutdownOutput();
                System.out.write(socket.getInputStream().readAllBytes());
                System.out.flush();
            } catch (SocksException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @BeforeAll
    void start() {
        network.outside().connect("10.204.0.1", middle, "10.204.0.2");
        middle.connect("10.205.0.1", far, "10.205.0.2");
        far.addAddress(TARGET);
        Path log = folder.resolve("echo.log");
        started.push(far.start(log, "python3", "-c", ECHO).awaitListening(7)::close);
        RealServer first =
                started(Microsocks.start(new Place(network.outside(), "10.203.0.1", 1090)));
        RealServer second = started(Microsocks.start(new Place(middle, "10.204.0.2", 1090)));
        RealServer third = started(Danted.start(new Place(far, "10.205.0.2", 1090)));
        started(Haproxy.tls(network.server(), AUTHORITY.issue("10.203.0.1"), first));
        Place inMiddle = new Place(middle, "10.204.0.2", 1080);
        started(Stunnel.start(inMiddle, "TLSv1.2", AUTHORITY.issue("10.204.0.2"), second));
        Place inFar = new Place(far, "10.205.0.2", 1080);
        started(Haproxy.tls(inFar, AUTHORITY.issue("10.205.0.2"), third));
    }

    private RealServer started(RealServer server) {
        started.push(server::close);
        return server;
    }

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @AfterAll
    void stop() {
        started.forEach(Runnable::run);
        far.close();
        middle.close();
        network.close();
    }

    private String run(String policy) throws IOException {
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, Identity.pem(List.of(AUTHORITY.certificate())));
        Path file = Files.writeString(folder.resolve("chain.conf"), policy.formatted(ca));
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        Path tests = Path.of("target/test-classes").toAbsolutePath();
        String path = String.join(File.pathSeparator, tests.toString(), modules, classes);
        Command.Result result =
                network.inside()
                        .command(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                path,
                                Client.class.getName(),
                                file.toString(),
                                TARGET)
                        .result();
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    @Test
    void aConnectGoesThroughThreeServersInsideTls() throws Exception {
        assertThat(run(CHAIN)).isEqualTo("through three\n");
    }

    @Test
    void aHopWithACertificateOfAnotherHostIsNamed() throws Exception {
        far.addAddress("10.205.0.3");
        String elsewhere = CHAIN.replace("socks5+tls://10.205.0.2:", "socks5+tls://10.205.0.3:");
        try (RealServer behind = Danted.start(new Place(far, "10.205.0.3", 1090));
                RealServer front =
                        Haproxy.tls(
                                new Place(far, "10.205.0.3", 1080),
                                AUTHORITY.issue("other.test"),
                                behind)) {
            assertThat(front.port()).isEqualTo(1080);
            assertThat(run(elsewhere)).contains("10.205.0.3", "other.test");
        }
    }
}
