package io.tsocks.service.api;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A listener of the API that is opened again if it ends. The server ends a listener for good when
/// it cannot accept a connection, as in a moment when the process has no descriptor left.
///
/// Used by the thread that opens and closes it, and by the one that looks after it, one at a time.
final class KeptListener implements Closeable {

    private static final System.Logger LOG = System.getLogger("io.tsocks.service");

    private final Binding binding;
    private final PatientConnections connections;
    private final Supplier<WebServerConfig.Builder> settings;

    private @Nullable WebServer server;
    private @Nullable ServerSocketChannel channel;
    private boolean isTroubled;

    private KeptListener(
            Binding binding,
            PatientConnections connections,
            Supplier<WebServerConfig.Builder> settings) {
        this.binding = binding;
        this.connections = connections;
        this.settings = settings;
    }

    /// Opens a listener.
    ///
    /// @param settings all but the address
    /// @throws IOException if it cannot listen
    static KeptListener open(
            Binding binding,
            PatientConnections connections,
            Supplier<WebServerConfig.Builder> settings)
            throws IOException {
        KeptListener listener = new KeptListener(binding, connections, settings);
        try {
            listener.open();
            return listener;
        } catch (IOException e) {
            listener.stop();
            throw e;
        }
    }

    private void open() throws IOException {
        AtomicReference<ServerSocketChannel> opened = new AtomicReference<>();
        SocketAddress address = binding.address();
        WebServerConfig config =
                settings.get()
                        .bindAddress(address)
                        .addConnectionSelector(connections)
                        .buildPrototype();
        WebServer started = WebServer.create(telling(config, opened)).start();
        ServerSocketChannel listening = opened.get();
        if (listening == null || !started.isRunning()) {
            throw new IOException("cannot listen at " + binding + why(address));
        }
        server = started;
        channel = listening;
        binding.bound(listening);
    }

    /// Why the server does not listen, which it does not say itself.
    private static String why(SocketAddress address) {
        ProtocolFamily family =
                address instanceof UnixDomainSocketAddress
                        ? StandardProtocolFamily.UNIX
                        : StandardProtocolFamily.INET6;
        try (ServerSocketChannel probe = ServerSocketChannel.open(family)) {
            probe.bind(address);
            return "";
        } catch (IOException e) {
            return ": " + e.getMessage();
        }
    }

    /// The same settings, which tell with which channel the server listens: it shows that nowhere
    /// else.
    private static WebServerConfig telling(
            WebServerConfig config, AtomicReference<ServerSocketChannel> opened) {
        return (WebServerConfig)
                Proxy.newProxyInstance(
                        KeptListener.class.getClassLoader(),
                        new Class<?>[] {WebServerConfig.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("configureSocket")
                                    && arguments[0] instanceof ServerSocketChannel listening) {
                                opened.set(listening);
                            }
                            try {
                                return method.invoke(config, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /// Closes connections that have not got on, and opens the listener again if it has ended.
    void look() {
        connections.look();
        ServerSocketChannel known = channel;
        if (known != null && known.isOpen()) {
            return;
        }
        try {
            stop();
            open();
            LOG.log(System.Logger.Level.WARNING, () -> "listens again at " + name());
            isTroubled = false;
        } catch (IOException e) {
            if (!isTroubled) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        () -> "does not listen at " + name() + ": " + e.getMessage());
            }
            isTroubled = true;
        }
    }

    private String name() {
        return binding.toString();
    }

    private void stop() {
        WebServer known = server;
        if (known != null) {
            known.stop();
        }
        server = null;
    }

    /// Listens no more. Requests under way have a moment to end.
    @Override
    public void close() throws IOException {
        stop();
        binding.close();
    }
}
