package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connects whose sockets the poller watches, each under a token of its own.
final class WatchedConnects {

    private final Poller poller;
    private final Map<Long, PendingConnect> byToken = new HashMap<>();
    private long nextToken = 1;

    WatchedConnects(Poller poller) {
        this.poller = poller;
    }

    /// Watches the socket of a connect that is not watched.
    ///
    /// @param interest the events to watch it for
    Result watch(PendingConnect connect, int interest) {
        long token = nextToken++;
        Result result = poller.watch(connect.line().fd(), interest, token);
        if (result.ok()) {
            connect.watchedAs(token, interest);
            byToken.put(token, connect);
        }
        return result;
    }

    /// Watches it for other events.
    void change(PendingConnect connect, int interest) {
        poller.change(connect.line().fd(), interest, connect.token());
        connect.watchedAs(connect.token(), interest);
    }

    /// Watches a connect no more, if it is watched.
    void forget(PendingConnect connect) {
        if (byToken.remove(connect.token()) != null) {
            poller.forget(connect.line().fd());
        }
        connect.watchedAs(0, 0);
    }

    /// The connect whose socket the poller reports; null if that is none of these.
    @Nullable PendingConnect at(long token) {
        return byToken.get(token);
    }
}
