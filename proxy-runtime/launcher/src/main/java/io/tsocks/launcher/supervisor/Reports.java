package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Target;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Tells the journal of what is decided on the spot.
final class Reports {

    /// So many are remembered; one that has been forgotten is told of again.
    private static final int MOST_FLOWS = 4_096;

    private final Kernel kernel;
    private final Journal journal;
    private final SequencedSet<Flow> flows = new LinkedHashSet<>();
    private final SequencedMap<Long, InetEndpoint> nowhere = new LinkedHashMap<>();

    /// What goes from a socket to a destination.
    private record Flow(long cookie, InetEndpoint to) {}

    Reports(Kernel kernel, Journal journal) {
        this.kernel = kernel;
        this.journal = journal;
    }

    /// A non-blocking connect straight to the destination has begun, or failed at once.
    void directTcp(Notification call, InetEndpoint to, Routing.Plan plan, int errno) {
        Journal.Outcome outcome = errno == 0 ? Journal.Outcome.DIRECT : Journal.Outcome.FAILED;
        String message = errno == 0 ? null : Errno.describe(errno);
        report(call, outcome, "tcp", to.toString(), plan.rule(), errno, message, false);
    }

    /// The first datagram of a socket for a destination, or the right to send datagrams there.
    void directUdp(Notification call, NativeSocket socket, InetEndpoint to, String rule) {
        if (!flows.add(new Flow(socket.cookie().value(), to))) {
            return;
        }
        if (flows.size() > MOST_FLOWS) {
            flows.removeFirst();
        }
        report(call, Journal.Outcome.DIRECT, "udp", to.toString(), rule, 0, null, false);
    }

    /// A socket was connected to nothing instead of to a destination. Most programs only ask such
    /// a socket for its own address, so this alone is no event.
    void ledNowhere(NativeSocket socket, InetEndpoint instead) {
        nowhere.put(socket.cookie().value(), instead);
        if (nowhere.size() > MOST_FLOWS) {
            nowhere.pollFirstEntry();
        }
    }

    /// Where a socket that leads nowhere was to lead, once: for the first message that it sends.
    Optional<InetEndpoint> whereItWasToLead(NativeSocket socket) {
        return nowhere.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(nowhere.remove(socket.cookie().value()));
    }

    /// A program asks a server of this machine, which no policy holds. Told to all, unlike what
    /// goes well.
    void delegated(Notification call, String server, String message) {
        record(call, Journal.Outcome.DIRECT, "unix", server, "--unix=warn", 0, message, true);
    }

    /// Something is refused.
    ///
    /// @param isOurs as in [Journal.Event]
    void denied(
            Notification call,
            String protocol,
            String what,
            String rule,
            int errno,
            String message,
            boolean isOurs) {
        report(call, Journal.Outcome.DENIED, protocol, what, rule, errno, message, isOurs);
    }

    private void report(
            Notification call,
            Journal.Outcome outcome,
            String protocol,
            String what,
            String rule,
            int errno,
            @Nullable String message,
            boolean isOurs) {
        if (journal.heeds(outcome)) {
            record(call, outcome, protocol, what, rule, errno, message, isOurs);
        }
    }

    private void record(
            Notification call,
            Journal.Outcome outcome,
            String protocol,
            String what,
            String rule,
            int errno,
            @Nullable String message,
            boolean isOurs) {
        journal.record(
                new Journal.Event(
                        outcome,
                        protocol,
                        what,
                        new Target(kernel, call.tid()).program(),
                        call.tid(),
                        rule,
                        null,
                        errno,
                        message,
                        isOurs,
                        0));
    }
}
