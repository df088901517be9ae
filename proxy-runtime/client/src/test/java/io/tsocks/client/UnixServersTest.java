package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.TargetServer;
import io.tsocks.testing.UnixFront;
import io.tsocks.testserver.Command;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SOCKS 5 servers at AF_UNIX sockets.
class UnixServersTest {

    private final TargetServer target = TargetServer.echo();
    private final SocksTestServer server =
            SocksTestServer.builder().redirectAll(target.address()).start();

    @TempDir private Path folder;
    private Path path;
    private UnixFront front;

    @BeforeEach
    void start() {
        path = folder.resolve("socks");
        front = UnixFront.start(path, server.address());
    }

    @AfterEach
    void stop() {
        front.close();
        server.close();
        target.close();
    }

    private Tsocks client() {
        return clientFor(policy("server = unix:" + path + "\nremote_dns = yes\n")).build();
    }

    @Test
    void theConnectionGoesThroughTheSocket() throws Exception {
        try (Socket socket = client().connect("a.test", 80, SOON)) {
            TsocksTest.assertEchoes(socket);
            socket.getOutputStream().write("last".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("last");
        }
        assertThat(server.awaitSession(1).request().orElseThrow().host()).isEqualTo("a.test");
    }

    @Test
    void aSocketWithOptionsIsConnectedLater() throws Exception {
        try (Socket socket = client().unconnectedSocket()) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(InetSocketAddress.createUnresolved("a.test", 80), 20_000);
            TsocksTest.assertEchoes(socket);
            assertThat(socket.getPort()).isEqualTo(80);
        }
    }

    @Test
    void aReadHasATimeoutAndLosesNothing() throws Exception {
        try (Socket socket = client().connect("a.test", 80, SOON)) {
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(20_000);
            TsocksTest.assertEchoes(socket);
        }
    }

    @Test
    void closingEndsAReadInAnotherThread() throws Exception {
        Socket socket = client().connect("a.test", 80, SOON);
        FutureTask<Integer> read = new FutureTask<>(() -> socket.getInputStream().read());
        Thread reader = Thread.ofPlatform().start(read);
        while (reader.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        socket.close();
        assertThatThrownBy(read::get).hasCauseInstanceOf(SocketException.class);
    }

    @Test
    void muchDataGoesBothWaysAtOnce() throws Exception {
        byte[] much = new byte[3_000_000];
        try (Socket socket = client().connect("a.test", 80, SOON)) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            socket.getOutputStream().write(much);
                                            socket.shutdownOutput();
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much);
            writer.join();
        }
    }

    @Test
    void aSilentServerHasADeadline() {
        server.behave(new Fault.Mute(FaultPhase.METHOD));
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> client().connect("a.test", 80, Duration.ofMillis(200)))
                .withMessageContaining("no answer within");
    }

    @Test
    void aMissingSocketIsNamed() {
        front.close();
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> client().connect("a.test", 80, SOON))
                .withMessageContaining("unix:" + path)
                .withMessageContaining("the server itself cannot be reached");
    }

    @Test
    void whatNeedsAPortIsRefused() {
        assertThatThrownBy(() -> client().udp("a.test", 80, SOON))
                .isInstanceOf(NotCarriedException.class)
                .hasMessageContaining("datagrams do not travel through an AF_UNIX socket");
        assertThatThrownBy(() -> client().openChannel("a.test", 80, SOON))
                .isInstanceOf(NotCarriedException.class);
        assertThatThrownBy(() -> client().firstLeg(Destinations.of("a.test", 80)))
                .isInstanceOf(NotCarriedException.class)
                .hasMessageContaining("AF_UNIX socket");
        assertThat(server.sessions()).noneMatch(one -> one.request().isPresent());
    }

    @Test
    void aPortOfTheServerIsOpened() throws Exception {
        try (SocksTestServer open = SocksTestServer.start();
                UnixFront own = UnixFront.start(folder.resolve("bind"), open.address());
                BoundPort port =
                        clientFor(policy("server = unix:" + folder.resolve("bind")))
                                .build()
                                .bind("192.0.2.1", 80, SOON)) {
            assertThat(port.address().port()).isPositive();
            assertThat(open.awaitSession(1).request().orElseThrow().command())
                    .isEqualTo(Command.BIND.code());
            assertThat(own).isNotNull();
        }
    }
}
