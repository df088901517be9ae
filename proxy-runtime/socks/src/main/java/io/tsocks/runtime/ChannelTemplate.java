package io.tsocks.runtime;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives a channel that was never connected, and then others like it: with the options it had,
/// bound as it was. A channel whose connect failed cannot be used again, and a connect may take
/// several attempts. One thread uses it.
final class ChannelTemplate implements Dialer.Channels {

    private final Map<SocketOption<?>, Object> options = new HashMap<>();
    private final @Nullable SocketAddress local;
    private final Consumer<SocketChannel> replaced;
    private @Nullable SocketChannel first;

    /// @param model the first channel
    /// @param replaced is given each of the others before it is used
    ChannelTemplate(SocketChannel model, Consumer<SocketChannel> replaced) throws IOException {
        this.first = model;
        this.replaced = replaced;
        local = model.getLocalAddress();
        for (SocketOption<?> option : model.supportedOptions()) {
            remember(model, option);
        }
    }

    @Override
    public SocketChannel open() throws IOException {
        SocketChannel model = first;
        first = null;
        return model == null ? another() : model;
    }

    private SocketChannel another() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            for (Map.Entry<SocketOption<?>, Object> option : options.entrySet()) {
                apply(channel, option.getKey(), option.getValue());
            }
            if (local != null) {
                channel.bind(local);
            }
            replaced.accept(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void remember(SocketChannel model, SocketOption<?> option) {
        try {
            Object value = model.getOption(option);
            if (value != null) {
                options.put(option, value);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Some options cannot be read on an unconnected channel; nobody has set those.
        }
    }

    /// Sets an option where it differs: to set a buffer's size, even to what it is, would stop the
    /// kernel from adapting it.
    private static <T> void apply(SocketChannel channel, SocketOption<T> option, Object value)
            throws IOException {
        if (!Objects.equals(channel.getOption(option), value)) {
            channel.setOption(option, option.type().cast(value));
        }
    }
}
