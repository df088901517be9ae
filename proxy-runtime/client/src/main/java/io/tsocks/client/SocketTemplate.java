package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Supplies a given unconnected socket first, and then others with the same options and binding. A
/// socket whose connect failed cannot be used again, and a connect may take several attempts. Not
/// thread-safe.
final class SocketTemplate implements Dialer.Sockets {

    private final Map<SocketOption<?>, Object> options = new HashMap<>();
    private final @Nullable SocketAddress local;
    private final boolean oobInline;
    private final Consumer<Socket> replaced;
    private @Nullable Socket first;

    /// @param model the first socket
    /// @param replaced is called with each later socket before it is used
    SocketTemplate(Socket model, Consumer<Socket> replaced) throws IOException {
        this.first = model;
        this.replaced = replaced;
        local = model.isBound() ? model.getLocalSocketAddress() : null;
        oobInline = model.getOOBInline();
        for (SocketOption<?> option : model.supportedOptions()) {
            remember(model, option);
        }
    }

    @Override
    public Socket open() throws IOException {
        Socket model = first;
        first = null;
        return model == null ? another() : model;
    }

    private Socket another() throws IOException {
        Socket socket = Dialer.Sockets.PLAIN.open();
        try {
            for (Map.Entry<SocketOption<?>, Object> option : options.entrySet()) {
                apply(socket, option.getKey(), option.getValue());
            }
            socket.setOOBInline(oobInline);
            if (local != null) {
                socket.bind(local);
            }
            replaced.accept(socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void remember(Socket model, SocketOption<?> option) {
        try {
            Object value = model.getOption(option);
            if (value != null) {
                options.put(option, value);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Some options cannot be read on an unconnected socket, so they cannot have been set
            // either.
        }
    }

    /// Sets an option if it differs. Setting a buffer's size, even to its present value, would stop
    /// the kernel from adapting it.
    private static <T> void apply(Socket socket, SocketOption<T> option, Object value)
            throws IOException {
        if (!Objects.equals(socket.getOption(option), value)) {
            socket.setOption(option, option.type().cast(value));
        }
    }
}
