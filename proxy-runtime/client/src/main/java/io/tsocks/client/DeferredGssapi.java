package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import org.jspecify.annotations.Nullable;

/// A context for one handshake that logs in when the first token is due, which is when the server
/// has chosen GSSAPI.
final class DeferredGssapi implements GssapiContext {

    private final GssapiLogin login;
    private final ProxyServer server;

    /// Written by the thread that makes the first token; null until then.
    private volatile @Nullable GssapiContext context;

    DeferredGssapi(GssapiLogin login, ProxyServer server) {
        this.login = login;
        this.server = server;
    }

    @Override
    public byte[] next(byte[] token) throws GssapiException {
        GssapiContext current = context;
        if (current == null) {
            current = login.contextFor(server);
            context = current;
        }
        return current.next(token);
    }

    @Override
    public boolean isEstablished() {
        GssapiContext current = context;
        return current != null && current.isEstablished();
    }

    @Override
    public byte[] wrap(byte[] plain, boolean confidential) throws GssapiException {
        return made().wrap(plain, confidential);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException {
        return made().unwrap(wrapped, confidential);
    }

    private GssapiContext made() throws GssapiException {
        GssapiContext current = context;
        if (current == null) {
            throw new GssapiException("not logged in to " + server.label());
        }
        return current;
    }

    @Override
    public void close() {
        GssapiContext current = context;
        if (current != null) {
            current.close();
        }
    }
}
