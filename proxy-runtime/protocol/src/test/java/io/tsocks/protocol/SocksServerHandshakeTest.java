package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.ServerState.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server's side, byte by byte as RFC 1928, RFC 1929 and the memos of SOCKS 4 and 4a have it.
class SocksServerHandshakeTest {

    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;
    private static final String JOE = "01 03 6a6f65 02 7077 ";
    private static final String CONNECT = "050100 01 0a010203 0050";
    private static final ServerState CLOSED =
            new ServerState.Failed(Reason.CLOSED, "the client closed");
    private static final String GRANTED = " 050000 01 7f000001 1234";

    /// What a client sends, what it asks for with that, and what it is answered.
    @ParameterizedTest
    @CsvSource({
        "050100 050100 01 0a010203 0050, 1 10.1.2.3:80, 0500 050000 01 7f000001 1234",
        "050100 050100 03 06 612e74657374 0050, 1 a.test:80, 0500 050000 01 7f000001 1234",
        "050100 050100 04 20010db8000000000000000000000001 01bb, 1 [2001:db8::1]:443,"
                + " 0500 050000 01 7f000001 1234",
        "05020100 050100 01 0a010203 0050, 1 10.1.2.3:80, 0500 050000 01 7f000001 1234",
        "050100 050300 01 00000000 0000, 3 0.0.0.0:0, 0500 050000 01 7f000001 1234",
        "050100 05f000 03 06 612e74657374 0000, 240 a.test:0, 0500 050000 01 7f000001 1234",
        "050100 0509ff 01 0a010203 0050, 9 10.1.2.3:80, 0500 050000 01 7f000001 1234",
        "050100 050200 01 0a010203 0050, 2 10.1.2.3:80,"
                + " 0500 050000 01 7f000001 1234 050000 01 0a010203 5678",
        "04 01 0050 0a010203 00, 1 10.1.2.3:80, 005a 1234 7f000001",
        "04 01 0050 0a010203 6d6500, 1 10.1.2.3:80, 005a 1234 7f000001",
        "04 01 0050 00000001 00 612e7465737400, 1 a.test:80, 005a 1234 7f000001",
        "04 01 0050 000000ff 6d6500 612e7465737400, 1 a.test:80, 005a 1234 7f000001",
        "04 01 0050 00000000 6d6500, 1 0.0.0.0:80, 005a 1234 7f000001",
        "04 01 0050 00000100 6d6500, 1 0.0.1.0:80, 005a 1234 7f000001",
        "04 02 0050 0a010203 6d6500, 2 10.1.2.3:80, 005a 1234 7f000001 005a 5678 0a010203",
    })
    void aRequestIsReadAndGranted(String client, String request, String server) {
        Serving.End end = serve(Serving.granting(NO_LOGIN, Serving.BOUND), client);
        ServerState.Requested asked =
                end.states().stream()
                        .filter(ServerState.Requested.class::isInstance)
                        .map(ServerState.Requested.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(asked.command() + " " + asked.destination()).isEqualTo(request);
        assertThat(asked.userId()).isEqualTo(client.contains("6d6500") ? "me" : "");
        assertThat(asked.version().number()).isEqualTo(Integer.parseInt(client.substring(0, 2)));
        assertThat(end.sent()).isEqualTo(hex(server));
        assertThat(end.states()).last().isEqualTo(new ServerState.Granted());
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, 050000 03 09 612e6578616d706c65 1234, 005a 1234 00000000",
        "::1, 050000 04 00000000000000000000000000000001 1234, 005a 1234 00000000",
        "192.0.2.1, 050000 01 c0000201 1234, 005a 1234 c0000201",
    })
    void anyAddressMayBeBound(String host, String socks5, String socks4) {
        SocksAddress bound = SocksAddress.of(host, 0x1234);
        assertThat(serve(Serving.granting(NO_LOGIN, bound), "050100" + CONNECT).sent())
                .isEqualTo(hex("0500" + socks5));
        assertThat(serve(Serving.granting(NO_LOGIN, bound), "0401 0050 0a010203 00").sent())
                .isEqualTo(hex(socks4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 0xf0, 0xff})
    void aRequestIsRefused(int code) {
        Serving.End socks5 = serve(Serving.refusing(NO_LOGIN, code), "050100" + CONNECT);
        String reply = HexFormat.of().toHexDigits((byte) code);
        assertThat(socks5.sent()).isEqualTo(hex("0500 05" + reply + "00 01 00000000 0000"));
        assertThat(socks5.states()).last().isEqualTo(new ServerState.Refused());
        Serving.End socks4 = serve(Serving.refusing(NO_LOGIN, code), "04 01 0050 0a010203 00");
        assertThat(socks4.sent()).isEqualTo(hex("005b 0000 00000000"));
        assertThat(socks4.states()).last().isEqualTo(new ServerState.Refused());
    }

    @Test
    void whoComesToABoundPortMayBeRefused() {
        SocksServerHandshake handshake = new SocksServerHandshake(Set.of(SocksVersion.SOCKS5));
        feed(handshake, "050100");
        handshake.select(NO_LOGIN);
        feed(handshake, "050200 01 0a010203 0050");
        handshake.grant(Serving.BOUND);
        assertThat(handshake.state()).isEqualTo(new ServerState.Listening());
        handshake.refuse(SocksReply.NOT_ALLOWED);
        assertThat(sent(handshake)).isEqualTo(hex("0500" + GRANTED + "050200 01 00000000 0000"));
        assertThat(handshake.state()).isEqualTo(new ServerState.Refused());
    }

    @Test
    void aLoginIsAskedForAndChecked() {
        Serving.End end = serve(Serving.granting(LOGIN, Serving.BOUND), "05020002" + JOE + CONNECT);
        assertThat(end.states())
                .contains(
                        new ServerState.Offered(List.of(0, 2)),
                        new ServerState.LogIn("joe", Secret.of("pw")));
        assertThat(end.sent()).isEqualTo(hex("0502 0100" + GRANTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 03 6a6f65 02 7078", "01 00 00", "01 03 6a6f65 00", "01 00 02 7077"})
    void aWrongOrEmptyLoginIsDenied(String login) {
        Serving.End end = serve(Serving.granting(LOGIN, Serving.BOUND), "050102" + login);
        assertThat(end.sent()).isEqualTo(hex("0502 0101"));
        assertThat(end.states()).last().isEqualTo(new ServerState.Refused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0500", "050102", "0502 0180"})
    void withoutACommonMethodTheHandshakeEnds(String greeting) {
        Serving.End end = serve(Serving.granting(NO_LOGIN, Serving.BOUND), greeting);
        assertThat(end.sent()).isEqualTo(hex("05ff"));
        assertThat(end.states()).last().isEqualTo(new ServerState.Refused());
    }

    /// What belongs to a method that is not RFC 1929's is the driver's.
    @Test
    void behindAnyOtherMethodTheRequestIsRead() {
        Serving.End end = serve(Serving.granting(1, Serving.BOUND), "050101" + CONNECT);
        assertThat(end.sent()).isEqualTo(hex("0501" + GRANTED));
    }

    @ParameterizedTest
    @CsvSource({
        "06, VERSION, the client speaks version 6, ''",
        "47455420, VERSION, the client speaks version 71, ''",
        "050102 05, MALFORMED, 'the client''s login starts with byte 5, not 1', 0502 0101",
        "050102 01 01 ff 02 7077, MALFORMED, the client's login is not UTF-8, 0502 0101",
        "050102 01 03 6a6f65 01 80, MALFORMED, the client's login is not UTF-8, 0502 0101",
        "050100 04, MALFORMED, 'the client''s request starts with byte 4, not 5',"
                + " 0500 050100 01 00000000 0000",
        "050100 050100 02, ADDRESS_TYPE,"
                + " the client's request has an address of unknown type 2,"
                + " 0500 050800 01 00000000 0000",
        "050100 050100 03 00 0050, MALFORMED, the client's request has an empty name,"
                + " 0500 050100 01 00000000 0000",
        "04 01 0050 00000001 6d6500 00, MALFORMED, the client's request has an empty name,"
                + " 005b 0000 00000000",
    })
    void malformedMessagesAreAnsweredAndNamed(
            String client, Reason reason, String message, String server) {
        Serving serving =
                Serving.granting(client.startsWith("050102") ? LOGIN : NO_LOGIN, Serving.BOUND);
        Serving.End end = serve(serving, client);
        assertThat(end.states()).last().isEqualTo(new ServerState.Failed(reason, message));
        assertThat(end.sent()).isEqualTo(hex(server));
    }

    @ParameterizedTest
    @CsvSource({"04 01 0050 0a010203, user id", "04 01 0050 00000001 6d6500, name"})
    void textsOfSocks4HaveAtMost255Bytes(String start, String what) {
        String longest = start + "61".repeat(255);
        Serving.End good = serve(Serving.granting(NO_LOGIN, Serving.BOUND), longest + "00");
        assertThat(good.states()).last().isEqualTo(new ServerState.Granted());
        Serving.End bad = serve(Serving.granting(NO_LOGIN, Serving.BOUND), longest + "61");
        assertThat(bad.sent()).isEqualTo("005b000000000000");
        assertThat(bad.states())
                .last()
                .isEqualTo(
                        new ServerState.Failed(
                                Reason.MALFORMED,
                                "the client's request has a " + what + " of more than 255 bytes"));
    }

    @ParameterizedTest
    @CsvSource({"SOCKS4, 05", "SOCKS5, 04"})
    void aVersionThatIsNotSpokenFailsWithItsFirstByte(SocksVersion spoken, String first) {
        SocksServerHandshake handshake = new SocksServerHandshake(Set.of(spoken));
        feed(handshake, first);
        assertThat(handshake.state())
                .isInstanceOfSatisfying(
                        ServerState.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.VERSION));
        assertThat(handshake.takeOutput()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "0501", "050100 050100 01 0a0102", "04 01 0050 0a010203 6d"})
    void anEndBeforeTheEndIsAFailure(String client) {
        Serving.End end = serve(Serving.granting(NO_LOGIN, Serving.BOUND), client);
        assertThat(end.states()).last().isEqualTo(CLOSED);
    }

    @Test
    void whatIsDecidedIsDecidedInItsState() {
        SocksServerHandshake handshake = new SocksServerHandshake(Set.of(SocksVersion.SOCKS5));
        assertThatIllegalStateException().isThrownBy(() -> handshake.select(NO_LOGIN));
        assertThatIllegalStateException().isThrownBy(handshake::admit);
        assertThatIllegalStateException().isThrownBy(handshake::deny);
        assertThatIllegalStateException().isThrownBy(() -> handshake.grant(Serving.BOUND));
        assertThatIllegalStateException().isThrownBy(() -> handshake.refuse(1));
        assertThatIllegalArgumentException().isThrownBy(() -> handshake.refuse(0));
        assertThat(handshake.takeOutput()).isEmpty();
    }

    @Test
    void noPasswordIsInAnyText() {
        SocksServerHandshake handshake = new SocksServerHandshake(Set.of(SocksVersion.SOCKS5));
        feed(handshake, "050102");
        handshake.select(LOGIN);
        feed(handshake, JOE);
        assertThat(handshake.state()).hasToString("LogIn[user=joe, password=********]");
        assertThatIllegalStateException()
                .isThrownBy(() -> handshake.refuse(1))
                .withMessageNotContaining("pw");
    }

    /// Whole, byte by byte, and with bytes behind it, which it leaves alone.
    private static Serving.End serve(Serving serving, String client) {
        byte[] bytes = HexFormat.of().parseHex(hex(client));
        Serving.End whole = feed(serving, bytes, Integer.MAX_VALUE);
        assertThat(feed(serving.again(), bytes, 1)).isEqualTo(whole);
        if (!whole.states().getLast().equals(CLOSED)) {
            byte[] more = Arrays.copyOf(bytes, bytes.length + 4);
            assertThat(feed(serving.again(), more, Integer.MAX_VALUE)).isEqualTo(whole);
            assertThat(feed(serving.again(), more, 3)).isEqualTo(whole);
        }
        return whole;
    }

    private static Serving.End feed(Serving serving, byte[] bytes, int piece) {
        serving.receive(bytes, () -> piece);
        return serving.end();
    }

    private static void feed(SocksServerHandshake handshake, String hex) {
        handshake.receive(ByteBuffer.wrap(HexFormat.of().parseHex(hex(hex))));
    }

    private static String sent(SocksServerHandshake handshake) {
        return HexFormat.of().formatHex(handshake.takeOutput());
    }

    private static String hex(String text) {
        return text.replace(" ", "");
    }
}
