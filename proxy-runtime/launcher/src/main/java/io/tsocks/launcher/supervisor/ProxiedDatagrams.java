package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.datagram.Announcement;
import io.tsocks.launcher.datagram.Correspondent;
import io.tsocks.launcher.datagram.DatagramRelay;
import io.tsocks.launcher.datagram.Loopback;
import io.tsocks.launcher.datagram.Route;
import io.tsocks.launcher.datagram.Witness;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.MessageReader;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.Notification;
import io.tsocks.linux.OutgoingDevice;
import io.tsocks.linux.Pidfds;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import io.tsocks.protocol.SocksAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends datagrams of programs through SOCKS 5 servers: connects sockets to the [DatagramRelay]
/// instead of their destinations, and sends for those that are not connected.
///
/// The supervisor's loop owns it.
final class ProxiedDatagrams implements Disguises {

    private static final String TOO_MANY =
            "datagrams of "
                    + DatagramRelay.MOST
                    + " sockets go through servers already; this one has to wait until others are"
                    + " closed";

    /// How often a socket is connected anew if its own address has changed meanwhile.
    private static final int TRIES = 2;

    /// As many as the kernel makes of one message (`UDP_MAX_SEGMENTS`).
    private static final int MOST_SEGMENTS = 128;

    private final Replies replies;
    private final Reports reports;
    private final Destinations destinations;
    private final AssociationRequests requests;
    private final HeldSends held;
    private final DatagramRelay relay;
    private final Pidfds pidfds;
    private final Closer closer;
    private final Queue<Announcement> failed = new ConcurrentLinkedQueue<>();
    private final BitSet descriptors = new BitSet();

    /// @param poller the loop's
    /// @param journal takes events from any thread
    /// @param again answers a call anew
    ProxiedDatagrams(
            Replies replies,
            Pidfds pidfds,
            Reports reports,
            Destinations destinations,
            AssociationRequests requests,
            Closer closer,
            Poller poller,
            Journal journal,
            Consumer<Notification> again) {
        this.replies = replies;
        this.pidfds = pidfds;
        this.closer = closer;
        this.reports = reports;
        this.destinations = destinations;
        this.requests = requests;
        this.held = new HeldSends(replies.listener(), poller, again);
        this.relay =
                new DatagramRelay(
                        replies.kernel(),
                        new Told(journal, held, failed),
                        requests::goesDirectly,
                        InetSockets::openUdp);
    }

    /// Tells the journal, and the loop.
    private record Told(Journal journal, HeldSends held, Queue<Announcement> failures)
            implements Witness {

        @Override
        public void carried(Announcement what, String server, long millis) {
            record(what, new Fate.Proxied(server, millis));
        }

        @Override
        public void failed(
                Announcement what,
                @Nullable String server,
                int errno,
                String message,
                boolean isOurs) {
            failures.add(what);
            record(what, new Fate.Failed(server, errno, message, isOurs, 0));
        }

        private void record(Announcement what, Fate fate) {
            journal.record(
                    new Journal.Event(
                            Journal.Protocol.UDP,
                            what.destination(),
                            what.program(),
                            what.thread(),
                            what.rule(),
                            fate));
        }

        @Override
        public void settled() {
            held.settled();
        }
    }

    /// Connects a socket, so that what it sends goes through a server.
    Result connect(
            Notification call,
            NativeSocket socket,
            Kind kind,
            InetEndpoint to,
            DatagramRules.Way.Through way) {
        new OutgoingDevice(socket, kind.isIpv6()).forget();
        OwnAddress.take(replies.kernel(), socket, to);
        if (socket.peerError() != 0) {
            Result bound = socket.connect(Nowhere.of(socket, kind).orElseThrow().sockaddr());
            if (!bound.ok()) {
                return bound;
            }
        }
        try {
            Announcement what = announcement(call, way);
            return connect(call, socket, kind, route(to, way, () -> what));
        } catch (KernelException e) {
            socket.disconnect();
            return refuse(call, to, way, "no socket for datagrams: " + e.getMessage());
        }
    }

    private Result connect(Notification call, NativeSocket socket, Kind kind, Route route)
            throws KernelException {
        Result result = Result.failure(Errno.ENOBUFS);
        for (int i = 0; i < TRIES; i++) {
            InetEndpoint own = InetEndpoint.of(socket.localName()).orElseThrow();
            Loopback loopback = loopback(socket, kind, own);
            Optional<Correspondent> known = correspondent(call, socket, kind);
            if (known.isEmpty()) {
                socket.disconnect();
                return refuse(call, route, TOO_MANY);
            }
            InetEndpoint line = known.get().connect(own, loopback, route);
            result = socket.connect(forSocket(kind, line).sockaddr());
            boolean isAsExpected =
                    InetEndpoint.of(socket.localName()).filter(own::equals).isPresent();
            if (!result.ok()) {
                known.get().disconnect();
            }
            if (!result.ok() || isAsExpected) {
                return result;
            }
        }
        return result;
    }

    private static InetEndpoint forSocket(Kind kind, InetEndpoint line) {
        return InetEndpoint.forSocket(
                        kind.isIpv6(), new InetSocketAddress(line.address(), line.port()))
                .orElseThrow();
    }

    /// The loopback by which a socket with this address is reached.
    private static Loopback loopback(NativeSocket socket, Kind kind, InetEndpoint own) {
        boolean isAtIpv6 =
                own.address() instanceof Inet6Address && !own.address().isAnyLocalAddress();
        return new Loopback(kind.isIpv6() && (isAtIpv6 || socket.isIpv6Only()));
    }

    private Optional<Correspondent> correspondent(Notification call, NativeSocket socket, Kind kind)
            throws KernelException {
        Optional<Correspondent> known =
                relay.of(socket.cookie().value(), () -> InetSockets.inode(socket), kind.isIpv6());
        if (known.isPresent()) {
            descriptors.set((int) call.a());
        }
        return known;
    }

    private Route route(
            InetEndpoint to, DatagramRules.Way.Through way, Supplier<Announcement> announcement) {
        SocksAddress target = way.destination().target();
        return new Route(
                way.plan().upstream(),
                requests.of(way.plan(), target.host()),
                target,
                to,
                announcement);
    }

    private Announcement announcement(Notification call, DatagramRules.Way.Through way) {
        return reports.announcement(call, way.destination().toString(), way.plan().rule());
    }

    private Result refuse(Notification call, Route route, String why) {
        Announcement what = route.announcement().get();
        return refuse(call, what.destination(), what.rule(), why);
    }

    private Result refuse(
            Notification call, InetEndpoint to, DatagramRules.Way.Through way, String why) {
        return refuse(call, to.toString(), way.plan().rule(), why);
    }

    private Result refuse(Notification call, String to, String rule, String why) {
        reports.denied(call, Journal.Protocol.UDP, to, rule, Errno.ENOBUFS, why, true);
        return Result.failure(Errno.ENOBUFS);
    }

    /// A socket is not connected to the relay any more.
    void disconnected(NativeSocket socket) {
        relay.find(socket.cookie().value()).ifPresent(Correspondent::disconnect);
    }

    /// The destination of a socket that is connected to the relay; empty for any other.
    Optional<InetEndpoint> peer(long cookie) {
        return relay.find(cookie).flatMap(Correspondent::peer);
    }

    /// Sends a message on a socket that is not connected, or to another destination than the one it
    /// is connected to.
    ///
    /// @return empty if the call is held, and will be answered later
    Optional<Result> send(
            Notification call,
            NativeSocket socket,
            Kind kind,
            InetEndpoint to,
            DatagramRules.Way.Through way,
            MessageReader message) {
        if (to.port() == 0) {
            return Optional.of(Result.failure(Errno.EINVAL));
        }
        if (message.control().asksForMore()) {
            return Optional.of(Result.failure(Errno.EPERM));
        }
        if (message.isUrgent() || message.isUnfinished() || socket.isCollecting()) {
            return Optional.of(Result.failure(Errno.EOPNOTSUPP));
        }
        OutgoingDevice device = new OutgoingDevice(socket, kind.isIpv6());
        if (device.isChosen()) {
            device.forget();
        }
        Result bound = Questioners.bind(socket);
        if (!bound.ok()) {
            return Optional.of(bound);
        }
        destinations.begin(to);
        destinations.end(to);
        try {
            Optional<Correspondent> known = correspondent(call, socket, kind);
            return known.isEmpty()
                    ? Optional.of(refuse(call, to, way, TOO_MANY))
                    : send(
                            call,
                            socket,
                            kind,
                            known.get(),
                            route(to, way, () -> announcement(call, way)),
                            message);
        } catch (KernelException e) {
            return Optional.of(refuse(call, to, way, "no socket for datagrams: " + e.getMessage()));
        }
    }

    private Optional<Result> send(
            Notification call,
            NativeSocket socket,
            Kind kind,
            Correspondent by,
            Route route,
            MessageReader message) {
        InetEndpoint own = InetEndpoint.of(socket.localName()).orElseThrow();
        Loopback loopback = loopback(socket, kind, own);
        boolean mayWait = !message.isNonBlocking() && !socket.isNonBlocking();
        byte[] payload = message.payload();
        int wanted = message.control().segment();
        int segment = wanted == 0 ? socket.segment() : wanted;
        if ((long) segment * MOST_SEGMENTS < payload.length && segment != 0) {
            return Optional.of(Result.failure(Errno.EINVAL));
        }
        int step = segment == 0 ? Math.max(1, payload.length) : segment;
        int at = 0;
        do {
            byte[] part = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + step));
            switch (by.send(own, loopback, route, part, mayWait)) {
                case Correspondent.Outcome.Sent _ -> {}
                case Correspondent.Outcome.NotYet _ -> {
                    held.add(call, socket.sendTimeout());
                    return Optional.empty();
                }
                case Correspondent.Outcome.Failed(int errno) -> {
                    return Optional.of(Result.failure(errno));
                }
            }
            at += step;
        } while (at < payload.length);
        return Optional.of(Result.of(payload.length));
    }

    @Override
    public boolean mayHave(int descriptor) {
        if (!relay.isInUse() && !descriptors.isEmpty()) {
            descriptors.clear();
        }
        return descriptor >= 0 && descriptors.get(descriptor);
    }

    @Override
    public boolean has(long cookie) {
        return relay.find(cookie).isPresent();
    }

    @Override
    public byte[] sender(long cookie, byte[] sockaddr, byte[] payload) {
        return relay.find(cookie)
                .flatMap(known -> InetEndpoint.of(sockaddr).flatMap(known::sender))
                .map(InetEndpoint::sockaddr)
                .orElse(sockaddr);
    }

    /// Goes on with what waits; to be called by the supervisor's thread whenever it has been woken.
    void drain() {
        for (Announcement what = failed.poll(); what != null; what = failed.poll()) {
            tellProgram(what);
        }
        held.drain();
    }

    /// Has a program that waits for an answer on a connected socket get ECONNREFUSED, as if the
    /// destination's machine had said that there is no such port: sends an empty datagram to where
    /// there is none. If the socket is not found any more, the program's next send does that.
    private void tellProgram(Announcement what) {
        Result descriptor = pidfds.duplicate(what.thread(), what.descriptor());
        if (!descriptor.ok()) {
            return;
        }
        NativeSocket socket = new NativeSocket(replies.kernel(), descriptor.intValue());
        byte[] nothing = {};
        if (relay.find(socket.cookie().value()).filter(Correspondent::isRefusing).isPresent()) {
            socket.sendMessage(nothing, 0, nothing, nothing);
        }
        closer.close(socket);
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    int patience(int others) {
        return held.patience(others);
    }

    /// Says that the last process has ended.
    void programsHaveEnded() {
        relay.programsHaveEnded();
    }

    /// Whether datagrams still wait to be sent, after that.
    boolean isBusy() {
        return relay.isBusy();
    }

    void close() {
        relay.close();
    }
}
