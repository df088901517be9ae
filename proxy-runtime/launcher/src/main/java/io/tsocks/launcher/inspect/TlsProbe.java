package io.tsocks.launcher.inspect;

import io.tsocks.client.TlsSockets;
import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsSession;
import io.tsocks.protocol.TlsState;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks a server to prove who it is, as tsocks itself would.
///
/// @param server one that uses TLS
record TlsProbe(ServerTls tls, ProxyServer server) {

    /// Makes a connection one of TLS.
    ///
    /// @throws IOException if the server is not trusted, or TLS fails
    Socket over(Socket connected) throws IOException {
        return TlsSockets.over(connected, tls.begin(server));
    }

    /// Makes one handshake, and says how it went.
    ///
    /// @param contact without TLS
    /// @throws IOException if there is no connection
    TlsFindings ask(Contact contact) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        Tls session = tls.begin(server, chain::addAll);
        try (Socket socket = contact.connect()) {
            TlsSockets.over(socket, session).close();
        } catch (IOException e) {
            if (!(session.state() instanceof TlsState.Failed)) {
                throw e;
            }
        }
        return findings(session, chain);
    }

    private TlsFindings findings(Tls session, List<X509Certificate> chain) {
        Optional<TlsFailure> failure =
                session.state() instanceof TlsState.Failed(TlsFailure why)
                        ? Optional.of(why)
                        : Optional.empty();
        Optional<TlsFindings.Agreed> agreed =
                failure.isEmpty() && session instanceof TlsSession one
                        ? Optional.of(
                                new TlsFindings.Agreed(
                                        one.agreed().getProtocol(), one.agreed().getCipherSuite()))
                        : Optional.empty();
        return new TlsFindings(agreed, chain, tls.authorities(server), failure);
    }
}
