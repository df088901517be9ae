package io.tsocks.gateway;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/// A listener of a gateway.
///
/// @param users who may use it; empty if everybody who can connect may
/// @param passed what listens at the address already, for this process; empty if nothing does
public record ListenerConfig(
        ListenAddress address, Optional<Users> users, Optional<Passed> passed) {

    /// A socket that listens, and that another process has passed to this one.
    @FunctionalInterface
    public interface Passed {

        /// A channel of it, which the caller closes.
        ServerSocketChannel open() throws IOException;
    }

    /// A listener that the gateway opens itself.
    public ListenerConfig(ListenAddress address, Optional<Users> users) {
        this(address, users, Optional.empty());
    }

    /// A listener for everybody who can connect.
    ///
    /// @throws IllegalArgumentException if that is more than the programs of this machine
    public static ListenerConfig open(ListenAddress address) {
        return new ListenerConfig(address, Optional.empty());
    }

    /// A listener for users.
    public static ListenerConfig of(ListenAddress address, Users users) {
        return new ListenerConfig(address, Optional.of(users));
    }

    /// @throws IllegalArgumentException if other machines could use it without a password: an open
    ///     proxy is found and abused within hours, so nothing overrides this
    public ListenerConfig {
        if (users.isEmpty() && !address.isOfThisMachine()) {
            throw new IllegalArgumentException(
                    "a gateway on "
                            + address
                            + " could be used by other machines without a password; give it users,"
                            + " or listen on 127.0.0.1, ::1 or an AF_UNIX socket");
        }
    }
}
