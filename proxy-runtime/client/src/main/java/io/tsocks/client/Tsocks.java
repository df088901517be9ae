package io.tsocks.client;

import io.tsocks.client.health.ServerSnapshot;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.SocksAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Connects as a tsocks.conf says: directly, through a SOCKS server, or not at all.
///
/// ```java
/// Tsocks tsocks = Tsocks.load(Path.of("/etc/tsocks.conf"));
/// try (Socket socket = tsocks.connect("example.org", 80)) { ... }
/// ```
///
/// A host name goes to the server as it is. It is resolved only if the policy needs its
/// address or the connection is direct, by the resolver of the [TsocksBuilder].
///
/// Every wait of a connect has a deadline ([Deadlines]); reads and writes afterwards have the
/// socket's timeout. Interrupting a connecting thread ends the connect with
/// [java.nio.channels.ClosedByInterruptException] and leaves nothing open. Exceptions say what
/// happened: [RouteRefusedException], [SocksException], and for direct connections those of Java's
/// own sockets. Nothing is printed: see [ConnectListener] and the flight recorder's event
/// `io.tsocks.Connect`.
///
/// Thread-safe. It keeps no connection and needs no closing. Where the policy has servers of a
/// group checked, a daemon thread does it while connects use the group, up to an hour after the
/// last one. It ends when the client is no longer reachable.
public final class Tsocks {

    private final Function<Policy, InForce> settings;
    private final Deadlines deadlines;
    private final ConnectListener listener;
    private final boolean closeOnInterrupt;

    /// Replaced as a whole by [#replace]. Each call reads it once, so that one policy governs all
    /// of a connect.
    private volatile InForce inForce;

    Tsocks(
            Policy policy,
            Function<Policy, InForce> settings,
            Deadlines deadlines,
            ConnectListener listener,
            boolean closeOnInterrupt) {
        this.settings = settings;
        this.inForce = settings.apply(policy);
        this.deadlines = deadlines;
        this.listener = listener;
        this.closeOnInterrupt = closeOnInterrupt;
    }

    /// A policy's engine, and what connects by it.
    record InForce(PolicyEngine engine, Router router, ServerGroups groups, Dialer dialer) {}

    /// Puts another policy in force, from the next connect on.
    void replace(Policy policy) {
        inForce = settings.apply(policy);
    }

    /// A client for a file.
    ///
    /// @throws InvalidPolicyException if the file has errors
    /// @throws IOException if it cannot be read
    public static Tsocks load(Path file) throws IOException {
        return of(PolicyFiles.read(file));
    }

    /// A client for the file that tsocks would use: TSOCKS_CONF_FILE, else `~/.tsocks.conf`, else
    /// `/etc/tsocks.conf`.
    ///
    /// @throws InvalidPolicyException if the file has errors
    /// @throws IOException if it cannot be read, or there is no file
    public static Tsocks loadDefault() throws IOException {
        return load(PolicyFiles.defaultFile());
    }

    /// A client for the text of a tsocks.conf.
    ///
    /// @throws InvalidPolicyException if the text has errors
    /// @throws IOException if a password file that the text names cannot be used
    public static Tsocks parse(String text) throws IOException {
        return of(PolicyFiles.parse(text));
    }

    /// A client that follows a file: see [PolicyWatch].
    ///
    /// @throws InvalidPolicyException if the file has errors
    /// @throws IOException if it cannot be read
    public static PolicyWatch watching(Path file) throws IOException {
        return watching(file, new ReloadListener() {}, builder -> builder);
    }

    /// A client that follows a file.
    ///
    /// @param listener is told of each change
    /// @param settings chooses everything else, as for [#builder]
    /// @throws InvalidPolicyException if the file has errors
    /// @throws IOException if it cannot be read
    public static PolicyWatch watching(
            Path file, ReloadListener listener, UnaryOperator<TsocksBuilder> settings)
            throws IOException {
        return PolicyWatch.start(file, PolicyWatch.SETTLE, listener, settings);
    }

    /// A client for a policy, with defaults for everything else.
    public static Tsocks of(Policy policy) {
        return builder(policy).build();
    }

    /// A builder of a client for a policy, which can set everything else.
    public static TsocksBuilder builder(Policy policy) {
        return new TsocksBuilder(policy);
    }

    /// The policy of a file, for [#builder].
    ///
    /// @throws InvalidPolicyException if the file has errors
    /// @throws IOException if it cannot be read
    public static Policy policy(Path file) throws IOException {
        return PolicyFiles.read(file);
    }

    /// The policy of a text, for [#builder].
    ///
    /// @throws InvalidPolicyException if the text has errors
    /// @throws IOException if a password file that the text names cannot be used
    public static Policy policy(String text) throws IOException {
        return PolicyFiles.parse(text);
    }

    /// The engine of the policy in force.
    public PolicyEngine engine() {
        return inForce.engine();
    }

    /// What is known of each server that was used, in the order in which they were first used.
    public List<ServerSnapshot<ProxyServer>> servers() {
        return inForce.groups().snapshot();
    }

    /// The deadlines of this client.
    public Deadlines deadlines() {
        return deadlines;
    }

    /// Connects to a host, given as an address or a name, with this client's own deadlines.
    ///
    /// @param port 1 to 65535
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the SOCKS server does not give the connection
    public Socket connect(String host, int port) throws IOException {
        return connect(host, port, deadlines.overall());
    }

    /// Connects to a host, an address or a name.
    ///
    /// @param port 1 to 65535
    /// @param timeout for all of it, more than zero; the phases' own deadlines hold as well
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the SOCKS server does not give the connection
    public Socket connect(String host, int port, Duration timeout) throws IOException {
        return connectWithEarlyData(host, port, new byte[0], timeout);
    }

    /// Connects like [#connect(String, int, Duration)], and sends the first bytes as early as
    /// possible. They save a round trip if they go with the request. That requires a server that is
    /// known to read ahead, because [HandshakeMode#AUTO] has found it out or
    /// [HandshakeMode#PIPELINED] says so. Otherwise, and on direct connections, they are sent once
    /// the connection is established.
    ///
    /// Pass only bytes that do no harm if they arrive twice, or without a connection: a TLS
    /// ClientHello, but not an order for goods. The following can happen to early bytes:
    ///
    /// - the server passes them on, but this call fails nevertheless, or sends them to the next
    ///   address, too;
    /// - a server that reads ahead, but not that far, loses them, and the application waits for
    ///   ever;
    /// - nothing protects them if the server turns out to be another one.
    ///
    /// @param early at most 16384 bytes
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the SOCKS server does not give the connection
    public Socket connectWithEarlyData(String host, int port, byte[] early, Duration timeout)
            throws IOException {
        EarlyData data = new EarlyData(early);
        InForce current = inForce;
        ConnectAttempt attempt =
                new ConnectAttempt(current.dialer(), false, Dialer.Sockets.PLAIN, data.buffer());
        Connection made =
                attempts(current, timeout, new Cancellation())
                        .first(Destinations.of(host, port), attempt);
        Socket socket = SocksSocket.of(this, made);
        data.sendUnlessSent(made, socket);
        return socket;
    }

    /// Like [#connect], in a virtual thread. Cancelling the future ends the connect.
    public CompletableFuture<Socket> connectAsync(String host, int port, Duration timeout) {
        return AsyncConnect.start(() -> connect(host, port, timeout));
    }

    /// A socket that is not connected yet, so that options can be set first. Its connect goes where
    /// the policy says.
    public Socket unconnectedSocket() throws IOException {
        return SocksSocket.unconnected(this);
    }

    /// Connects to a host, given as an address or a name, and returns the channel in blocking mode.
    /// A channel puts bytes on the wire unchanged, so GSSAPI is not offered to servers here.
    ///
    /// @param timeout as in [#connect(String, int, Duration)]
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the SOCKS server does not give the connection
    public SocketChannel openChannel(String host, int port, Duration timeout) throws IOException {
        Connection made =
                open(
                        Destinations.of(host, port),
                        timeout,
                        true,
                        Dialer.Sockets.OF_CHANNELS,
                        new Cancellation());
        return made.socket().getChannel();
    }

    /// Opens a port for one connection from a peer (SOCKS BIND): at the server that the policy
    /// gives for that peer, or on this machine if the peer is reached directly.
    ///
    /// @param peerHost the host that will connect
    /// @param peerPort the port that goes with the policy's question, 1 to 65535
    /// @param timeout for opening the port
    public BoundPort bind(String peerHost, int peerPort, Duration timeout) throws IOException {
        InForce current = inForce;
        return attempts(current, timeout, new Cancellation())
                .first(
                        Destinations.of(peerHost, peerPort),
                        (hop, progress) ->
                                BoundPort.open(
                                        this,
                                        current.dialer(),
                                        hop,
                                        Dialer.Sockets.PLAIN,
                                        progress));
    }

    /// Exchanges datagrams with a destination (SOCKS UDP ASSOCIATE), through the server that the
    /// policy gives for it, or directly.
    ///
    /// @param timeout for the set-up, until datagrams can be sent
    public Datagrams udp(String host, int port, Duration timeout) throws IOException {
        InForce current = inForce;
        return attempts(current, timeout, new Cancellation())
                .first(
                        Destinations.of(host, port),
                        (hop, progress) ->
                                Datagrams.open(
                                        current.router(),
                                        current.dialer(),
                                        hop,
                                        Dialer.Sockets.OF_CHANNELS,
                                        progress));
    }

    /// The address of a name, from the SOCKS server that the policy gives for it: Tor's RESOLVE,
    /// which no other server knows. This machine then sends no DNS query. If the policy needs the
    /// address to decide, or reaches the name directly, this client's own resolver is asked, as for
    /// a connect. An address is returned as it is.
    ///
    /// @param port the port that goes with the policy's question, 1 to 65535
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the server does not answer with an address
    /// @throws UnknownHostException if a name that is reached directly does not resolve
    public InetAddress resolve(String host, int port, Duration timeout) throws IOException {
        InForce current = inForce;
        Answer answer =
                attempts(current, timeout, new Cancellation())
                        .first(
                                Destinations.of(host, port),
                                (hop, progress) -> Answer.ofName(current.dialer(), hop, progress));
        return ((SocksAddress.Ip) answer.address()).address();
    }

    /// The name of an address, from the SOCKS server that the policy gives for it: Tor's
    /// RESOLVE_PTR, which no other server knows. The owner of the address can choose any name.
    ///
    /// @param port the port that goes with the policy's question, 1 to 65535
    /// @return the server's answer, which may contain any byte
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the server does not answer with a name
    /// @throws UnknownHostException if the policy reaches the address directly: there is no
    ///     server to ask, and nothing else is asked
    public String resolvePtr(InetAddress address, int port, Duration timeout) throws IOException {
        InForce current = inForce;
        return attempts(current, timeout, new Cancellation())
                .first(
                        Destinations.of(new InetSocketAddress(address, port)),
                        (hop, progress) ->
                                Answer.ofAddress(current.dialer(), hop, address, progress))
                .address()
                .host();
    }

    /// Tries the hops to a destination in turn.
    Connection open(
            SocksAddress destination,
            Duration timeout,
            boolean plain,
            Dialer.Sockets sockets,
            Cancellation cancellation)
            throws IOException {
        InForce current = inForce;
        ByteBuffer nothing = ByteBuffer.allocate(0);
        return attempts(current, timeout, cancellation)
                .first(destination, new ConnectAttempt(current.dialer(), plain, sockets, nothing));
    }

    /// The first way to a destination, for programs that make the connection themselves: see [Leg].
    /// This makes no connection, but it may wait for a resolver or a login; an interrupt ends that
    /// wait like a connect. The client's own deadlines begin here.
    ///
    /// @param destination made by [Destinations] from a host and a port
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the SOCKS server's name does not resolve, or its login is late
    public Leg firstLeg(SocksAddress destination) throws IOException {
        InForce current = inForce;
        return attempts(current, deadlines.overall(), new Cancellation())
                .firstLeg(destination, current);
    }

    /// Connects for others, such as the clients of a proxy, as the policy and a guard allow.
    public GuardedClient guardedBy(RouteGuard guard) {
        return new GuardedClient(this, guard);
    }

    /// Connects along the ways to a destination, one after another, until one leads there, for
    /// programs that make the connection on a socket of their own. This waits like [#connect], and
    /// tries the same addresses and the same servers of a group.
    ///
    /// @param destination made by [Destinations] from a host and a port
    /// @param timeout as in [#connect(String, int, Duration)]
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the SOCKS server does not give the connection
    public void drive(SocksAddress destination, Duration timeout, LegDriver driver)
            throws IOException {
        InForce current = inForce;
        Closeable ignored =
                attempts(current, timeout, new Cancellation())
                        .first(
                                destination,
                                (hop, progress) -> Leg.driven(hop, current, progress, driver));
    }

    /// Whether an interrupt closes a socket in which the thread waits.
    boolean closesOnInterrupt() {
        return closeOnInterrupt;
    }

    /// The policy that governs the next connect, and what connects by it.
    InForce inForce() {
        return inForce;
    }

    Attempts attempts(InForce current, Duration timeout, Cancellation cancellation) {
        ConnectListener recorded = FlightRecording.listener().and(listener);
        return new Attempts(
                current.router(),
                current.groups(),
                deadlines.within(timeout),
                recorded,
                cancellation);
    }
}
