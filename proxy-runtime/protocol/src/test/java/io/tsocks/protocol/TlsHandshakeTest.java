package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Secret;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsHandshakeTest {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue(TlsEngines.HOST);
    private static final byte[] SOCKS5_REPLIES = {5, 2, 1, 0, 5, 0, 0, 1, 10, 0, 0, 1, 4, 56};
    private static final byte[] SOCKS4_REPLY = {0, 90, 0, 0, 0, 0, 0, 0};
    private static final byte[] HTTP_REPLY = ascii("HTTP/1.1 200 OK\r\n\r\n");
    private static final byte[] GREETING = ascii("220 hello");

    static LongStream seeds() {
        return Seeds.first(15);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(Tls tls) {
        return StandardCharsets.US_ASCII.decode(tls.plaintext()).toString();
    }

    private static Handshake socks5() {
        Authentication login = new Authentication.Password("joe", Secret.of("s3cret"));
        return SocksHandshake.socks5(
                connect("next.test", 443),
                List.of(new Authentication.None(), login),
                Strategy.SEQUENTIAL);
    }

    private static SocksRequest connect(String host, int port) {
        return SocksRequest.connect(SocksAddress.of(host, port));
    }

    private static Handshake inTls(Supplier<Handshake> inside) {
        return new TlsHandshake(new TlsSession(TlsEngines.client(AUTHORITY)), inside);
    }

    private static TlsSession server() {
        return new TlsSession(TlsEngines.server(IDENTITY));
    }

    /// Servers on one connection, which answer with a script and then begin TLS or the next one.
    private static final class Servers {

        private final List<Object> script;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final ByteArrayOutputStream clear = new ByteArrayOutputStream();
        private Optional<Tls> tls = Optional.empty();
        private ByteBuffer plain = ByteBuffer.allocate(0);

        /// @param script a TLS session that begins, or a reply to the next message
        Servers(Object... script) {
            this.script = new ArrayList<>(List.of(script));
            begin();
        }

        private void begin() {
            if (!script.isEmpty() && script.getFirst() instanceof TlsSession next) {
                script.removeFirst();
                tls = Optional.of(tls.<Tls>map(outer -> new NestedTls(outer, next)).orElse(next));
            }
        }

        void receive(ByteBuffer bytes) {
            if (tls.isEmpty()) {
                byte[] message = new byte[bytes.remaining()];
                bytes.get(message);
                clear.writeBytes(message);
                plain = reply();
            } else {
                receive(bytes, tls.get());
            }
        }

        private void receive(ByteBuffer bytes, Tls current) {
            boolean moved = true;
            while (moved) {
                moved = bytes.hasRemaining();
                current.receive(bytes);
                current.runTasks();
                if (current.plaintext().hasRemaining()) {
                    byte[] part = new byte[current.plaintext().remaining()];
                    current.plaintext().get(part);
                    read.writeBytes(part);
                    current.send(reply());
                    // The reply is of this session; what follows is of the next.
                    plain = copy(plain, current.output());
                }
            }
        }

        private ByteBuffer reply() {
            if (script.isEmpty()) {
                return ByteBuffer.allocate(0);
            }
            return ByteBuffer.wrap((byte[]) script.removeFirst());
        }

        ByteBuffer output() {
            tls.ifPresent(current -> plain = copy(plain, current.output()));
            return plain;
        }

        /// The next session begins once the reply has left.
        void sent() {
            if (!output().hasRemaining()) {
                begin();
            }
        }

        private static ByteBuffer copy(ByteBuffer first, ByteBuffer second) {
            return ByteBuffer.allocate(first.remaining() + second.remaining())
                    .put(first)
                    .put(second)
                    .flip();
        }
    }

    /// Drives both sides until nothing moves, in pieces of random length.
    private static void drive(Handshake handshake, Servers servers, RandomGenerator random) {
        boolean moved = true;
        while (moved) {
            moved = handshake.task().isPresent();
            handshake.task().ifPresent(Runnable::run);
            handshake.resume();
            if (handshake.output().hasRemaining()) {
                byte[] all = new byte[handshake.output().remaining()];
                handshake.output().get(all);
                servers.receive(ByteBuffer.wrap(all));
                moved = true;
            }
            int most = Math.min(handshake.needed(), servers.output().remaining());
            if (most > 0) {
                int count = 1 + random.nextInt(most);
                ByteBuffer output = servers.output();
                handshake.receive(output.slice(output.position(), count));
                output.position(output.position() + count);
                servers.sent();
                moved = true;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theHandshakeGoesInsideTlsHoweverItIsCut(long seed) {
        Handshake handshake = inTls(TlsHandshakeTest::socks5);
        Servers servers =
                new Servers(
                        server(),
                        new byte[] {5, 2},
                        new byte[] {1, 0},
                        new byte[] {5, 0, 0, 1, 10, 0, 0, 1, 4, 56, '2', '2', '0'});

        drive(handshake, servers, Seeds.random(seed));

        assertThat(handshake.state())
                .as("seed %d", seed)
                .isEqualTo(new HandshakeState.Established(SocksAddress.of("10.0.0.1", 1080)));
        assertThat(servers.read.toString(StandardCharsets.ISO_8859_1))
                .contains("s3cret", "next.test");
        assertThat(servers.clear.size()).isZero();
        Tls tls = Objects.requireNonNull(handshake.tls());
        tls.receive(servers.output());
        assertThat(text(tls)).isEqualTo("220");
    }

    /// TLS to the first, none to the second, TLS to the third.
    @ParameterizedTest
    @MethodSource("seeds")
    void aChainHasTlsAtAnyOfItsServers(long seed) {
        ChainedHandshake chain =
                new ChainedHandshake(
                        List.of(
                                () -> inTls(TlsHandshakeTest::socks5),
                                () -> SocksHandshake.socks4(connect("third.test", 443), "me"),
                                () ->
                                        inTls(
                                                () ->
                                                        new HttpConnectHandshake(
                                                                connect("d.test", 80), null))));
        Servers servers =
                new Servers(
                        server(),
                        new byte[] {5, 2},
                        new byte[] {1, 0},
                        new byte[] {5, 0, 0, 1, 10, 0, 0, 1, 4, 56},
                        SOCKS4_REPLY,
                        server(),
                        Servers.copy(ByteBuffer.wrap(HTTP_REPLY), ByteBuffer.wrap(GREETING))
                                .array());

        drive(chain, servers, Seeds.random(seed));

        assertThat(chain.state())
                .as("seed %d", seed)
                .isInstanceOf(HandshakeState.Established.class);
        assertThat(chain.hop()).isEqualTo(2);
        assertThat(servers.read.toString(StandardCharsets.ISO_8859_1))
                .contains("third.test", "CONNECT d.test:80");
        Tls tls = Objects.requireNonNull(chain.tls());
        tls.receive(servers.output());
        assertThat(text(tls)).isEqualTo("220 hello");
    }

    @Test
    void noLoginIsMadeForAServerThatIsNotTrusted() {
        boolean[] made = {false};
        CertificateCheck check =
                new CertificateCheck(
                        "other.test", Optional.of(TlsEngines.trust(AUTHORITY)), Set.of());
        Handshake handshake =
                new TlsHandshake(
                        new TlsSession(TlsEngines.client(check)),
                        () -> {
                            made[0] = true;
                            return socks5();
                        });

        drive(handshake, new Servers(server(), SOCKS5_REPLIES), Seeds.random(1));

        assertThat(made[0]).isFalse();
        assertThat(handshake.state())
                .isEqualTo(
                        new HandshakeState.Failed(
                                Phase.TLS,
                                new TlsFailure.WrongName("other.test", List.of(TlsEngines.HOST))));
        assertThat(handshake.needed()).isZero();
    }

    @Test
    void aServerWithoutTlsIsRecognised() {
        Handshake handshake = inTls(TlsHandshakeTest::socks5);

        handshake.receive(ByteBuffer.wrap(new byte[] {5, (byte) 0xff}));

        assertThat(handshake.state())
                .isEqualTo(
                        new HandshakeState.Failed(
                                Phase.TLS,
                                new TlsFailure.NotTls("it answers with SOCKS 5 in clear")));
    }

    @Test
    void aServerThatHangsUpIsNamedInEveryPhase() {
        Handshake early = inTls(TlsHandshakeTest::socks5);
        early.endOfInput();
        Handshake late = inTls(TlsHandshakeTest::socks5);
        drive(late, new Servers(server(), new byte[] {5, 2}), Seeds.random(1));
        late.endOfInput();

        assertThat(early.state())
                .isEqualTo(new HandshakeState.Failed(Phase.TLS, new TlsFailure.Closed()));
        assertThat(late.state())
                .isEqualTo(
                        new HandshakeState.Failed(
                                Phase.AUTHENTICATION, new TlsFailure.Truncated()));
    }
}
