package io.tsocks.testserver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the builder was told, for the whole life of a server.
///
/// @param address a loopback address
/// @param port 0 for any free one
/// @param login null if no login is asked for
/// @param names null if the system resolves
/// @param redirect null where requests go where they say
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

    /// The one user there is.
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
