package io.tsocks.protocol;

import static io.tsocks.protocol.Exchanges.GRANTED;
import static io.tsocks.protocol.Exchanges.NAME;
import static io.tsocks.protocol.Exchanges.NAME_80;
import static io.tsocks.protocol.Exchanges.NONE;
import static io.tsocks.protocol.Exchanges.ascii;
import static io.tsocks.protocol.Exchanges.offering;

import io.tsocks.net.Protection;
import io.tsocks.net.Secret;
import java.util.List;
import java.util.stream.Stream;

/// Of the table of handshakes the part about methods: how one is chosen, what is said for it, and
/// how far ahead.
final class MethodExchanges {

    private static final Authentication LOGIN = new Authentication.Password("joe", Secret.of("pw"));
    private static final String LOGIN_REFUSED =
            "failed AUTHENTICATION ECONNREFUSED: the server refused the user name or password";

    private MethodExchanges() {}

    static Stream<Exchange> all() {
        return Stream.of(methods(), strategies(), gssapi()).flatMap(s -> s);
    }

    private static Stream<Exchange> methods() {
        return Stream.of(
                both("5: no method", Strategy.SEQUENTIAL)
                        .client("05020002")
                        .server("05ff")
                        .ends(
                                "failed METHOD ECONNREFUSED: the server accepts neither a user name"
                                        + " and password nor any other method offered to it"),
                offering("5: password wanted", Strategy.SEQUENTIAL, NONE)
                        .client("050100")
                        .server("05ff")
                        .ends(
                                "failed METHOD ECONNREFUSED: the server wants authentication; give"
                                        + " a user name and password"),
                offering("5: a method not offered", Strategy.SEQUENTIAL, NONE)
                        .client("050100")
                        .server("0502")
                        .ends(
                                "failed METHOD ECONNREFUSED: the server chose authentication method"
                                        + " 2, which was not offered"),
                offering("5: an HTTP server", Strategy.SEQUENTIAL, NONE)
                        .client("050100")
                        .server("4854")
                        .ends(
                                "failed METHOD ECONNREFUSED: the server does not speak SOCKS 5: its"
                                        + " first byte is 72, not 5"),
                both("5: password", Strategy.SEQUENTIAL)
                        .client("05020002")
                        .server("0502")
                        .client("01 03 6a6f65 02 7077")
                        .server("0100")
                        .client("050100" + NAME_80)
                        .server(GRANTED)
                        .ends("established 127.0.0.1:4660"),
                both("5: wrong password", Strategy.SEQUENTIAL)
                        .client("05020002")
                        .server("0502")
                        .client("01 03 6a6f65 02 7077")
                        .server("01ff")
                        .ends(LOGIN_REFUSED),
                both("5: Tor's refusal of a password", Strategy.SEQUENTIAL)
                        .client("05020002")
                        .server("0502")
                        .client("01 03 6a6f65 02 7077")
                        .server("0501")
                        .ends(LOGIN_REFUSED),
                both("5: nonsense after the password", Strategy.SEQUENTIAL)
                        .client("05020002")
                        .server("0502")
                        .client("01 03 6a6f65 02 7077")
                        .server("0700")
                        .ends(
                                "failed AUTHENTICATION ECONNREFUSED: the server does not speak"
                                        + " SOCKS 5: its answer to the password starts with byte 7,"
                                        + " not 1"),
                offering(
                                "5: an empty password",
                                Strategy.SEQUENTIAL,
                                new Authentication.Password("joe", Secret.of("")))
                        .client("050102")
                        .server("0502")
                        .ends(
                                "failed AUTHENTICATION ECONNREFUSED: a SOCKS 5 password has 1 to 255"
                                        + " bytes, this one has 0"),
                offering(
                                "5: a user name of 256 bytes",
                                Strategy.PIPELINED,
                                new Authentication.Password("ü".repeat(128), Secret.of("pw")))
                        .ends(
                                "failed METHOD ECONNREFUSED: a SOCKS 5 user name has 1 to 255 bytes,"
                                        + " this one has 256"));
    }

    private static Stream<Exchange> strategies() {
        return Stream.of(
                offering("pipelined", Strategy.PIPELINED, NONE)
                        .client("050100 050100" + NAME_80)
                        .server("0500" + GRANTED)
                        .ends("established 127.0.0.1:4660"),
                offering("pipelined: password", Strategy.PIPELINED, LOGIN)
                        .client("050102 01036a6f65027077 050100" + NAME_80)
                        .server("0502 0100" + GRANTED)
                        .ends("established 127.0.0.1:4660"),
                offering("pipelined: the method reply is lost", Strategy.PIPELINED, LOGIN)
                        .client("050102 01036a6f65027077 050100" + NAME_80)
                        .server("0501")
                        .ends(
                                "failed METHOD ECONNREFUSED: the server chose authentication method"
                                        + " 1, which was not offered"),
                both("method first: password", Strategy.METHOD_FIRST)
                        .client("05020002")
                        .server("0502")
                        .client("01036a6f65027077 050100" + NAME_80)
                        .server("0100" + GRANTED)
                        .ends("established 127.0.0.1:4660"),
                both("method first: none", Strategy.METHOD_FIRST)
                        .client("05020002")
                        .server("0500")
                        .client("050100" + NAME_80)
                        .server(GRANTED)
                        .ends("established 127.0.0.1:4660"),
                Exchange.of(
                                "pipelined: early data",
                                () ->
                                        SocksHandshake.socks5(
                                                SocksRequest.connect(NAME),
                                                List.of(NONE),
                                                Strategy.PIPELINED,
                                                ascii("hi")))
                        .client("050100 050100" + NAME_80 + "6869")
                        .server("0500" + GRANTED)
                        .ends("established 127.0.0.1:4660"));
    }

    /// With [ReversingContext]: tokens count down to 1, messages are reversed.
    private static Stream<Exchange> gssapi() {
        return Stream.of(
                protectedBy("gssapi", Protection.CONFIDENTIALITY, Strategy.SEQUENTIAL)
                        .client("050101")
                        .server("0501")
                        .client("0101 0001 02")
                        .server("0101 0001 02")
                        .client("0101 0001 01")
                        .server("0101 0000")
                        .client("0102 0002 02 70")
                        .server("0102 0002 02 70")
                        .client("0103 000e 5000 747365742e61 06 03 000105 63")
                        .server("0103 000b 3412 0100007f 01 000005 63")
                        .ends("established 127.0.0.1:4660"),
                protectedBy("gssapi, pipelined", Protection.INTEGRITY, Strategy.PIPELINED)
                        .client("050101 0101 0001 02")
                        .server("0501 0101 0001 02")
                        .client("0101 0001 01")
                        .server("0101 0000")
                        .client("0102 0002 01 70")
                        .server("0102 0002 01 70")
                        .client("0103 000e 5000 747365742e61 06 03 000105 70")
                        .server("0103 0003 0005 70")
                        .server("0103 0009 3412 0100007f 01 00 70")
                        .ends("established 127.0.0.1:4660"),
                protectedBy("gssapi refused", Protection.INTEGRITY, Strategy.PIPELINED)
                        .client("050101 0101 0001 02")
                        .server("0501 01ff")
                        .ends(gssapiFailed("the server refused the credentials")),
                protectedBy("gssapi: less protection", Protection.CONFIDENTIALITY, null)
                        .client("050101 0101 0001 02")
                        .server("0501 0101 0001 02")
                        .client("0101 0001 01")
                        .server("0101 0000")
                        .client("0102 0002 02 70")
                        .server("0102 0002 01 70")
                        .ends(gssapiFailed("the server does not agree to confidentiality")),
                Exchange.of(
                                "gssapi without a ticket",
                                () ->
                                        SocksHandshake.socks5(
                                                SocksRequest.connect(NAME),
                                                List.of(noTicket()),
                                                Strategy.SEQUENTIAL))
                        .client("050101")
                        .server("0501")
                        .ends("failed AUTHENTICATION ECONNREFUSED: GSSAPI: run kinit"),
                protectedBy("gssapi: no such method", Protection.INTEGRITY, Strategy.SEQUENTIAL)
                        .client("050101")
                        .server("05ff")
                        .ends(
                                "failed METHOD ECONNREFUSED: the server does not accept GSSAPI, and"
                                        + " nothing else was offered to it"),
                protectedBy("gssapi: no token", Protection.INTEGRITY, null)
                        .client("050101 0101 0001 02")
                        .server("0501 0101 0000")
                        .ends(gssapiFailed("the server ended the exchange of tokens too early")),
                protectedBy("gssapi: a message of the wrong type", Protection.INTEGRITY, null)
                        .client("050101 0101 0001 02")
                        .server("0501 0103 0001 02")
                        .ends(
                                gssapiFailed(
                                        "the server sent a message of version 1 and type 3 instead"
                                                + " of 1 and 1")));
    }

    private static Authentication noTicket() {
        return new Authentication.Gssapi(new WithoutTicket(), Protection.INTEGRITY);
    }

    /// A context for which there are no credentials.
    private static final class WithoutTicket implements GssapiContext {

        @Override
        public byte[] next(byte[] token) throws GssapiException {
            throw new CredentialsException("run kinit");
        }

        @Override
        public boolean isEstablished() {
            return false;
        }

        @Override
        public byte[] wrap(byte[] plain, boolean confidential) {
            throw new AssertionError("not established");
        }

        @Override
        public byte[] unwrap(byte[] wrapped, boolean confidential) {
            throw new AssertionError("not established");
        }

        @Override
        public void close() {}
    }

    private static String gssapiFailed(String reason) {
        return "failed AUTHENTICATION ECONNREFUSED: GSSAPI: " + reason;
    }

    private static Exchange both(String name, Strategy strategy) {
        return offering(name, strategy, NONE, LOGIN);
    }

    private static Exchange protectedBy(
            String name, Protection protection, @org.jspecify.annotations.Nullable Strategy how) {
        return Exchange.of(
                name,
                () ->
                        SocksHandshake.socks5(
                                SocksRequest.connect(NAME),
                                List.of(
                                        new Authentication.Gssapi(
                                                new ReversingContext(), protection)),
                                how == null ? Strategy.PIPELINED : how));
    }
}
