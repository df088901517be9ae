package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import io.tsocks.linux.SeccompListener;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Looks names up on this machine, which may take any time. These are names with a fake address,
/// because they go through a server at one port, that at another port go directly or as their
/// address decides, and names of servers that had no address.
///
/// A caller waits no longer if its time is over, if it has died, or if it has a signal to handle or
/// has to stop. The lookup goes on, and a later call for the name waits for the same one.
final class Lookups {

    private final SeccompListener listener;
    private final ForeignMemory threads;
    private final Destinations destinations;
    private final Consumer<Notification> again;
    private final Resolver resolver;

    /// By the name that they wait for, or by the servers.
    private final Map<Object, List<Waiting>> callers = new HashMap<>();

    private final CallerRounds<Waiting> rounds = new CallerRounds<>();

    /// A call that needs a name's addresses.
    ///
    /// @param most the longest wait in nanoseconds; 0 for no limit
    /// @param interruption the answer if it has a signal to handle
    /// @param left is run if it returns before the addresses are known
    record Caller(Notification call, long most, int interruption, Runnable left) {

        /// A connect that may return early, as natively.
        static Caller connecting(Notification call, long most, Runnable left) {
            return new Caller(call, most, Errno.ERESTARTSYS, left);
        }

        /// A call that natively never waits, and so is made again after a signal.
        static Caller asking(Notification call) {
            return new Caller(call, 0, Errno.ERESTARTNOINTR, () -> {});
        }
    }

    private static final class Waiting {
        private final Caller caller;
        private final long since = System.nanoTime();
        private boolean isOver;

        private Waiting(Caller caller) {
            this.caller = caller;
        }

        private boolean isLate() {
            return caller.most() > 0 && System.nanoTime() - since >= caller.most();
        }
    }

    /// @param threads threads that may wait
    /// @param again answers a call anew
    Lookups(
            SeccompListener listener,
            ForeignMemory threads,
            Destinations destinations,
            Consumer<Notification> again,
            Resolver resolver) {
        this.listener = listener;
        this.threads = threads;
        this.destinations = destinations;
        this.again = again;
        this.resolver = resolver;
    }

    /// Looks a name up, and then answers the call anew.
    void resolve(Caller caller, String name) {
        if (isFirst(caller, name)) {
            threads.lookUp(
                    () -> addresses(name),
                    found -> {
                        destinations.found(name, found);
                        ended(name);
                    });
        }
    }

    /// Looks the names of servers up, and then answers the call anew.
    void resolve(Caller caller, Set<ProxyServer> servers, Routing routing) {
        if (isFirst(caller, servers)) {
            threads.lookUp(() -> isDone(servers, routing), _ -> ended(servers));
        }
    }

    /// Looks up, in a thread. A fault there must not have calls wait for ever.
    static boolean isDone(Set<ProxyServer> servers, Routing routing) {
        try {
            routing.lookUpAgain(servers);
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            return false;
        }
    }

    /// Has a caller wait.
    ///
    /// @return whether no other one does
    private boolean isFirst(Caller caller, Object wanted) {
        boolean isNew = !callers.containsKey(wanted);
        Waiting waiting = new Waiting(caller);
        callers.computeIfAbsent(wanted, _ -> new ArrayList<>()).add(waiting);
        rounds.add(waiting);
        return isNew;
    }

    private void ended(Object wanted) {
        List<Waiting> all = callers.remove(wanted);
        for (Waiting waiting : all == null ? List.<Waiting>of() : all) {
            if (!waiting.isOver) {
                waiting.isOver = true;
                again.accept(waiting.caller.call());
            }
        }
    }

    private List<InetAddress> addresses(String name) {
        try {
            return resolver.resolve(name);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    int patience(int others) {
        return rounds.patience(others);
    }

    /// Lets callers go that wait no longer.
    void look() {
        rounds.look(
                waiting -> {
                    if (!waiting.isOver && isOver(waiting)) {
                        waiting.isOver = true;
                        waiting.caller.left().run();
                    }
                    return waiting.isOver;
                });
    }

    private boolean isOver(Waiting waiting) {
        Caller caller = waiting.caller;
        if (waiting.isLate()) {
            listener.fail(caller.call().id(), Errno.EINPROGRESS);
            return true;
        }
        return CallerWatch.letGo(listener, caller.call(), caller.interruption());
    }
}
