package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.RecentMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known about each socket that was connected on a program's behalf, by its cookie. A
/// cookie stays the same through dup, fork and descriptor passing, and is never given to another
/// socket.
///
/// The end of a socket is not reported, so only the last [#MOST_SETTLED] settled sockets are kept.
/// For other connections, a program sees the SOCKS server in getpeername, and its first connect on
/// such a connected socket succeeds, as after a non-blocking one.
final class SocketTable {

    static final int MOST_SETTLED = 65_536;

    private final Map<Long, PendingConnect> pending = new HashMap<>();
    private final Map<Long, Settled> settled = new RecentMap<>(MOST_SETTLED);

    /// What became of a connect.
    sealed interface Settled {

        /// It succeeded.
        ///
        /// @param reported whether a connect call has returned that
        record Connected(InetEndpoint destination, boolean reported) implements Settled {}

        /// It failed, and no call has returned the errno yet.
        record Failed(int errno) implements Settled {}

        /// Its caller left while a name was looked up, so nothing is under way yet. It goes on when
        /// the program connects again or asks for the outcome.
        record Interrupted(InetEndpoint to) implements Settled {}
    }

    @Nullable PendingConnect pending(long cookie) {
        return pending.get(cookie);
    }

    @Nullable Settled settled(long cookie) {
        return settled.get(cookie);
    }

    /// Whether no socket is known, so that a call's socket need not be identified.
    boolean isEmpty() {
        return pending.isEmpty() && settled.isEmpty();
    }

    /// Whether there is a socket about which the kernel's answer would mislead the program. Looks
    /// at all sockets.
    boolean mayMislead() {
        return !pending.isEmpty()
                || settled.values().stream()
                        .anyMatch(outcome -> !(outcome instanceof Settled.Connected));
    }

    /// How many connects are under way.
    int countPending() {
        return pending.size();
    }

    void begin(PendingConnect connect) {
        settled.remove(connect.cookie());
        pending.put(connect.cookie(), connect);
    }

    void settle(long cookie, Settled outcome) {
        pending.remove(cookie);
        settled.put(cookie, outcome);
    }

    void forget(long cookie) {
        pending.remove(cookie);
        settled.remove(cookie);
    }

    /// Forgets the failure of a socket, because the program has been told of it.
    void forgetFailure(long cookie) {
        if (settled.get(cookie) instanceof Settled.Failed) {
            settled.remove(cookie);
        }
    }

    Iterable<PendingConnect> allPending() {
        return pending.values();
    }
}
