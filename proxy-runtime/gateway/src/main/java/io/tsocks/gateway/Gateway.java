package io.tsocks.gateway;

import io.tsocks.client.UnixSockets;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A proxy that others connect to, and that connects as a policy says. Each of its listeners speaks
/// SOCKS 4, 4a and 5 (CONNECT, BIND, UDP ASSOCIATE) and HTTP (CONNECT and absolute form), which the
/// first byte tells apart. Names go to the policy, and to servers, as they are.
///
/// ```java
/// Tsocks tsocks = Tsocks.load(Path.of("/etc/tsocks.conf"));
/// GatewayConfig config =
///         GatewayConfig.of(ListenerConfig.open(ListenAddress.parse("127.0.0.1:1080")));
/// try (Gateway gateway =
///         Gateway.start(() -> ActivePolicy.of(tsocks), config, event -> {})) { ... }
/// ```
///
/// A few threads serve all clients. What has to wait for more than a client and its destination, a
/// login, a name, HTTP or a server, is done by a virtual thread for each client, until its
/// connection is made.
///
/// Thread-safe.
public final class Gateway implements Closeable {

    private final GatewayConfig config;
    private final Consumer<GatewayEvent> events;
    private final List<OpenListener> listeners;
    private final List<RelayLoop> loops;
    private final Routes routes;
    private final Admission admission;
    private final Strangers strangers;
    private final LiveClients clients = new LiveClients();
    private final IdleWatch idleWatch;
    private final AtomicLong nextLoop = new AtomicLong();

    private Gateway(
            Supplier<ActivePolicy> policy,
            GatewayConfig config,
            Consumer<GatewayEvent> events,
            List<OpenListener> listeners,
            List<RelayLoop> loops) {
        this.config = config;
        this.events = events;
        this.listeners = List.copyOf(listeners);
        this.loops = List.copyOf(loops);
        List<ListenAddress> own = listeners.stream().map(OpenListener::address).toList();
        this.routes =
                new Routes(
                        policy, new Guard(config.reachable(), own), config.onReload(), this::tell);
        this.admission = new Admission(config.limits(), this::tell);
        this.strangers = new Strangers(config.limits().openings());
        this.idleWatch = new IdleWatch(clients, config.limits().idle());
    }

    /// Opens the listeners and serves.
    ///
    /// @param policy the policy in force, asked for each connection
    /// @param events is told what happens, by many threads
    /// @throws IOException if a listener cannot be opened; none is open then
    public static Gateway start(
            Supplier<ActivePolicy> policy, GatewayConfig config, Consumer<GatewayEvent> events)
            throws IOException {
        List<Closeable> opened = new ArrayList<>();
        try {
            List<OpenListener> listeners = new ArrayList<>();
            for (ListenerConfig listener : config.listeners()) {
                listeners.add(OpenListener.open(listener));
                opened.add(listeners.getLast());
            }
            List<RelayLoop> loops = new ArrayList<>();
            for (int i = 0; i < loops(); i++) {
                loops.add(new RelayLoop(i));
                opened.add(loops.getLast());
            }
            Gateway gateway = new Gateway(policy, config, events, listeners, loops);
            gateway.accept();
            return gateway;
        } catch (IOException | RuntimeException e) {
            for (Closeable one : opened) {
                one.close();
            }
            throw e;
        }
    }

    private static int loops() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    }

    private void accept() {
        idleWatch.start();
        for (OpenListener listener : listeners) {
            listener.start(
                    channel -> accepted(listener, channel),
                    e ->
                            tell(
                                    new GatewayEvent.Troubled(
                                            listener.address(), String.valueOf(e.getMessage()))));
        }
    }

    private void accepted(OpenListener listener, SocketChannel channel) {
        try {
            SocketAddress remote = channel.getRemoteAddress();
            if (admission.admits(listener.address(), remote, channel)) {
                serve(listener, remote, channel);
            }
        } catch (IOException e) {
            close(channel);
        }
    }

    private void serve(OpenListener listener, SocketAddress remote, SocketChannel channel)
            throws IOException {
        LiveClient client;
        try {
            client =
                    new LiveClient(
                            clients.nextId(),
                            listener.address(),
                            socket(channel),
                            channel,
                            remote instanceof InetSocketAddress at
                                    ? new ListenAddress.Tcp(at).toString()
                                    : "");
        } catch (IOException | RuntimeException e) {
            admission.left(remote);
            throw e;
        }
        clients.add(client, remote);
        tell(new GatewayEvent.Opened(client.info()));
        Session session = new Session(this, client, listener.logins());
        session.begin();
        if (remote instanceof InetSocketAddress) {
            RelayLoop loop = nextLoop();
            Opening opening = new Opening(session, loop);
            client.carriedBy(() -> loop.stop(opening, CloseReason.STOPPED));
            loop.add(opening);
        } else {
            session.runInThread(new byte[0], null);
        }
    }

    private RelayLoop nextLoop() {
        return loops.get((int) (nextLoop.getAndIncrement() % loops.size()));
    }

    private static Socket socket(SocketChannel channel) throws IOException {
        if (channel.getRemoteAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return channel.socket();
        }
        return UnixSockets.of(channel);
    }

    /// Carries what two channels say to each other from now on.
    void tunnel(LiveClient client, byte[] first, SocketChannel target) {
        RelayLoop loop = nextLoop();
        Tunnel tunnel = tunnelOf(client, first, target);
        loop.add(tunnel);
        client.carriedBy(() -> loop.stop(tunnel, CloseReason.STOPPED));
    }

    /// The same in a loop that carries the client already, and in its thread.
    void tunnel(RelayLoop loop, LiveClient client, byte[] first, SocketChannel target) {
        Tunnel tunnel = tunnelOf(client, first, target);
        client.carriedBy(() -> loop.stop(tunnel, CloseReason.STOPPED));
        loop.addHere(tunnel);
    }

    private Tunnel tunnelOf(LiveClient client, byte[] first, SocketChannel target) {
        return new Tunnel(
                client.channel(),
                first,
                client::addUp,
                target,
                client::addDown,
                reason -> ended(client, reason));
    }

    /// A client's connection has ended; closes what is left of it.
    void ended(LiveClient client, CloseReason reason) {
        close(client.channel());
        SocketAddress remote = clients.remove(client);
        admission.left(remote);
        tell(new GatewayEvent.Closed(client.info(), client.reasonOr(reason)));
    }

    private static void close(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            // It was to be closed, and no more can be done.
        }
    }

    GatewayLimits limits() {
        return config.limits();
    }

    Routes routes() {
        return routes;
    }

    Strangers strangers() {
        return strangers;
    }

    /// Tells of an event. What the receiver throws goes to the thread's handler for uncaught
    /// exceptions, and harms no client.
    void tell(GatewayEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /// Where it listens, with the ports that it has.
    public List<ListenAddress> addresses() {
        return listeners.stream().map(OpenListener::address).toList();
    }

    /// The clients that are connected, the oldest first.
    public List<ConnectionInfo> connections() {
        return clients.all().stream()
                .map(LiveClient::infoWithFlows)
                .sorted(Comparator.comparingLong(ConnectionInfo::id))
                .toList();
    }

    /// How many clients are connected.
    public int size() {
        return clients.size();
    }

    /// Closes a client's connection.
    ///
    /// @return false if there is no such connection, or it is being closed already
    public boolean close(long id) {
        return clients.find(id).filter(one -> one.stop(CloseReason.BY_OPERATOR)).isPresent();
    }

    /// Applies the policy that is in force now to the connections that an earlier one led, as
    /// [GatewayConfig#onReload] says. The policy has to be in force before this is called;
    /// connections that are being made meanwhile are treated the same.
    public PolicyChange policyChanged() {
        var engine = routes.engine();
        int kept = 0;
        int dropped = 0;
        for (LiveClient client : clients.all()) {
            client.policyChanged();
            if (!client.isRouted()) {
                continue;
            }
            if (routes.isDropped(client, engine)) {
                dropped += client.stop(CloseReason.POLICY_CHANGED) ? 1 : 0;
            } else {
                kept++;
            }
        }
        return new PolicyChange(kept, dropped);
    }

    /// Stops to accept, waits until all clients have gone, and closes those that are left after a
    /// time.
    ///
    /// @param patience how long to wait
    /// @return how many were closed
    public int drain(Duration patience) throws IOException {
        for (OpenListener listener : listeners) {
            listener.close();
        }
        int left = clients.awaitNone(patience);
        close();
        return left;
    }

    /// Closes the listeners and all connections. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        for (OpenListener listener : listeners) {
            listener.close();
        }
        clients.all().forEach(client -> client.stop(CloseReason.STOPPED));
        loops.forEach(RelayLoop::close);
        idleWatch.close();
    }
}
