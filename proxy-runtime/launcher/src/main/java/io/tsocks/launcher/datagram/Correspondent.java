package io.tsocks.launcher.datagram;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.linux.Result;
import io.tsocks.protocol.SocksDatagram;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A UDP socket of a program whose datagrams go through servers.
///
/// If the program connects it, it is connected to a [Line] instead. Otherwise the supervisor sends
/// for it, and what servers send to it comes by [Faces].
///
/// Thread-safe: its lock guards all that belongs to it. No method waits.
public final class Correspondent {

    /// How long it refuses datagrams after a failure, before a server is asked again.
    static final long REST = TimeUnit.SECONDS.toNanos(1);

    /// The longest datagram, with its header, by IPv4.
    private static final int LONGEST = 65_507;

    /// After so many looks in vain the program's socket counts as closed, although another one has
    /// its port.
    private static final int MOST_LOOKS = 5;

    /// The most lines that are left behind with datagrams in them.
    private static final int MOST_FORMER = 8;

    private final Ports ports;
    private final Witness witness;
    private final String inode;
    private final Senders senders;
    private final Map<Object, Association> associations = new HashMap<>();
    private final List<Line> former = new ArrayList<>();
    private @Nullable Line line;
    private @Nullable Faces faces;
    private @Nullable InetEndpoint address;
    private int looksInVain;
    private long used = System.nanoTime();
    private boolean isClosed;

    /// @param inode by which the socket is known in /proc
    /// @param senders from whom the program believes to get datagrams
    Correspondent(Ports ports, Witness witness, String inode, Senders senders) {
        this.ports = ports;
        this.witness = witness;
        this.inode = inode;
        this.senders = senders;
    }

    /// What came of a datagram.
    public sealed interface Outcome {

        /// It was sent, or is kept for a moment until it can be sent.
        record Sent() implements Outcome {}

        /// It can be sent when the association is open. [Witness#settled] tells of that.
        record NotYet() implements Outcome {}

        /// It was not sent.
        record Failed(int errno) implements Outcome {}
    }

    String inode() {
        return inode;
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    /// Says that a call of the program is about it, so that it is not closed in this moment.
    ///
    /// @return false if it is closed already
    synchronized boolean use() {
        used = System.nanoTime();
        return !isClosed;
    }

    synchronized void locked(Runnable work) {
        work.run();
    }

    /// Opens a line for the socket, which is to be connected to it.
    ///
    /// @param program the address that the socket has then
    /// @param loopback by which it is reached
    /// @return where the line is
    /// @throws KernelException if descriptors have run out
    public synchronized InetEndpoint connect(InetEndpoint program, Loopback loopback, Route route)
            throws KernelException {
        disconnect();
        address = program;
        OwnDatagramSocket inner = loopback.open(ports.kernel(), program);
        Line opened = new Line(ports, loopback, inner, program, route, association(route));
        Result watched = opened.open(room -> locked(() -> opened.move(room)));
        if (!watched.ok()) {
            inner.close();
            watched.orThrow("epoll_ctl");
        }
        line = opened;
        return opened.address();
    }

    private Association association(Route route) {
        return associations.computeIfAbsent(
                route.servers(), _ -> new Association(ports, witness, route.requests(), this));
    }

    /// The program has disconnected the socket, or connects it to something else.
    public synchronized void disconnect() {
        if (line != null && line.isAwaiting() && former.size() < MOST_FORMER) {
            former.add(line);
        } else if (line != null) {
            line.close();
        }
        line = null;
    }

    /// The destination to which the socket is connected, as the program knows it.
    public synchronized Optional<InetEndpoint> peer() {
        return Optional.ofNullable(line).map(Line::shown);
    }

    /// Whether what the program sends on the connected socket is refused at the moment, after a
    /// failure.
    public synchronized boolean isRefusing() {
        return line != null && line.isRefusing();
    }

    /// Sends a datagram.
    ///
    /// @param program the address of the socket, with its port
    /// @param loopback by which it is reached
    /// @param mayWait whether the sender can wait if there is no association yet
    public synchronized Outcome send(
            InetEndpoint program, Loopback loopback, Route route, byte[] payload, boolean mayWait) {
        byte[] header = Line.header(route.target());
        if (header.length + payload.length > LONGEST) {
            return new Outcome.Failed(Errno.EMSGSIZE);
        }
        if (line == null) {
            address = program;
        }
        Association via = association(route);
        switch (via.state()) {
            case Association.State.Failed(int errno, _) -> {
                return new Outcome.Failed(errno);
            }
            case Association.State.Idle _ -> {
                via.announce(route);
                via.begin();
            }
            case Association.State.Requested _, Association.State.Open _ -> via.announce(route);
        }
        if (mayWait && via.isRequested()) {
            return new Outcome.NotYet();
        }
        if (line == null && !face(program, loopback)) {
            return new Outcome.Failed(Errno.ENOBUFS);
        }
        senders.sentTo(route.target(), route.shown());
        return outcome(via.send(joined(header, payload)));
    }

    private static byte[] joined(byte[] header, byte[] payload) {
        return ByteBuffer.allocate(header.length + payload.length).put(header).put(payload).array();
    }

    private static Outcome outcome(Result sent) {
        return sent.ok() ? new Outcome.Sent() : new Outcome.Failed(sent.errno());
    }

    /// Makes ready to hand datagrams to a socket at an address.
    private boolean face(InetEndpoint program, Loopback loopback) {
        if (faces != null && faces.program().equals(program)) {
            return true;
        }
        if (faces != null) {
            faces.close();
            faces = null;
        }
        try {
            faces = Faces.open(ports.kernel(), loopback, program);
            return true;
        } catch (KernelException e) {
            return false;
        }
    }

    /// Hands a datagram of a server to the program.
    void deliver(Association from, MemorySegment room, int length) {
        if (line != null) {
            if (line.via() == from) {
                line.deliver(room, length);
            }
            return;
        }
        ByteBuffer bytes = room.asSlice(0, length).asByteBuffer();
        Optional<SocksDatagram> datagram = SocksDatagram.decode(bytes);
        if (datagram.isEmpty() || faces == null) {
            return;
        }
        int payload = datagram.get().data().remaining();
        Optional<InetEndpoint> sender = senders.shown(datagram.get().address());
        if (sender.isPresent()) {
            faces.hand(sender.get(), room, length - payload, payload);
        }
    }

    /// Whose datagram it is that the socket has received.
    ///
    /// @param from the sender by the kernel
    /// @return empty if it came from no server
    public synchronized Optional<InetEndpoint> sender(InetEndpoint from) {
        if (line != null && isSame(line.address(), from)) {
            return Optional.of(line.shown());
        }
        return faces == null ? Optional.empty() : faces.sender(from);
    }

    private static boolean isSame(InetEndpoint one, InetEndpoint other) {
        return one.port() == other.port() && one.address().equals(other.address());
    }

    /// An association has been opened, or has failed.
    void settled(Association association) {
        former.stream().filter(it -> it.via() == association).forEach(Line::settled);
        if (line != null && line.via() == association) {
            line.settled();
        }
    }

    /// Asks servers again that have failed before, and closes lines that are used no longer.
    synchronized void rest(long now) {
        former.removeIf(Correspondent::isDone);
        for (Association association : associations.values()) {
            if (association.isRested(now) && line != null && line.via() == association) {
                line.hear();
            }
        }
    }

    private static boolean isDone(Line left) {
        boolean isDone = !left.hasDatagram();
        if (isDone) {
            left.close();
        }
        return isDone;
    }

    /// Whether the program has closed the socket. The kernel's list may miss one while others come
    /// and go, so it is looked whether its port is free.
    ///
    /// @param isListed whether the kernel's list has it
    synchronized boolean isGone(boolean isListed) {
        looksInVain = isListed ? 0 : looksInVain + 1;
        return !isListed
                && System.nanoTime() - used >= REST
                && (address == null
                        || looksInVain >= MOST_LOOKS
                        || Loopback.isFree(ports.kernel(), address));
    }

    /// Passes on what the program has sent, and closes this if nothing is left to wait for. The
    /// program has closed the socket.
    ///
    /// @return whether it is closed
    synchronized boolean leave(MemorySegment room) {
        former.forEach(it -> it.move(room));
        if (line != null) {
            line.move(room);
        }
        boolean isAwaiting =
                former.stream().anyMatch(Line::isAwaiting)
                        || (line != null && line.isAwaiting())
                        || associations.values().stream().anyMatch(Association::isAwaited);
        if (!isAwaiting) {
            close();
        }
        return isClosed;
    }

    /// Ends everything.
    synchronized void close() {
        isClosed = true;
        disconnect();
        former.forEach(Line::close);
        former.clear();
        if (faces != null) {
            faces.close();
            faces = null;
        }
        associations.values().forEach(Association::close);
        associations.clear();
    }
}
