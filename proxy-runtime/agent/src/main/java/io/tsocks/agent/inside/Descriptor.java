package io.tsocks.agent.inside;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;

/// The descriptor of a socket of the program's, while the agent connects it. It never blocks but in
/// [#await].
///
/// One thread owns it. The program may close the socket at any time.
abstract class Descriptor {

    final Jdk jdk;

    Descriptor(Jdk jdk) {
        this.jdk = jdk;
    }

    abstract FileDescriptor fd();

    /// Begins to connect, as the JDK would.
    ///
    /// @return as `Net.connect` does
    abstract int connect(InetSocketAddress to) throws IOException;

    /// Waits until one of the events may have happened, or the program has closed the socket.
    ///
    /// @param nanos more than 0
    abstract void await(int event, long nanos) throws IOException;

    abstract boolean isOpen() throws IOException;

    /// Whether a read or a write that finds nothing to do would return at once.
    boolean isReady(int event) throws IOException {
        return true;
    }

    /// Does something while the program cannot close the descriptor, if it could otherwise.
    <T> T guarded(Jdk.Use<T> use) throws IOException {
        return use.make();
    }

    /// @throws AsynchronousCloseException if the program has closed the socket
    final void checkOpen() throws IOException {
        if (!isOpen()) {
            throw new AsynchronousCloseException();
        }
    }

    /// Whether the connect is over.
    ///
    /// @throws IOException if it has failed
    final boolean isConnected() throws IOException {
        checkOpen();
        return guarded(() -> jdk.pollConnect(fd()));
    }

    /// Reads as [Jdk#read] does.
    final int read(ByteBuffer into) throws IOException {
        checkOpen();
        return isReady(jdk.readable) ? guarded(() -> jdk.read(fd(), into)) : Jdk.UNAVAILABLE;
    }

    /// Writes as [Jdk#write] does.
    final int write(ByteBuffer from) throws IOException {
        checkOpen();
        return isReady(jdk.writable) ? guarded(() -> jdk.write(fd(), from)) : Jdk.UNAVAILABLE;
    }

    /// Makes the socket one that has not been connected.
    final void reset() throws IOException {
        checkOpen();
        boolean ignored =
                guarded(
                        () -> {
                            jdk.disconnect(fd());
                            return true;
                        });
    }
}
