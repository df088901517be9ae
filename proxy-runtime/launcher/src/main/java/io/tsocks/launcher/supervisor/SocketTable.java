package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of each socket that was connected on a program's behalf, by its cookie: that is
/// the same through dup, fork and descriptor passing, and is never given to another socket.
///
/// Sockets vanish without a word, so of the settled ones only the last [#MOST_SETTLED] are kept. A
/// program with more connections than that sees in getpeername the SOCKS server for the others, and
/// its first connect on one of them that is connected already succeeds, as after a non-blocking
/// one.
final class SocketTable {

    static final int MOST_SETTLED = 65_536;

    private final Map<Long, PendingConnect> pending = new HashMap<>();
    private final Map<Long, Settled> settled =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Settled> eldest) {
                    return size() > MOST_SETTLED;
                }
            };

    /// What became of a connect.
    sealed interface Settled {

        /// It succeeded.
        ///
        /// @param reported whether a connect call has returned that
        record Connected(InetEndpoint destination, boolean reported) implements Settled {}

        /// It failed, and no call has returned the errno yet.
        record Failed(int errno) implements Settled {}
    }

    @Nullable PendingConnect pending(long cookie) {
        return pending.get(cookie);
    }

    @Nullable Settled settled(long cookie) {
        return settled.get(cookie);
    }

    /// Whether no socket is known, so that nobody need be asked which one it is.
    boolean isEmpty() {
        return pending.isEmpty() && settled.isEmpty();
    }

    /// Whether there is a socket of which the kernel knows less than the program has to know. Looks
    /// at all of them.
    boolean mayMislead() {
        return !pending.isEmpty()
                || settled.values().stream().anyMatch(outcome -> outcome instanceof Settled.Failed);
    }

    /// How many connects go on.
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

    /// Forgets how the socket failed, which the program has been told.
    void forgetFailure(long cookie) {
        if (settled.get(cookie) instanceof Settled.Failed) {
            settled.remove(cookie);
        }
    }

    Iterable<PendingConnect> allPending() {
        return pending.values();
    }
}
