package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One handshake with a SOCKS server.
public abstract sealed class SocksHandshake extends Handshake
        permits Socks4Handshake, Socks5Handshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    SocksHandshake() {}

    /// A SOCKS 4 handshake. A name or an IPv6 address, for which SOCKS 4 has no field, is sent as a
    /// name of 4a.
    ///
    /// @param request CONNECT or BIND; any other command fails at once
    /// @param userId at most 255 bytes of UTF-8 without a zero; may be empty
    public static SocksHandshake socks4(SocksRequest request, String userId) {
        return new Socks4Handshake(request, userId, NOTHING);
    }

    /// A SOCKS 5 handshake.
    ///
    /// @param offered the methods to offer, one of each kind, at least one; with
    ///     [Strategy#PIPELINED] exactly one
    public static SocksHandshake socks5(
            SocksRequest request, List<Authentication> offered, Strategy strategy) {
        return new Socks5Handshake(request, offered, strategy, NOTHING);
    }

    /// A SOCKS 4 CONNECT with the application's first bytes in the same write. These are lost if
    /// the server refuses, or does not read ahead.
    public static SocksHandshake socks4(SocksRequest request, String userId, ByteBuffer earlyData) {
        return new Socks4Handshake(request, userId, earlyData);
    }

    /// A SOCKS 5 CONNECT with the application's first bytes in the same write as the request. These
    /// are lost if the server refuses, or does not read ahead.
    public static SocksHandshake socks5(
            SocksRequest request,
            List<Authentication> offered,
            Strategy strategy,
            ByteBuffer earlyData) {
        return new Socks5Handshake(request, offered, strategy, earlyData);
    }

    /// The version it speaks.
    public abstract SocksVersion version();

    /// The method that the server chose; null before that, and in SOCKS 4.
    public @Nullable Authentication method() {
        return null;
    }

    /// Has a request sent, and the application's first bytes with it.
    final void send(ByteBuffer request, ByteBuffer earlyData) {
        send(request);
        if (earlyData.hasRemaining()) {
            send(earlyData.duplicate());
        }
    }

    final void malformed(String what) {
        fail(new SocksFailure.Malformed(version(), what));
    }
}
