package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Secret;
import io.tsocks.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three proxies on one connection: SOCKS 5 with a login, HTTP, SOCKS 4a.
class ChainedHandshakeTest {

    private static final byte[] REPLIES =
            bytes(
                    new byte[] {5, 2, 1, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0},
                    "HTTP/1.1 200 OK\r\nVia: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                    new byte[] {0, 90, 0, 0, 0, 0, 0, 0});

    private static final byte[] APPLICATION = "220 hello".getBytes(StandardCharsets.US_ASCII);

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static ChainedHandshake chain() {
        Authentication login = new Authentication.Password("joe", Secret.of("s3cret"));
        List<Supplier<Handshake>> hops =
                List.of(
                        () ->
                                SocksHandshake.socks5(
                                        connect("b.test", 3128),
                                        List.of(new Authentication.None(), login),
                                        Strategy.SEQUENTIAL),
                        () -> new HttpConnectHandshake(connect("c.test", 1080), null),
                        () -> SocksHandshake.socks4(connect("d.test", 80), "me"));
        return new ChainedHandshake(hops);
    }

    private static SocksRequest connect(String host, int port) {
        return SocksRequest.connect(SocksAddress.of(host, port));
    }

    private static String sent(Handshake handshake) {
        byte[] bytes = new byte[handshake.output().remaining()];
        handshake.output().get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Sends what is due and receives what is needed, until the end.
    private static String drive(Handshake handshake, ByteBuffer server, RandomGenerator random) {
        StringBuilder sent = new StringBuilder();
        while (!handshake.state().isOver()) {
            sent.append(sent(handshake));
            int most = Math.min(handshake.needed(), server.remaining());
            if (most == 0) {
                handshake.endOfInput();
                continue;
            }
            int length = 1 + random.nextInt(most);
            handshake.receive(server.slice(server.position(), length));
            server.position(server.position() + length);
        }
        return sent.toString();
    }

    static LongStream seeds() {
        return Seeds.first(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachProxyIsAskedForTheNextAndNoByteOfTheApplicationIsTaken(long seed) {
        ChainedHandshake chain = chain();
        ByteBuffer server = ByteBuffer.wrap(bytes(REPLIES, APPLICATION));
        String sent = drive(chain, server, Seeds.random(seed));
        assertThat(chain.state())
                .as("seed %d", seed)
                .isInstanceOf(HandshakeState.Established.class);
        assertThat(server.remaining()).as("seed %d", seed).isEqualTo(APPLICATION.length);
        assertThat(chain.hop()).isEqualTo(2);
        assertThat(sent)
                .containsSubsequence(
                        "\u0005\u0002\u0000\u0002",
                        "joe",
                        "s3cret",
                        "b.test",
                        "CONNECT c.test:1080 HTTP/1.1\r\n",
                        "d.test");
    }

    @Test
    void theNextProxyIsToldNothingBeforeTheFirstHasGranted() {
        ChainedHandshake chain = chain();
        assertThat(sent(chain)).hasSize(4);
        chain.receive(ByteBuffer.wrap(new byte[] {5, 2}));
        assertThat(chain.state()).isEqualTo(new HandshakeState.Negotiating(Phase.AUTHENTICATION));
        assertThat(sent(chain)).contains("s3cret");
        chain.receive(ByteBuffer.wrap(new byte[] {1, 0}));
        assertThat(sent(chain)).contains("b.test").doesNotContain("CONNECT");
        assertThat(chain.hop()).isZero();
    }

    /// A cut connection, or a proxy that refuses, ends the chain at that proxy.
    @Test
    void aFailureIsThatOfTheProxyWhoseTurnItIs() {
        for (int length = 0; length < REPLIES.length; length++) {
            ChainedHandshake chain = chain();
            drive(chain, ByteBuffer.wrap(REPLIES, 0, length), Seeds.random(length));
            assertThat(chain.state())
                    .isInstanceOfSatisfying(
                            HandshakeState.Failed.class,
                            failed ->
                                    assertThat(failed.failure())
                                            .isInstanceOf(SocksFailure.Closed.class));
            assertThat(chain.hop())
                    .isEqualTo(length < 14 ? 0 : length < REPLIES.length - 8 ? 1 : 2);
        }
    }

    @Test
    void aPasswordForAProxyBehindAnotherIsPartOfALogin() {
        Authentication.Password login = new Authentication.Password("joe", Secret.of("s3cret"));
        List<Supplier<Handshake>> hops =
                List.of(
                        () -> SocksHandshake.socks4(connect("b.test", 3128), "me"),
                        () -> new HttpConnectHandshake(connect("d.test", 80), login));
        ChainedHandshake chain = new ChainedHandshake(hops);
        sent(chain);
        chain.receive(ByteBuffer.wrap(new byte[] {0, 90, 0, 0, 0, 0, 0, 0}));
        assertThat(chain.state()).isEqualTo(new HandshakeState.Negotiating(Phase.AUTHENTICATION));
        assertThat(sent(chain)).contains("Proxy-Authorization: Basic");
        assertThat(chain.state()).isEqualTo(new HandshakeState.Negotiating(Phase.REPLY));
    }
}
