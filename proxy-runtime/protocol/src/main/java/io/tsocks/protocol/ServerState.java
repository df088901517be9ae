package io.tsocks.protocol;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import java.util.List;

/// How far the server's side of a handshake is, and so what the server has to do next.
public sealed interface ServerState {

    /// Give it more of what the client sends.
    ///
    /// @param needed how many bytes, from 1, it takes next at most; fewer may come, and be enough
    record Reading(int needed) implements ServerState {}

    /// Choose a method with [SocksServerHandshake#select]. SOCKS5 only.
    ///
    /// @param methods as the client offers them, 0 to 255 each, perhaps none
    record Offered(List<Integer> methods) implements ServerState {}

    /// Check a user name and password (RFC 1929), then [SocksServerHandshake#admit] or
    /// [SocksServerHandshake#deny].
    ///
    /// @param user 0 to 255 bytes of UTF-8, and so has the password: some clients send them empty
    record LogIn(String user, Secret password) implements ServerState {}

    /// Do what is asked, then [SocksServerHandshake#grant] or [SocksServerHandshake#refuse].
    ///
    /// @param command 0 to 255, one of [Command] or not
    /// @param destination as it was sent: what is an address in text, as 4a has IPv6, is a name
    /// @param userId of SOCKS4, 0 to 255 bytes, where those that are no UTF-8 are U+FFFD; empty in
    ///     SOCKS5
    record Requested(SocksVersion version, int command, SocksAddress destination, String userId)
            implements ServerState {}

    /// Wait for BIND's peer, then grant or refuse once more.
    record Listening() implements ServerState {}

    /// Over: behind the last reply, the connection is the peer's.
    record Granted() implements ServerState {}

    /// Over, as the server said no: send the reply, and close.
    record Refused() implements ServerState {}

    /// Over, as the client is wrong: send the reply if there is one, and close.
    ///
    /// @param message what it did, in words for a person, never what it sent
    record Failed(Reason reason, String message) implements ServerState {}

    /// Why a handshake failed.
    enum Reason {
        /// It speaks another version, or another protocol. There is no reply.
        VERSION,
        /// A message is not as its specification says, or too long.
        MALFORMED,
        /// The request has an address of a type that RFC 1928 does not have.
        ADDRESS_TYPE,
        /// The client closed the connection. There is no reply.
        CLOSED
    }

    /// Whether nothing more will happen.
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
