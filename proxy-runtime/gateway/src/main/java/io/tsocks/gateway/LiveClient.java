package io.tsocks.gateway;

import io.tsocks.client.Routed;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.protocol.SocksAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A client of a gateway, from its accept to its end. The thread that serves it writes what it
/// learns; any thread may read that, and may stop the client.
final class LiveClient {

    private final long id;
    private final ListenAddress listener;
    private final Socket socket;
    private final SocketChannel channel;
    private final String address;
    private final Instant since = Instant.now();

    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /// When bytes were carried last; by the clock of [System#nanoTime].
    private volatile long lastActive = System.nanoTime();

    private volatile @Nullable ClientProtocol protocol;
    private volatile String user = "";
    private volatile @Nullable SocksAddress asked;
    private volatile ConnectionInfo.@Nullable Route route;

    /// Written before it is asked whether the policy has changed since; see
    /// [Gateway#policyChanged].
    private volatile @Nullable Routed<?> routed;

    /// What a stop has to close besides the socket. The serving thread writes it and then reads
    /// [#stopped]; the stopping thread does the reverse, so one of them closes it.
    private volatile @Nullable Closeable further;

    /// The same for what a loop carries, which a stop ends there instead of closing the socket.
    private volatile @Nullable Runnable loopStop;

    private final AtomicReference<@Nullable CloseReason> stopped = new AtomicReference<>();

    /// @param channel of the socket
    /// @param address the client's; empty if it has none
    LiveClient(
            long id, ListenAddress listener, Socket socket, SocketChannel channel, String address) {
        this.id = id;
        this.listener = listener;
        this.socket = socket;
        this.channel = channel;
        this.address = address;
    }

    long id() {
        return id;
    }

    ListenAddress listener() {
        return listener;
    }

    Socket socket() {
        return socket;
    }

    SocketChannel channel() {
        return channel;
    }

    void speaks(ClientProtocol spoken) {
        protocol = spoken;
    }

    void loggedInAs(String name) {
        user = name;
    }

    void asks(SocksAddress destination) {
        asked = destination;
    }

    /// The policy has decided.
    void decided(ConnectionInfo.Route by) {
        route = by;
    }

    /// The connection is made.
    void routed(Routed<?> made) {
        routed = made;
    }

    /// Bytes have gone to the destination.
    void addUp(long bytes) {
        long ignored = up.addAndGet(bytes);
        touch();
    }

    /// Bytes have come from the destination.
    void addDown(long bytes) {
        long ignored = down.addAndGet(bytes);
        touch();
    }

    /// A datagram was not carried.
    void addDropped() {
        long ignored = dropped.incrementAndGet();
    }

    /// The client is not idle.
    void touch() {
        lastActive = System.nanoTime();
    }

    /// For how many nanoseconds it has been idle.
    long idle(long now) {
        return now - lastActive;
    }

    /// Adds something that a stop closes.
    ///
    /// @throws IOException if the client is stopped already; it is closed then
    void closesToo(Closeable other) throws IOException {
        further = other;
        if (stopped.get() != null) {
            other.close();
            throw new IOException("stopped: " + stopped.get());
        }
    }

    /// Tells the client's datagrams of a new policy; its connection is the caller's part.
    void policyChanged() {
        if (further instanceof UdpAssociation association) {
            association.policyChanged();
        }
    }

    /// A loop carries the client from now on: a stop ends that, which closes the socket.
    void carriedBy(Runnable stop) {
        loopStop = stop;
        if (stopped.get() != null) {
            stop.run();
        }
    }

    /// A thread serves the client from now on: a stop closes the socket.
    void servedByThread() {
        loopStop = null;
        if (stopped.get() != null) {
            closeAll();
        }
    }

    /// Ends the client, once.
    ///
    /// @return whether this call does it
    boolean stop(CloseReason reason) {
        if (!stopped.compareAndSet(null, reason)) {
            return false;
        }
        Runnable inLoop = loopStop;
        if (inLoop == null) {
            closeAll();
        } else {
            inLoop.run();
        }
        return true;
    }

    private void closeAll() {
        close(socket);
        close(further);
    }

    private static void close(@Nullable Closeable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (IOException e) {
            // It was to be closed, and no more can be done.
        }
    }

    /// Why it was stopped, or the other reason if it was not.
    CloseReason reasonOr(CloseReason other) {
        CloseReason reason = stopped.get();
        return reason == null ? other : reason;
    }

    boolean isRouted() {
        return routed != null;
    }

    /// Whether a policy would lead the client's connection the way that it has taken.
    boolean isLedTheSameWayBy(PolicyEngine engine) {
        Routed<?> made = routed;
        SocksAddress destination = asked;
        return made == null
                || destination == null
                || made.engine() == engine
                || SameWay.isTaken(engine, destination, made);
    }

    /// Whether a policy is the one that decided.
    boolean isDecidedBy(PolicyEngine engine) {
        Routed<?> made = routed;
        return made == null || made.engine() == engine;
    }

    /// What there is to know of it, without its flows.
    ConnectionInfo info() {
        return info(asked, route, List.of());
    }

    ConnectionInfo infoWithFlows() {
        return info(
                asked,
                route,
                further instanceof UdpAssociation association ? association.flows() : List.of());
    }

    /// What there is to know of one of its flows.
    ConnectionInfo infoOf(SocksAddress destination, ConnectionInfo.@Nullable Route way) {
        return info(destination, way, List.of());
    }

    private ConnectionInfo info(
            @Nullable SocksAddress destination,
            ConnectionInfo.@Nullable Route way,
            List<ConnectionInfo.Flow> flows) {
        return new ConnectionInfo(
                id,
                listener,
                address,
                protocol,
                user,
                destination,
                way,
                up.get(),
                down.get(),
                dropped.get(),
                flows,
                since);
    }
}
