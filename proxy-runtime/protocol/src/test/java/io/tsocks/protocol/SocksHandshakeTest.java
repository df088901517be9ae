package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.net.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocksHandshakeTest {

    static Stream<Exchange> exchanges() {
        return Exchanges.all();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void everyMessageArrivesWhole(Exchange exchange) {
        exchange.run(Integer.MAX_VALUE, "");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void everyMessageArrivesByteByByte(Exchange exchange) {
        exchange.run(1, "");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void whatFollowsIsLeftToTheApplication(Exchange exchange) {
        exchange.run(Integer.MAX_VALUE, "5353482d322e30");
        exchange.run(1, "00");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void anEndBeforeTheEndIsAFailure(Exchange exchange) {
        byte[] sent = exchange.serverBytes();
        for (int length = 0; length < sent.length; length++) {
            Handshake handshake = exchange.client().get();
            feedAll(handshake, ByteBuffer.wrap(sent, 0, length));
            if (!handshake.state().isOver()) {
                handshake.endOfInput();
                assertThat(handshake.state())
                        .isInstanceOfSatisfying(
                                HandshakeState.Failed.class,
                                failed ->
                                        assertThat(failed.failure())
                                                .isEqualTo(new SocksFailure.Closed()));
            }
        }
    }

    @Test
    void theRequestPhaseLastsUntilTheRequestIsSent() {
        SocksHandshake handshake = SocksHandshake.socks4(SocksRequest.connect(Exchanges.IP4), "me");
        assertThat(handshake.state()).isEqualTo(new HandshakeState.Negotiating(Phase.REQUEST));
        handshake.output().position(handshake.output().limit());
        assertThat(handshake.state()).isEqualTo(new HandshakeState.Negotiating(Phase.REPLY));
    }

    @Test
    void theChosenMethodIsKnown() {
        Authentication login = new Authentication.Password("joe", Secret.of("pw"));
        SocksHandshake handshake =
                SocksHandshake.socks5(
                        SocksRequest.connect(Exchanges.IP4),
                        List.of(new Authentication.None(), login),
                        Strategy.SEQUENTIAL);
        assertThat(handshake.method()).isNull();
        feedAll(handshake, ByteBuffer.wrap(new byte[] {5, 2}));
        assertThat(handshake.method()).isSameAs(login);
    }

    /// Each read is a system call. None may take what follows the reply, and no reply that grants
    /// has fewer bytes than are asked for first.
    @Test
    void aReplyIsReadInTwoPiecesAtMost() {
        SocksHandshake handshake =
                SocksHandshake.socks5(
                        SocksRequest.connect(Exchanges.IP4),
                        List.of(new Authentication.None()),
                        Strategy.SEQUENTIAL);
        feedAll(handshake, ByteBuffer.wrap(new byte[] {5, 0}));
        handshake.output().position(handshake.output().limit());
        assertThat(handshake.needed()).isEqualTo(7);
        feedAll(handshake, ByteBuffer.wrap(new byte[] {5, 0, 0, 1, 0, 0, 0}));
        assertThat(handshake.needed()).isEqualTo(3);
        feedAll(handshake, ByteBuffer.wrap(new byte[] {0, 0, 0}));
        assertThat(handshake.state()).isInstanceOf(HandshakeState.Established.class);
    }

    @Test
    void pipeliningTakesOneMethod() {
        List<Authentication> two =
                List.of(
                        new Authentication.None(),
                        new Authentication.Password("joe", Secret.of("pw")));
        SocksRequest request = SocksRequest.connect(Exchanges.IP4);
        assertThatThrownBy(() -> SocksHandshake.socks5(request, two, Strategy.PIPELINED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocksHandshake.socks5(request, List.of(), Strategy.SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noPasswordIsInAnyText() {
        Authentication login = new Authentication.Password("joe", Secret.of("hunter2"));
        assertThat(login.toString()).doesNotContain("hunter2");
    }

    private static void feedAll(Handshake handshake, ByteBuffer in) {
        Exchange.work(handshake);
        while (in.hasRemaining() && !handshake.state().isOver()) {
            handshake.output().position(handshake.output().limit());
            handshake.receive(in);
            Exchange.work(handshake);
        }
    }
}
