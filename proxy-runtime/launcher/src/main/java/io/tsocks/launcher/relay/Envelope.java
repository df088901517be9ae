package io.tsocks.launcher.relay;

import io.tsocks.protocol.Encapsulation;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.Tls;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What protects the bytes between the relay and a server, as bytes in and bytes out. What it holds
/// is bounded, if its user reads [#opened] before it gives more to [#receive], and sends [#output]
/// before it gives more to [#seal].
///
/// Not thread-safe: whoever has it last owns it.
public sealed interface Envelope permits TlsEnvelope, GssapiEnvelope, NestedEnvelope {

    /// What is known of the bytes that come from the server.
    enum Input {
        /// More may come.
        OPEN,
        /// The server has said that no more come.
        ENDED,
        /// They are damaged, or have ended without the server saying so. What was opened before is
        /// as the server has sent it.
        BROKEN
    }

    /// What protects the bytes of a connection whose request is granted; null if they go as they
    /// are.
    ///
    /// @param granted the handshake that agreed on it, perhaps with several servers
    static @Nullable Envelope of(Handshake granted) {
        Tls tls = granted.tls();
        Encapsulation gssapi = granted.encapsulation();
        if (gssapi != null) {
            return of(gssapi, tls);
        }
        return tls == null ? null : of(tls);
    }

    /// Within TLS.
    ///
    /// @param tls open
    static Envelope of(Tls tls) {
        return new TlsEnvelope(tls);
    }

    /// Within GSSAPI, which may be within TLS.
    ///
    /// @param tls open; null if there is none
    static Envelope of(Encapsulation gssapi, @Nullable Tls tls) {
        GssapiEnvelope inner = new GssapiEnvelope(gssapi);
        return tls == null ? inner : new NestedEnvelope(of(tls), inner);
    }

    /// Seals data of the program's, as much as there is room for, and moves the position past it.
    /// It takes some unless there is output, or nothing more can be sent.
    void seal(ByteBuffer data);

    /// Says to the server that no more data follows.
    void sealEnd();

    /// Whether only the end of the connection itself says that no more data follows.
    boolean endsWithConnection();

    /// The bytes to send to the server. The sender moves the position, and asks for the buffer
    /// again after each other call.
    ByteBuffer output();

    /// The most bytes that [#receive] takes next; 0 while what was opened is unread.
    int needed();

    /// Takes at most [#needed] bytes from the server.
    void receive(ByteBuffer bytes);

    /// Takes note that the server has closed the connection.
    void endOfInput();

    /// Data for the program. The reader moves the position, and asks for the buffer again when it
    /// is empty, as more may follow.
    ByteBuffer opened();

    /// What is known of the bytes that come from the server, once all that was opened is read.
    Input input();

    /// Why it is broken, in words for a person; null if it is not.
    @Nullable String failure();

    /// Forgets its keys. Nothing else is called after that.
    void close();
}
