package io.tsocks.launcher.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.TlsSettings;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Result;
import io.tsocks.linux.SocketBuffer;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsState;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bytes that travel inside TLS.
class SealedRelayTest extends RelayedConnections {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final SSLContext SERVER = AUTHORITY.issue("127.0.0.1").serverContext();

    private final ServerTls sessions = new ServerTls(Optional.empty());
    private String version = "TLSv1.3";

    @TempDir private Path folder;
    private TlsSettings trust = TlsSettings.STANDARD;

    @BeforeEach
    void writeAuthority() throws IOException {
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, Identity.pem(List.of(AUTHORITY.certificate())));
        trust = new TlsSettings(Optional.of(ca.toString()), List.of(), Optional.empty());
    }

    @Override
    int many() {
        return 100;
    }

    @Override
    Socket relay(OwnSocket inner, OwnSocket outer, Socket carrier) throws IOException {
        SSLSocket server = (SSLSocket) SERVER.getSocketFactory().createSocket(carrier, null, true);
        server.setEnabledProtocols(new String[] {version});
        CompletableFuture<Void> handshake = inThread(() -> shakeHands(server));
        Tls tls =
                sessions.begin(
                        new ProxyServer(
                                new ServerAddress.Inet("127.0.0.1", 1080),
                                ServerKind.SOCKS5_TLS,
                                null,
                                null,
                                trust));
        open(tls, outer);
        handshake.join();
        relay.take(inner, outer, Envelope.of(tls), _ -> {});
        return server;
    }

    private static void shakeHands(SSLSocket server) {
        try {
            server.startHandshake();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void open(Tls tls, OwnSocket outer) {
        SocketBuffer buffer = new SocketBuffer(kernel);
        while (tls.state() instanceof TlsState.Handshaking || tls.output().hasRemaining()) {
            tls.runTasks();
            if (tls.output().hasRemaining()) {
                buffer.send(outer, tls.output());
                continue;
            }
            Result count = buffer.receive(outer, tls.needed());
            if (count.ok()) {
                tls.receive(buffer.received(count));
            } else {
                Thread.onSpinWait();
            }
        }
        assertThat(tls.state()).isEqualTo(new TlsState.Open());
    }

    /// Bytes may be missing at its end.
    @Test
    void anEndThatTheServerHasNotSaidIsAReset() throws Exception {
        try (Ends ends = connect()) {
            ends.server().getOutputStream().write(7);
            assertThat(ends.program().getInputStream().read()).isEqualTo(7);
            ends.carrier().shutdownOutput();
            assertReset(ends.program());
        }
    }

    @Test
    void bytesThatAreNoneOfTlsAreAReset() throws Exception {
        try (Ends ends = connect()) {
            ends.carrier().getOutputStream().write(new byte[] {72, 84, 84, 80, 47, 49});
            assertReset(ends.program());
        }
    }

    /// Of TLS 1.2, one end is both.
    @Test
    void theEndOfAnOlderSessionIsPassedOn() throws Exception {
        version = "TLSv1.2";
        try (Ends ends = connect()) {
            write(ends.server(), new byte[] {1, 2, 3});
            assertThat(readAll(ends.program())).containsExactly(1, 2, 3);
            assertThatIOException().isThrownBy(() -> writeOn(ends.program()));
        }
    }

    @SuppressWarnings("InfiniteLoopStatement") // It ends with an exception.
    private static void writeOn(Socket to) throws IOException {
        while (true) {
            to.getOutputStream().write(4);
        }
    }
}
