package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.datagram.Announcement;
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

/// Tells the journal of calls that are decided at once.
final class Reports {

    /// The most flows that are remembered; one that was forgotten is reported again.
    private static final int MOST_FLOWS = 4_096;

    private final Kernel kernel;
    private final Journal journal;
    private final SequencedSet<Flow> flows = new LinkedHashSet<>();
    private final SequencedMap<Long, InetEndpoint> nowhere = new LinkedHashMap<>();

    /// The traffic from a socket to a destination.
    private record Flow(long cookie, InetEndpoint to) {}

    Reports(Kernel kernel, Journal journal) {
        this.kernel = kernel;
        this.journal = journal;
    }

    /// Reports that a non-blocking direct connect has begun, or failed at once.
    void directTcp(Notification call, Destination to, Routing.Plan plan, int errno) {
        Fate fate =
                errno == 0
                        ? new Fate.Direct(0)
                        : new Fate.Failed(null, errno, Errno.describe(errno), false, 0);
        report(call, Journal.Protocol.TCP, to.toString(), plan.rule(), fate);
    }

    /// Reports the first datagram of a socket to a destination, or that it may send datagrams
    /// there.
    void directUdp(Notification call, NativeSocket socket, InetEndpoint to, String rule) {
        if (!flows.add(new Flow(socket.cookie().value(), to))) {
            return;
        }
        if (flows.size() > MOST_FLOWS) {
            flows.removeFirst();
        }
        report(call, Journal.Protocol.UDP, to.toString(), rule, new Fate.Direct(0));
    }

    /// Reports that a question cannot even be sent.
    void unreachableNameServer(Notification call, InetEndpoint to, String rule, int errno) {
        String message =
                "the name server "
                        + to
                        + " cannot be reached: "
                        + Errno.describe(errno)
                        + "; --dns=remote has the SOCKS server resolve names";
        Fate fate = new Fate.Failed(null, errno, message, true, 0);
        report(call, Journal.Protocol.UDP, to.toString(), rule, fate);
    }

    /// What is told of datagrams through servers: who sends them, and to where.
    Announcement announcement(Notification call, String to, String rule) {
        String program = new Target(kernel, call.tid()).program();
        return new Announcement(to, program, call.tid(), (int) call.a(), rule);
    }

    /// Records that a socket was connected to a closed port instead of its destination. Most
    /// programs only ask such a socket for its own address, so this alone is not an event.
    void ledNowhere(NativeSocket socket, InetEndpoint instead) {
        nowhere.put(socket.cookie().value(), instead);
        if (nowhere.size() > MOST_FLOWS) {
            nowhere.pollFirstEntry();
        }
    }

    /// The intended destination of such a socket. It is given only once, for the first message that
    /// the socket sends.
    Optional<InetEndpoint> whereItWasToLead(NativeSocket socket) {
        return nowhere.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(nowhere.remove(socket.cookie().value()));
    }

    /// Reports that a program asks a server of this machine, which the policy does not control.
    void delegated(Notification call, String server, String message) {
        Fate fate = new Fate.Delegated(message);
        report(call, Journal.Protocol.UNIX, server, "--unix=warn", fate);
    }

    /// Reports a refusal.
    ///
    /// @param isOurs as in [Fate]
    void denied(
            Notification call,
            Journal.Protocol over,
            String what,
            String rule,
            int errno,
            String message,
            boolean isOurs) {
        report(call, over, what, rule, new Fate.Denied(errno, message, isOurs, 0));
    }

    /// Reports an event, unless no journal heeds it: its details then need not be found out.
    private void report(
            Notification call, Journal.Protocol over, String what, String rule, Fate fate) {
        if (!fate.isForAll() && !journal.heeds(fate.outcome())) {
            return;
        }
        String program = new Target(kernel, call.tid()).program();
        journal.record(new Journal.Event(over, what, program, call.tid(), rule, fate));
    }
}
