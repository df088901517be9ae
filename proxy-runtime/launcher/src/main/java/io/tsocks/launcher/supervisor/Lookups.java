package io.tsocks.launcher.supervisor;

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
import java.util.function.Consumer;

/// Looks names up on this machine, which may take any time. These are names with a fake address,
/// because they go through a server at one port, that at another port go directly or as their
/// address decides.
///
/// A caller waits no longer if its time is over, if it has died, or if it has a signal to handle or
/// has to stop. The lookup goes on, and a later call for the name waits for the same one.
final class Lookups {

    private final SeccompListener listener;
    private final ForeignMemory threads;
    private final Destinations destinations;
    private final Consumer<Notification> again;
    private final Resolver resolver;
    private final Map<String, List<Waiting>> byName = new HashMap<>();
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
        boolean isNew = !byName.containsKey(name);
        Waiting waiting = new Waiting(caller);
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(waiting);
        rounds.add(waiting);
        if (isNew) {
            threads.lookUp(() -> addresses(name), found -> found(name, found));
        }
    }

    private void found(String name, List<InetAddress> found) {
        destinations.found(name, found);
        List<Waiting> all = byName.remove(name);
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
