package io.tsocks.launcher.datagram;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.linux.Result;
import io.tsocks.protocol.SocksAddress;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The association of one socket of a program with one server, or group of servers. It is requested
/// when the first datagram is to be sent, and anew after it has failed.
///
/// Its [Correspondent] guards it with its lock.
final class Association {

    /// The most datagrams, and bytes, that wait for it in memory.
    private static final int MOST_WAITING = 64;

    private static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_ANNOUNCED = 1_024;

    /// How long a server has time for the last datagram, if nothing shows that it has taken it.
    private static final long FAREWELL = TimeUnit.MILLISECONDS.toNanos(300);

    private final Ports ports;
    private final Witness witness;
    private final Requests requests;
    private final Correspondent owner;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final Set<SocksAddress> announced = new HashSet<>();
    private final List<Announcement> unsaid = new ArrayList<>();
    private State state = new State.Idle();
    private int bytesWaiting;
    private @Nullable Announcement last;
    private boolean isAnswered = true;
    private long lastSent;

    /// What there is of it.
    sealed interface State {

        /// Nothing.
        record Idle() implements State {}

        /// A server is asked for it.
        ///
        /// @param since when that began, on the clock of `System.nanoTime()`
        record Requested(long since) implements State {}

        /// A server carries datagrams.
        ///
        /// @param outer connected to where the server takes them
        record Open(Lease lease, OwnDatagramSocket outer, long token, long millis)
                implements State {}

        /// There was none to be had, or it has ended, a moment ago.
        ///
        /// @param until when to try again, on the clock of `System.nanoTime()`
        record Failed(int errno, long until) implements State {}
    }

    Association(Ports ports, Witness witness, Requests requests, Correspondent owner) {
        this.ports = ports;
        this.witness = witness;
        this.requests = requests;
        this.owner = owner;
    }

    State state() {
        return state;
    }

    private boolean isOpen() {
        return state instanceof State.Open;
    }

    boolean isRequested() {
        return state instanceof State.Requested;
    }

    /// Requests it, in a virtual thread, which then waits for the server to end it.
    void begin() {
        state = new State.Requested(System.nanoTime());
        Thread.ofVirtual().name("association").start(this::request);
    }

    private void request() {
        try {
            Lease lease = requests.request();
            ports.later(() -> owner.locked(() -> granted(lease)));
            lease.connection().awaitEnd();
            ports.later(() -> owner.locked(() -> ended(lease)));
        } catch (Refusal e) {
            ports.later(() -> owner.locked(() -> fail(e.errno(), e.server(), e.words())));
        } catch (RuntimeException | OutOfMemoryError e) {
            String words = "this is a bug, please report it: " + e;
            ports.later(() -> owner.locked(() -> fail(Errno.ENOBUFS, null, words)));
        }
    }

    private void granted(Lease lease) {
        if (!(state instanceof State.Requested(long since)) || owner.isClosed()) {
            lease.connection().close();
            witness.settled();
            return;
        }
        try {
            OwnDatagramSocket outer = outer(lease);
            Result token = ports.watch(outer, room -> owner.locked(() -> receive(room)));
            if (!token.ok()) {
                outer.close();
                throw new KernelException("epoll_ctl", token.errno());
            }
            long millis = (System.nanoTime() - since) / 1_000_000;
            opened(new State.Open(lease, outer, token.value(), millis));
        } catch (KernelException e) {
            lease.connection().close();
            fail(Errno.ENOBUFS, lease.server(), "no socket for datagrams: " + e.getMessage());
        }
    }

    private OwnDatagramSocket outer(Lease lease) throws KernelException {
        boolean isIpv6 = lease.relay().getAddress() instanceof Inet6Address;
        OwnDatagramSocket outer = OwnDatagramSocket.open(ports.kernel(), isIpv6);
        InetEndpoint relay = InetEndpoint.forSocket(isIpv6, lease.relay()).orElseThrow();
        Result connected = outer.asNative().connect(relay.sockaddr());
        if (!connected.ok()) {
            outer.close();
            connected.orThrow("connect");
        }
        return outer;
    }

    private void opened(State.Open open) {
        state = open;
        unsaid.forEach(what -> witness.carried(what, open.lease().server(), open.millis()));
        unsaid.clear();
        for (byte[] datagram = waiting.poll(); datagram != null; datagram = waiting.poll()) {
            send(open, datagram);
        }
        bytesWaiting = 0;
        if (isOpen()) {
            owner.settled(this);
            witness.settled();
        }
    }

    private void ended(Lease lease) {
        if (state instanceof State.Open open && open.lease().equals(lease)) {
            fail(
                    Errno.ECONNREFUSED,
                    lease.server(),
                    "the server has ended the association for datagrams");
        }
    }

    /// Gives it up for a moment.
    private void fail(int errno, @Nullable String server, String message) {
        if (owner.isClosed()) {
            witness.settled();
            return;
        }
        boolean isOurs = !(state instanceof State.Open);
        release();
        state = new State.Failed(errno, System.nanoTime() + Correspondent.REST);
        if (unsaid.isEmpty() && last != null) {
            unsaid.add(last);
        }
        unsaid.forEach(what -> witness.failed(what, server, errno, message, isOurs));
        forget();
        owner.settled(this);
        witness.settled();
    }

    private void forget() {
        unsaid.clear();
        announced.clear();
        waiting.clear();
        bytesWaiting = 0;
    }

    private void release() {
        if (state instanceof State.Open(Lease lease, OwnDatagramSocket outer, long token, _)) {
            ports.forget(outer, token);
            outer.close();
            lease.connection().close();
        }
    }

    /// Ends it.
    void close() {
        release();
        forget();
        state = new State.Idle();
    }

    /// Is ready to be requested again, if its rest is over.
    boolean isRested(long now) {
        if (state instanceof State.Failed(_, long until) && now - until >= 0) {
            state = new State.Idle();
            return true;
        }
        return false;
    }

    /// Tells of a destination, when datagrams go there.
    void announce(Route route) {
        if (!announced.add(route.target())) {
            return;
        }
        if (announced.size() > MOST_ANNOUNCED) {
            announced.clear();
        }
        Announcement what = route.announcement().get();
        last = what;
        if (state instanceof State.Open open) {
            witness.carried(what, open.lease().server(), open.millis());
        } else {
            unsaid.add(what);
        }
    }

    /// Sends a datagram, or keeps it until it can be sent, if there is room.
    ///
    /// @param datagram with its header
    Result send(byte[] datagram) {
        if (state instanceof State.Open open) {
            return send(open, datagram);
        }
        if (waiting.size() < MOST_WAITING && bytesWaiting + datagram.length <= MOST_BYTES) {
            waiting.add(datagram);
            bytesWaiting += datagram.length;
        }
        return Result.of(datagram.length);
    }

    private Result send(State.Open open, byte[] datagram) {
        byte[] nothing = {};
        return sent(open, open.outer().asNative().sendMessage(datagram, 0, nothing, nothing));
    }

    /// Sends a datagram with its header, or loses it if the kernel has no room.
    ///
    /// @return whether the association is still open
    boolean send(State.Open open, MemorySegment from, long at, int length) {
        sent(open, open.outer().send(from, at, length));
        return isOpen();
    }

    /// Gives the association up if a send fails for a reason that concerns the next one, too.
    private Result sent(State.Open open, Result result) {
        isAnswered = false;
        lastSent = System.nanoTime();
        switch (result.errno()) {
            case 0, Errno.EAGAIN, Errno.ENOBUFS, Errno.EMSGSIZE -> {}
            default -> fail(Errno.ECONNREFUSED, open.lease().server(), gone(open, result.errno()));
        }
        return result;
    }

    /// Whether something waits for it in memory, or was sent a moment ago. A server may end the
    /// association with the connection before it has looked at a datagram that has come earlier.
    boolean isAwaited() {
        boolean isInDoubt = isOpen() && !isAnswered && System.nanoTime() - lastSent < FAREWELL;
        return !waiting.isEmpty() || isInDoubt;
    }

    private void receive(MemorySegment room) {
        if (!(state instanceof State.Open open)) {
            return;
        }
        for (int i = 0; i < Ports.BURST; i++) {
            Result received = open.outer().receive(room, 0, Ports.LONGEST);
            if (received.errno() == Errno.EAGAIN) {
                return;
            }
            if (!received.ok()) {
                fail(Errno.ECONNREFUSED, open.lease().server(), gone(open, received.errno()));
                return;
            }
            isAnswered = true;
            owner.deliver(this, room, received.intValue());
        }
    }

    private static String gone(State.Open open, int errno) {
        return "the server's relay for datagrams, udp "
                + open.lease().relay().getAddress().getHostAddress()
                + ":"
                + open.lease().relay().getPort()
                + ", cannot be reached: "
                + Errno.describe(errno);
    }
}
