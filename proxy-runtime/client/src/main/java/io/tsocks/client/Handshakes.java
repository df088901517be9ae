package io.tsocks.client;

import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.GssapiSettings;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsHandshake;
import java.util.List;
import java.util.function.Function;

/// Makes the handshake that a server's kind calls for. For programs that drive it themselves.
public final class Handshakes {

    private Handshakes() {}

    /// A handshake that sends one message after the other.
    ///
    /// @param server one without TLS
    /// @param credentials for the login; asked only if the server's kind has one
    public static Handshake sequential(
            ProxyServer server, SocksRequest request, Credentials credentials) {
        if (server.kind().usesTls()) {
            throw new IllegalArgumentException(server.uri() + " needs TLS");
        }
        return inside(server, request, credentials.userId(), methods(server, credentials));
    }

    /// A handshake that sends one message after the other, inside TLS if the server uses it. That
    /// is made by the handshake's first task.
    ///
    /// @param credentials for the login; asked only if the server's kind has one
    public static Handshake sequential(
            ProxyServer server, SocksRequest request, Credentials credentials, ServerTls tls) {
        List<Authentication> methods = methods(server, credentials);
        return sequential(server, request, credentials.userId(), methods, tls::later);
    }

    /// The same, for servers of which the policy may demand GSSAPI. The calls of the login are
    /// tasks of the handshake, and everything after it is inside [Handshake#encapsulation].
    ///
    /// @param gssapi makes the contexts; asked only if the policy demands GSSAPI of the server
    public static Handshake sequential(
            ProxyServer server,
            SocksRequest request,
            Credentials credentials,
            GssapiLogin gssapi,
            ServerTls tls) {
        GssapiSettings demand = server.gssapi();
        if (demand == null) {
            return sequential(server, request, credentials, tls);
        }
        List<Authentication> only =
                List.of(
                        new Authentication.Gssapi(
                                new DeferredGssapi(gssapi, server), demand.protection()));
        return sequential(server, request, credentials.userId(), only, tls::later);
    }

    private static List<Authentication> methods(ProxyServer server, Credentials credentials) {
        if (server.gssapi() != null) {
            throw new IllegalArgumentException(server.uri() + " needs GSSAPI");
        }
        return server.kind().hasLogin() ? credentials.methods(server) : List.of();
    }

    /// @param userId for SOCKS 4
    /// @param methods to offer, the login last; none for SOCKS 4
    /// @param tls the TLS with a server that uses it, not begun
    static Handshake sequential(
            ProxyServer server,
            SocksRequest request,
            String userId,
            List<Authentication> methods,
            Function<ProxyServer, Tls> tls) {
        return server.kind().usesTls()
                ? new TlsHandshake(
                        tls.apply(server), () -> inside(server, request, userId, methods))
                : inside(server, request, userId, methods);
    }

    /// The handshake without TLS, or inside TLS that is open.
    static Handshake inside(
            ProxyServer server, SocksRequest request, String userId, List<Authentication> methods) {
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> SocksHandshake.socks4(request, userId);
            case SOCKS5, SOCKS5_TLS -> SocksHandshake.socks5(request, methods, Strategy.SEQUENTIAL);
            case HTTP, HTTPS ->
                    new HttpConnectHandshake(
                            request,
                            methods.getLast() instanceof Authentication.Password login
                                    ? login
                                    : null);
        };
    }
}
