package io.tsocks.launcher.supervisor;

import io.tsocks.linux.C;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A TCP socket of a [FakeKernel]. It is connected at once, or never.
final class FakeSocket {

    private final long cookie;
    private final boolean nonBlocking;
    private final ByteArrayOutputStream inbox = new ByteArrayOutputStream();

    private int state = C.TCP_CLOSE;
    private int error;
    private int taken;
    private boolean lingers;
    private long sent;
    private @Nullable InetEndpoint peer;
    private @Nullable FakeServer server;

    FakeSocket(long cookie, boolean nonBlocking) {
        this.cookie = cookie;
        this.nonBlocking = nonBlocking;
    }

    long cookie() {
        return cookie;
    }

    boolean isNonBlocking() {
        return nonBlocking;
    }

    /// Where it is connected to; null if it is not.
    @Nullable InetEndpoint peer() {
        return peer;
    }

    @Nullable FakeServer server() {
        return server;
    }

    int state() {
        return state;
    }

    long sent() {
        return sent;
    }

    long received() {
        return inbox.size();
    }

    int unread() {
        return inbox.size() - taken;
    }

    int takeError() {
        int before = error;
        error = 0;
        return before;
    }

    /// Whether to close it waits for its peer. It waits however many descriptors there are.
    boolean lingers() {
        return lingers && state == C.TCP_ESTABLISHED;
    }

    /// Sets SO_LINGER for a minute, or no longer.
    void setLinger(boolean on) {
        lingers = on;
    }

    /// The value of SO_LINGER: two numbers, whether it is set and for how many seconds.
    long linger() {
        return lingers ? 1 | 60L << Integer.SIZE : 0;
    }

    /// connect(2).
    ///
    /// @param to null for AF_UNSPEC
    /// @param listening what listens there; null for nothing
    /// @return an errno or 0
    int connect(@Nullable InetEndpoint to, @Nullable FakeServer listening) {
        if (to == null) {
            disconnect();
            return 0;
        }
        if (state != C.TCP_CLOSE) {
            return Errno.EISCONN;
        }
        if (listening == null) {
            return Errno.ECONNREFUSED;
        }
        peer = to;
        server = listening;
        state = C.TCP_ESTABLISHED;
        return 0;
    }

    private void disconnect() {
        error = state == C.TCP_ESTABLISHED ? Errno.ECONNRESET : error;
        state = C.TCP_CLOSE;
        peer = null;
        server = null;
        inbox.reset();
        taken = 0;
        sent = 0;
    }

    /// sendmsg(2).
    ///
    /// @return an errno or 0
    int send(byte[] bytes) {
        if (server == null) {
            return Errno.ENOTCONN;
        }
        sent += bytes.length;
        inbox.writeBytes(server.take(bytes));
        return 0;
    }

    /// What is there; empty for nothing.
    Optional<byte[]> receive(int limit) {
        if (unread() == 0) {
            return Optional.empty();
        }
        int end = Math.min(inbox.size(), taken + limit);
        byte[] bytes = Arrays.copyOfRange(inbox.toByteArray(), taken, end);
        taken = end;
        return Optional.of(bytes);
    }
}
