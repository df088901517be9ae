package io.tsocks.protocol;

import java.util.Optional;

/// How far the server's side of CONNECT is, and so what the server has to do next.
public sealed interface HttpServerState {

    /// Give it more of what the client sends.
    ///
    /// @param needed how many bytes, from 1, it takes next without knowing more; fewer may come,
    ///     and be enough
    record Reading(int needed) implements HttpServerState {}

    /// Do what is asked, then [HttpServerHandshake#grant], [HttpServerHandshake#askLogin] or
    /// [HttpServerHandshake#refuse].
    ///
    /// @param login Basic credentials; empty where there are none that can be read
    record Requested(SocksAddress destination, Optional<Authentication.Password> login)
            implements HttpServerState {}

    /// Over: behind the response, the connection is the destination's.
    record Granted() implements HttpServerState {}

    /// Over, as the server said no: send the response, and close.
    record Refused() implements HttpServerState {}

    /// Over, as the client is wrong: send the response if there is one, and close.
    ///
    /// @param message what it did, in words for a person, never what it sent
    record Failed(String message) implements HttpServerState {}

    /// Whether nothing more will happen.
    default boolean isOver() {
        return switch (this) {
            case Reading ignored -> false;
            case Requested ignored -> false;
            case Granted ignored -> true;
            case Refused ignored -> true;
            case Failed ignored -> true;
        };
    }
}
