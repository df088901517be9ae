package io.tsocks.testserver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings of the builder, for the whole life of a server.
///
/// @param address a loopback address
/// @param port 0 for any free one
/// @param login null if the server asks for no login
/// @param names null if the system resolves names
/// @param redirect null if requests go to their own targets
/// @param anywhere whether targets beyond loopback are contacted
record Settings(
        InetAddress address,
        int port,
        Set<Integer> versions,
        Set<Command> commands,
        @Nullable Login login,
        @Nullable Map<String, InetAddress> names,
        @Nullable Function<Request, InetSocketAddress> redirect,
        boolean anywhere) {

    /// The only user.
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
