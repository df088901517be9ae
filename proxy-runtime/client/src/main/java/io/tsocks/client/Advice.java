package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.net.ServerKind;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.HttpFailure;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.TlsFailure;

/// Advice on what a person can do about a failure, as the end of a message.
final class Advice {

    private static final String LOG = "its log says more";

    private static final String LOGIN =
            "check its default_user and default_pass in tsocks.conf; it gets TSOCKS_USERNAME"
                    + " and TSOCKS_PASSWORD if TSOCKS_LOGIN_SERVER names it";

    private Advice() {}

    /// The advice after a failed handshake.
    static String on(SocksFailure failure, ProxyServer server) {
        return switch (failure) {
            case SocksFailure.Refused(SocksReply reply, var ignored) ->
                    reply.version() == SocksVersion.SOCKS5 ? on(reply) : LOG;
            case SocksFailure.NoAcceptableMethod(var ignored, boolean gssapiAlone) ->
                    gssapiAlone
                            ? "without GSSAPI, remove its gssapi line in tsocks.conf; "
                                    + inspect(server)
                                    + " tells what it takes"
                            : LOGIN;
            case SocksFailure.LoginRefused ignored -> LOGIN;
            case SocksFailure.UnofferedMethod ignored -> onStrangeAnswer(server);
            case SocksFailure.Malformed ignored -> onStrangeAnswer(server);
            case SocksFailure.GssapiFailed ignored ->
                    "klist shows the tickets there are, kinit gets one";
            case SocksFailure.NoCredentials ignored -> "nothing was sent to the destination";
            case SocksFailure.Closed ignored ->
                    "some servers say so where they cannot reach the destination; " + LOG;
            case SocksFailure.Unsendable ignored ->
                    "give a shorter one, or a server of another version";
            case HttpFailure http -> on(http, server);
            case TlsFailure tls -> on(tls, server);
        };
    }

    private static String on(HttpFailure failure, ProxyServer server) {
        return switch (failure) {
            case HttpFailure.Refused ignored ->
                    "check the host and the port, as seen from the proxy, and what it allows";
            case HttpFailure.LoginWanted ignored -> LOGIN;
            case HttpFailure.LoginRefused ignored -> LOGIN;
            case HttpFailure.OutOfOrder ignored -> LOG;
            case HttpFailure.NoTunnel ignored -> "is it a proxy? " + inspect(server) + " tells";
            case HttpFailure.NotHttp ignored ->
                    "is it an HTTP proxy? " + inspect(server) + " tells";
        };
    }

    private static String on(TlsFailure failure, ProxyServer server) {
        return switch (failure) {
            case TlsFailure.Settings ignored -> "nothing was sent to it";
            case TlsFailure.Untrusted(var ignored, String pin) ->
                    "give its authority with tls_ca, or if the key is right: tls_pin = " + pin;
            case TlsFailure.Expired(var ignored, String pin) ->
                    "renew it, or if the key is right: tls_pin = " + pin;
            case TlsFailure.WrongName ignored ->
                    "write one of its names in the server line of tsocks.conf";
            case TlsFailure.WrongPin(String pin) ->
                    "if its owner has changed the key: tls_pin = " + pin;
            case TlsFailure.Alert alert when alert.isAboutOurCertificate() ->
                    "the server may want a certificate of its clients: tls_client gives one";
            case TlsFailure.Alert ignored -> LOG;
            case TlsFailure.NotTls ignored ->
                    "take the scheme without TLS, or another port; " + inspect(server) + " tells";
            case TlsFailure.Malformed ignored -> inspect(server) + " tells more";
            case TlsFailure.Closed ignored ->
                    "does this port speak TLS? " + inspect(server) + " tells";
            case TlsFailure.Truncated ignored -> LOG;
        };
    }

    private static String onStrangeAnswer(ProxyServer server) {
        return "is it a SOCKS server of this version? " + inspect(server) + " tells";
    }

    private static String on(SocksReply reply) {
        return switch (reply.code()) {
            case 2 ->
                    "ask its administrator to allow the destination, or give it another path in"
                            + " tsocks.conf";
            case 3, 4, 5, 6 -> "check the host and the port, as seen from the server";
            case 7 -> "it has no such command; take another server for this";
            case 8 -> "try the host's name or another address of it";
            case 0xf0, 0xf1, 0xf2, 0xf3, 0xf6, 0xf7 -> "check the onion address, and try again";
            case 0xf4, 0xf5 -> "give tor the key of this onion service";
            default -> LOG;
        };
    }

    /// The advice about a server that could not be reached.
    static String onUnreachable(ProxyServer server) {
        return "is it running, and is its line in tsocks.conf right? " + inspect(server) + " tells";
    }

    /// The advice after a missed deadline.
    static String onLate(DeadlineException late, ProxyServer server, Phase phase) {
        if (late instanceof LateLoginException) {
            return "there was no login yet: the Kerberos server (KDC) or the program's Credentials"
                    + " have not answered; Deadlines sets how long to wait";
        }
        if (phase == Phase.METHOD && server.kind() == ServerKind.SOCKS5) {
            return "a server that wants TLS (socks5+tls) says nothing, too; "
                    + inspect(server)
                    + " tells";
        }
        return inspect(server) + " tells how fast it is; Deadlines sets how long to wait";
    }

    /// The whole message about a destination that is reached directly and does not answer.
    static String onDirect(SocksAddress to, Exception cause) {
        return to
                + ": "
                + cause.getMessage()
                + " (directly, as the policy says); check the host and the port, or give it a path"
                + " in tsocks.conf";
    }

    private static String inspect(ProxyServer server) {
        String authority = server.uri().substring(server.uri().indexOf("//") + 2);
        return "tsocks-inspect " + authority;
    }
}
