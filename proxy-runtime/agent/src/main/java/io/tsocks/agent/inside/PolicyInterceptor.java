package io.tsocks.agent.inside;

import io.tsocks.agent.hook.Interceptor;
import io.tsocks.client.Destinations;
import io.tsocks.client.Tsocks;
import io.tsocks.net.Address;
import io.tsocks.protocol.SocksAddress;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.spi.InetAddressResolver;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Makes the program's sockets connect as the policy says. A failure of the agent's own refuses the
/// connect.
final class PolicyInterceptor implements Interceptor {

    /// The port that `isReachable` connects to, if it may not send ICMP.
    private static final int ECHO = 7;

    private final Jdk jdk;
    private final Tsocks tsocks;
    private final Routes routes;
    private final NameLookups lookups;
    private final DatagramRule datagrams;
    private final PendingChannels channels;
    private final PendingAsynchronous asynchronous;

    PolicyInterceptor(
            Jdk jdk, Tsocks tsocks, Routes routes, NameLookups lookups, DatagramRule datagrams) {
        this.jdk = jdk;
        this.tsocks = tsocks;
        this.routes = routes;
        this.lookups = lookups;
        this.datagrams = datagrams;
        this.channels = new PendingChannels(jdk, tsocks);
        this.asynchronous = new PendingAsynchronous(jdk, tsocks);
    }

    @Override
    public int connectSocket(
            FileDescriptor fd, InetAddress address, int port, Object socket, int millis)
            throws IOException {
        if (routes.isDirect(new InetSocketAddress(address, port))) {
            return jdk.connect(fd, address, port);
        }
        boolean blocks = millis == 0 && !Thread.currentThread().isVirtual();
        return connectNow(
                new SocketDescriptor(jdk, fd, socket),
                new InetSocketAddress(address, port),
                blocks,
                Duration.ofMillis(millis));
    }

    @Override
    public int connectChannel(
            ProtocolFamily family, FileDescriptor fd, SocketAddress remote, Object channel)
            throws IOException {
        InetSocketAddress to = (InetSocketAddress) remote;
        if (routes.isDirect(to)) {
            return jdk.connect(family, fd, remote);
        }
        SocketChannel of = (SocketChannel) channel;
        boolean waits = of.isBlocking();
        ChannelDescriptor descriptor = new ChannelDescriptor(jdk, family, fd, of, !waits);
        return waits
                ? connectNow(descriptor, to, !Thread.currentThread().isVirtual(), Duration.ZERO)
                : channels.begin(of, descriptor, destination(to));
    }

    @Override
    public int connectAdaptor(
            ProtocolFamily family,
            FileDescriptor fd,
            SocketAddress remote,
            Object channel,
            long nanos)
            throws IOException {
        InetSocketAddress to = (InetSocketAddress) remote;
        return routes.isDirect(to)
                ? jdk.connect(family, fd, remote)
                : connectNow(
                        new ChannelDescriptor(jdk, family, fd, (SocketChannel) channel, false),
                        to,
                        false,
                        Duration.ofNanos(Math.max(0, nanos)));
    }

    /// Connects and waits.
    ///
    /// @param blocks whether the descriptor is in blocking mode
    /// @param limit the program's own limit; zero if it has none
    private int connectNow(
            Descriptor descriptor, InetSocketAddress to, boolean blocks, Duration limit)
            throws IOException {
        LegOnDescriptor driver = new LegOnDescriptor(descriptor);
        Duration timeout = limit.isZero() ? tsocks.deadlines().overall() : limit;
        try {
            if (blocks) {
                jdk.configureBlocking(descriptor.fd(), false);
            }
            tsocks.drive(destination(to), timeout, driver);
            if (blocks) {
                jdk.configureBlocking(descriptor.fd(), true);
            }
            return 1;
        } catch (IOException | RuntimeException | Error e) {
            throw Failures.forProgram(e, driver.isLate() && !limit.isZero());
        }
    }

    private static SocksAddress destination(InetSocketAddress to) throws IOException {
        return Destinations.of(to);
    }

    @Override
    public int connectAsynchronous(FileDescriptor fd, InetAddress address, int port, Object channel)
            throws IOException {
        InetSocketAddress to = new InetSocketAddress(address, port);
        return routes.isDirect(to)
                ? jdk.connect(fd, address, port)
                : asynchronous.begin((AsynchronousSocketChannel) channel, destination(to));
    }

    @Override
    public boolean pollConnect(FileDescriptor fd, Object channel) throws IOException {
        return channels.isOver((SocketChannel) channel) && jdk.pollConnect(fd);
    }

    @Override
    public void checkConnect(int fd, Object channel) throws IOException {
        asynchronous.check(channel);
        jdk.checkConnect(fd);
    }

    @Override
    public boolean isHeld(Object channel) {
        return channels.isHeld(channel) || asynchronous.isHeld(channel);
    }

    @Override
    public boolean closes(Object channel) {
        return channels.closes(channel) || asynchronous.closes(channel);
    }

    @Override
    public boolean takesEvent(Object channel) {
        return asynchronous.takesEvent(channel);
    }

    @Override
    public void datagram(SocketAddress target) throws IOException {
        datagrams.check(target);
    }

    @Override
    public boolean isHidden(Object address) {
        return !routes.isDirect(new InetSocketAddress((InetAddress) address, ECHO));
    }

    @Override
    public @Nullable InetAddress standIn(@Nullable String host) {
        return host == null || host.isEmpty() || Address.parse(host).isPresent()
                ? null
                : lookups.standIn(host);
    }

    @Override
    public InetAddressResolver resolver(InetAddressResolver resolver) {
        return lookups.of(resolver);
    }
}
