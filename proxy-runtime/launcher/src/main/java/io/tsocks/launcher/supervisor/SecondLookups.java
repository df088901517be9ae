package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks the names of servers up again, for connects that no address of them has let through.
/// Connects that wait for the same servers wait for one lookup.
///
/// Not thread-safe: the supervisor's thread owns it.
final class SecondLookups {

    private final ForeignMemory threads;
    private final Routing routing;
    private final Map<Set<ProxyServer>, List<Runnable>> waiting = new HashMap<>();

    /// @param threads threads that may wait
    SecondLookups(ForeignMemory threads, Routing routing) {
        this.threads = threads;
        this.routing = routing;
    }

    /// Begins a lookup, unless it is under way.
    ///
    /// @param servers at least one
    /// @param then is run when it has ended, whatever has come of it; by a later turn of the loop
    void begin(Set<ProxyServer> servers, Runnable then) {
        List<Runnable> known = waiting.get(servers);
        if (known != null) {
            known.add(then);
            return;
        }
        waiting.put(servers, new ArrayList<>(List.of(then)));
        threads.lookUp(() -> Lookups.isDone(servers, routing), _ -> ended(servers));
    }

    private void ended(Set<ProxyServer> servers) {
        List<Runnable> all = waiting.remove(servers);
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }
}
