package io.tsocks.agent.hook;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.spi.InetAddressResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The methods that the woven methods of the JDK call.
public final class Hooks {

    /// Set once, before anything is woven.
    private static volatile @Nullable Interceptor interceptor;

    private Hooks() {}

    /// Sets what all hooks ask.
    public static void install(Interceptor chosen) {
        interceptor = chosen;
    }

    /// Undoes [#install], after a failure to weave.
    public static void uninstall() {
        interceptor = null;
    }

    /// Whether there is something to ask.
    public static boolean areInstalled() {
        return interceptor != null;
    }

    private static Interceptor interceptor() {
        Interceptor chosen = interceptor;
        if (chosen == null) {
            throw new IllegalStateException("the agent was not installed");
        }
        return chosen;
    }

    /// As [Interceptor#connectSocket].
    public static int connectSocket(
            FileDescriptor fd, InetAddress address, int port, Object socket, int millis)
            throws IOException {
        return interceptor().connectSocket(fd, address, port, socket, millis);
    }

    /// As [Interceptor#connectChannel].
    public static int connectChannel(
            ProtocolFamily family, FileDescriptor fd, SocketAddress remote, Object channel)
            throws IOException {
        return interceptor().connectChannel(family, fd, remote, channel);
    }

    /// As [Interceptor#connectAdaptor].
    public static int connectAdaptor(
            ProtocolFamily family,
            FileDescriptor fd,
            SocketAddress remote,
            Object channel,
            long nanos)
            throws IOException {
        return interceptor().connectAdaptor(family, fd, remote, channel, nanos);
    }

    /// As [Interceptor#connectAsynchronous].
    public static int connectAsynchronous(
            FileDescriptor fd, InetAddress address, int port, Object channel) throws IOException {
        return interceptor().connectAsynchronous(fd, address, port, channel);
    }

    /// As [Interceptor#pollConnect].
    public static boolean pollConnect(FileDescriptor fd, Object channel) throws IOException {
        return interceptor().pollConnect(fd, channel);
    }

    /// As [Interceptor#checkConnect].
    public static void checkConnect(int fd, Object channel) throws IOException {
        interceptor().checkConnect(fd, channel);
    }

    /// As [Interceptor#isHeld].
    public static boolean isHeld(Object channel) {
        return interceptor().isHeld(channel);
    }

    /// The operations that a selector may wait for.
    ///
    /// @param ops those that the program is interested in
    public static int interest(int ops, Object channel) {
        return interceptor().isHeld(channel) ? 0 : ops;
    }

    /// As [Interceptor#closes].
    public static boolean closes(Object channel) {
        return interceptor().closes(channel);
    }

    /// As [Interceptor#takesEvent].
    public static boolean takesEvent(Object channel) {
        return interceptor().takesEvent(channel);
    }

    /// As [Interceptor#datagram].
    public static void datagram(SocketAddress target) throws IOException {
        interceptor().datagram(target);
    }

    /// As [Interceptor#isHidden].
    public static boolean isHidden(Object address) {
        return interceptor().isHidden(address);
    }

    /// As [Interceptor#standIn].
    public static @Nullable InetAddress standIn(@Nullable String host) {
        return interceptor().standIn(host);
    }

    /// As [Interceptor#standIn], in a list.
    public static @Nullable List<InetAddress> standIns(@Nullable String host) {
        InetAddress address = interceptor().standIn(host);
        return address == null ? null : List.of(address);
    }

    /// As [Interceptor#resolver].
    public static InetAddressResolver resolver(InetAddressResolver resolver) {
        return interceptor().resolver(resolver);
    }
}
