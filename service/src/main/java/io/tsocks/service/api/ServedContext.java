package io.tsocks.service.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// A context of a server for each of whose connections another context is chosen, so that a renewed
/// certificate counts for new connections. If it asks clients for a certificate, it lets them in
/// without one.
///
/// The web server has settings for both. But it renews only contexts that it has made itself, and
/// it asks only on sockets without blocking, whose handshake has no time limit.
final class ServedContext extends SSLContext {

    private ServedContext(SSLContext first, Spi spi) {
        super(spi, first.getProvider(), first.getProtocol());
    }

    /// A context that leaves each new connection to another one.
    ///
    /// @param current that for the next connection
    /// @param isAsking whether clients are asked for a certificate
    static SSLContext of(Supplier<SSLContext> current, boolean isAsking) {
        return new ServedContext(current.get(), new Spi(current, isAsking));
    }

    private static final class Spi extends SSLContextSpi {

        private final Supplier<SSLContext> current;
        private final boolean isAsking;

        Spi(Supplier<SSLContext> current, boolean isAsking) {
            this.current = current;
            this.isAsking = isAsking;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys,
                TrustManager @Nullable [] trusted,
                @Nullable SecureRandom random) {
            throw new IllegalStateException("the context has its keys");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Factory(current, isAsking);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return current.get().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return asking(current.get().createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return asking(current.get().createSSLEngine(host, port));
        }

        private SSLEngine asking(SSLEngine engine) {
            engine.setWantClientAuth(isAsking);
            return engine;
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return current.get().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return current.get().getClientSessionContext();
        }
    }

    /// Makes sockets of a server on connections that were accepted.
    private static final class Factory extends SSLSocketFactory {

        private final Supplier<SSLContext> current;
        private final boolean isAsking;

        Factory(Supplier<SSLContext> current, boolean isAsking) {
            this.current = current;
            this.isAsking = isAsking;
        }

        private SSLSocketFactory factory() {
            return current.get().getSocketFactory();
        }

        @Override
        public Socket createSocket(Socket socket, InputStream consumed, boolean autoClose)
                throws IOException {
            // The web server closes what is made here and nothing else, but asks for a socket that
            // leaves the connection's descriptor open.
            SSLSocket made = (SSLSocket) factory().createSocket(socket, consumed, true);
            made.setWantClientAuth(isAsking);
            return made;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory().getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory().getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
            throw client();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw client();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw client();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw client();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw client();
        }

        private static UnsupportedOperationException client() {
            return new UnsupportedOperationException("a server makes no connection");
        }
    }
}
