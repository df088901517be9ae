package io.tsocks.launcher.inspect;

import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.TlsSettings;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What to ask one server.
///
/// @param subject the server
/// @param questions what all servers of a run are asked with
record InspectRequest(Subject subject, Questions questions) {

    /// A server.
    ///
    /// @param place as the user wrote it
    /// @param kind what it is said to speak; [ServerKind#SOCKS5] if nothing is said
    /// @param tls whom to trust, if the kind uses TLS
    /// @param asked what it is asked for
    /// @param address its address; empty to have its host resolved
    /// @param obstacle why it may not be asked, in words that follow its name; empty if it may
    record Subject(
            ServerAddress place,
            ServerKind kind,
            TlsSettings tls,
            Asked asked,
            Optional<InetAddress> address,
            Optional<String> obstacle) {

        /// A server that the policy has nothing to say about.
        static Subject of(ServerAddress place, ServerKind kind, Asked asked) {
            return new Subject(
                    place, kind, TlsSettings.STANDARD, asked, Optional.empty(), Optional.empty());
        }

        /// The server as a policy has it, without a login.
        ProxyServer server() {
            return new ProxyServer(place, kind, null, null, tls);
        }
    }

    /// How servers are asked.
    ///
    /// @param login null if no credentials are to be sent
    /// @param target the destination that a server is asked to connect to; null for the server
    ///     itself
    /// @param timeout the time for each connection and each answer
    record Questions(
            Authentication.@Nullable Password login,
            @Nullable SocksAddress target,
            Duration timeout) {}

    /// The protocols that a server is asked for.
    enum Asked {
        /// SOCKS, and if it does not speak that, HTTP: the user named none.
        ANY,
        /// SOCKS only.
        SOCKS,
        /// HTTP only: many proxies wait for more after a message of SOCKS.
        HTTP;

        /// What a kind of server is asked for.
        static Asked of(ServerKind kind) {
            return switch (kind) {
                case SOCKS4, SOCKS4A, SOCKS5, SOCKS5_TLS -> SOCKS;
                case HTTP, HTTPS -> HTTP;
            };
        }
    }

    /// The server as the user wrote it.
    String place() {
        return subject.place().toString();
    }

    Authentication.@Nullable Password login() {
        return questions.login();
    }

    @Nullable SocksAddress target() {
        return questions.target();
    }

    Duration timeout() {
        return questions.timeout();
    }
}
