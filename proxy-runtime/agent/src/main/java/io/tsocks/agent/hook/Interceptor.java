package io.tsocks.agent.hook;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.spi.InetAddressResolver;
import org.jspecify.annotations.Nullable;

/// What the agent does in place of the JDK. The methods are called in the program's threads, while
/// they hold locks of the socket.
public interface Interceptor {

    /// Connects a socket of `java.net`, and waits for the outcome.
    ///
    /// @param socket the `NioSocketImpl`
    /// @param millis how long this may take; 0 if the program sets no limit
    /// @return as `Net.connect` does
    int connectSocket(FileDescriptor fd, InetAddress address, int port, Object socket, int millis)
            throws IOException;

    /// Connects a `SocketChannel`. A blocking one waits for the outcome.
    ///
    /// @param channel the `SocketChannelImpl`
    /// @return as `Net.connect` does
    int connectChannel(
            ProtocolFamily family, FileDescriptor fd, SocketAddress remote, Object channel)
            throws IOException;

    /// Connects the channel of a socket adaptor, and waits for the outcome.
    ///
    /// @param nanos how long this may take
    /// @return as `Net.connect` does
    int connectAdaptor(
            ProtocolFamily family,
            FileDescriptor fd,
            SocketAddress remote,
            Object channel,
            long nanos)
            throws IOException;

    /// Begins to connect an `AsynchronousSocketChannel`.
    ///
    /// @return as `Net.connect` does
    int connectAsynchronous(FileDescriptor fd, InetAddress address, int port, Object channel)
            throws IOException;

    /// Whether a `SocketChannel` is connected.
    boolean pollConnect(FileDescriptor fd, Object channel) throws IOException;

    /// Throws what became of the connect of an `AsynchronousSocketChannel`, unless it succeeded.
    void checkConnect(int fd, Object channel) throws IOException;

    /// Whether the agent is using the channel's descriptor, so that no selector may wait for it.
    boolean isHeld(Object channel);

    /// The program closes a channel.
    ///
    /// @return whether the agent is using its descriptor, so that it must stay open for now
    boolean closes(Object channel);

    /// Takes an event of a channel whose descriptor the agent is using.
    ///
    /// @return whether it was for the agent
    boolean takesEvent(Object channel);

    /// A datagram is to be sent, or a datagram channel to be connected.
    ///
    /// @throws IOException if the policy refuses
    void datagram(SocketAddress target) throws IOException;

    /// Whether a host counts as not reachable, because the question would go to it directly.
    ///
    /// @param address the `InetAddress`
    boolean isHidden(Object address);

    /// The address that stands for a name, for resolvers that ask name servers by themselves.
    ///
    /// @param host null if the resolver means this machine
    /// @return null if the name has no such address
    @Nullable InetAddress standIn(@Nullable String host);

    /// The resolver that the program's lookups ask.
    ///
    /// @param resolver the program's own
    InetAddressResolver resolver(InetAddressResolver resolver);
}
