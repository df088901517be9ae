package io.tsocks.protocol;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import java.util.List;

/// The state of the server's side of a handshake, which says what the server has to do next.
public sealed interface ServerState {

    /// Pass it more bytes from the client.
    ///
    /// @param needed the most bytes that it takes next, at least 1; fewer may come, and be enough
    record Reading(int needed) implements ServerState {}

    /// Choose a method with [SocksServerHandshake#select]. SOCKS 5 only.
    ///
    /// @param methods in the client's order, 0 to 255 each; may be empty
    record Offered(List<Integer> methods) implements ServerState {}

    /// Check a user name and password (RFC 1929), then [SocksServerHandshake#admit] or
    /// [SocksServerHandshake#deny].
    ///
    /// @param user 0 to 255 bytes of UTF-8; some clients send it empty. The same holds for the
    ///     password.
    record LogIn(String user, Secret password) implements ServerState {}

    /// Carry out the request, then call [SocksServerHandshake#grant] or
    /// [SocksServerHandshake#refuse].
    ///
    /// @param command 0 to 255; not necessarily one of [Command]
    /// @param destination as it was sent: an address sent as text, as 4a sends IPv6, is a name here
    /// @param userId the user id of SOCKS 4, 0 to 255 bytes, with U+FFFD in place of bytes that are
    ///     not UTF-8; empty in SOCKS 5
    record Requested(SocksVersion version, int command, SocksAddress destination, String userId)
            implements ServerState {}

    /// Wait for the peer of BIND, then grant or refuse once more.
    record Listening() implements ServerState {}

    /// The handshake is over: after the last reply, the connection carries the application's data.
    record Granted() implements ServerState {}

    /// The handshake is over because the server refused: send the reply, and close.
    record Refused() implements ServerState {}

    /// The handshake is over because the client made an error: send the reply if there is one, and
    /// close.
    ///
    /// @param message what the client did, in words for a person; never repeats what it sent
    record Failed(Reason reason, String message) implements ServerState {}

    /// Why a handshake failed.
    enum Reason {
        /// The client speaks another version, or another protocol. There is no reply.
        VERSION,
        /// A message violates its specification or is too long.
        MALFORMED,
        /// The request has an address of a type that RFC 1928 does not have.
        ADDRESS_TYPE,
        /// The client closed the connection. There is no reply.
        CLOSED
    }

    /// Whether this state is final.
    default boolean isOver() {
        return switch (this) {
            case Reading ignored -> false;
            case Offered ignored -> false;
            case LogIn ignored -> false;
            case Requested ignored -> false;
            case Listening ignored -> false;
            case Granted ignored -> true;
            case Refused ignored -> true;
            case Failed ignored -> true;
        };
    }
}
