package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.relay.Door;
import io.tsocks.launcher.relay.Envelope;
import io.tsocks.launcher.relay.Relay;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Result;
import io.tsocks.linux.StreamAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way of a connection that the [Relay] carries: the program's socket waits at a [Door], and a
/// socket of the supervisor's own speaks with the server.
///
/// Not thread-safe: the supervisor's thread owns it.
final class Detour {

    /// How many descriptors it has: two of the door, and that of the way to the server.
    static final int DESCRIPTORS = 3;

    private final Door door;
    private final InetEndpoint address;
    private final Outers outers;
    private final Relay relay;
    private final Runnable whenOver;
    private OwnSocket outer;
    private @Nullable Result pointed;
    private boolean isEntering;

    /// Opens the sockets that speak with servers.
    interface Outers {
        /// A socket that can be connected to an address.
        ///
        /// @throws KernelException if there is none
        OwnSocket open(StreamAddress to) throws KernelException;
    }

    /// @param door closed with it
    /// @param address of the door, for the program's socket
    /// @param first to which server it leads at first
    /// @param whenOver is run when it has been given away or closed, once
    /// @throws KernelException if there is no socket for that
    Detour(
            Door door,
            InetEndpoint address,
            Outers outers,
            StreamAddress first,
            Relay relay,
            Runnable whenOver)
            throws KernelException {
        this.door = door;
        this.address = address;
        this.outers = outers;
        this.outer = outers.open(first);
        this.relay = relay;
        this.whenOver = whenOver;
    }

    /// Leads to another server, by another socket.
    ///
    /// @throws KernelException if there is no socket for that
    void headFor(StreamAddress next) throws KernelException {
        OwnSocket other = outers.open(next);
        outer.close();
        outer = other;
    }

    /// What the program's socket is connected to.
    byte[] sockaddr() {
        return address.sockaddr();
    }

    /// The socket on which the handshake is made.
    NativeSocket line() {
        return outer.asNative();
    }

    /// Sends on that.
    Result send(ByteBuffer bytes) {
        return outer.send(bytes);
    }

    /// Records what came of connecting the program's socket to the door.
    void pointed(Result result) {
        pointed = result;
    }

    /// Whether the program's socket has left the door by itself: its own time was over, or the
    /// program has shut it down.
    boolean isLeft(NativeSocket program) {
        return pointed != null && program.progress() == NativeSocket.Progress.NONE;
    }

    /// Whether the server has granted the request, and the program's socket is to come in.
    boolean isEntering() {
        return isEntering;
    }

    /// Lets the program's socket in, as soon as it waits at the door.
    Door.Entry letIn(NativeSocket program) {
        isEntering = true;
        Door.Entry entry = door.entry(program);
        if (entry == Door.Entry.UNDERWAY && !door.isAsked()) {
            door.letIn(program);
            entry = door.entry(program);
        }
        return entry == Door.Entry.GONE && pointed == null ? Door.Entry.UNDERWAY : entry;
    }

    /// Gives both sides to the relay.
    ///
    /// @param envelope what protects the bytes on their way to the server; null if nothing does
    /// @param whenBroken is told why, in any thread, if that breaks
    void handOver(@Nullable Envelope envelope, Consumer<String> whenBroken) {
        whenOver.run();
        door.closeListener();
        if (envelope == null) {
            relay.take(door.inner(), outer);
        } else {
            relay.take(door.inner(), outer, envelope, whenBroken);
        }
    }

    /// Closes both sides. It is called once, and not after [#handOver].
    void close() {
        whenOver.run();
        door.close();
        outer.close();
    }

    /// The address by which the connection to a server leaves: the one that the program has bound
    /// its socket to.
    ///
    /// @return empty if it has bound it to none
    static Optional<InetEndpoint> source(NativeSocket program) {
        return InetEndpoint.of(program.localName())
                .filter(own -> !own.address().isAnyLocalAddress());
    }
}
