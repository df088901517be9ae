package io.tsocks.launcher.datagram;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.linux.Result;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The loopback port to which a program's socket is connected instead of a destination. What the
/// program sends without naming an address, which no call of the supervisor sees, comes in here.
///
/// Its [Correspondent] guards it with its lock.
final class Line {

    private final Ports ports;
    private final OwnDatagramSocket inner;
    private final InetEndpoint address;
    private final InetEndpoint program;
    private final Loopback loopback;
    private final Route route;
    private final Association via;
    private final byte[] header;
    private byte[] answers;
    private long token;
    private boolean isRefusing;

    /// @param inner is connected to the program's socket
    /// @param program the address of the program's socket
    Line(
            Ports ports,
            Loopback loopback,
            OwnDatagramSocket inner,
            InetEndpoint program,
            Route route,
            Association via) {
        this.ports = ports;
        this.loopback = loopback;
        this.inner = inner;
        this.program = program;
        this.route = route;
        this.via = via;
        this.address = InetEndpoint.of(inner.asNative().localName()).orElseThrow();
        this.header = header(route.target());
        this.answers = header;
    }

    /// The header of datagrams to a destination.
    static byte[] header(SocksAddress target) {
        ByteBuffer bytes = new SocksDatagram(target, ByteBuffer.allocate(0)).encode();
        byte[] header = new byte[bytes.remaining()];
        bytes.get(header);
        return header;
    }

    /// Begins to take datagrams.
    ///
    /// @param then is told that there are some
    Result open(Ports.Ready then) {
        Result watched = ports.watch(inner, then);
        token = watched.value();
        return watched;
    }

    /// The address to which the program's socket is to be connected.
    InetEndpoint address() {
        return address;
    }

    /// The destination, as the program knows it.
    InetEndpoint shown() {
        return route.shown();
    }

    Association via() {
        return via;
    }

    /// Passes on what the program has sent, or asks for what is needed first.
    void move(MemorySegment room) {
        switch (via.state()) {
            case Association.State.Open open -> pump(open, room);
            case Association.State.Idle _ when inner.hasDatagram() -> {
                via.announce(route);
                via.begin();
                ports.heed(inner, token, false);
            }
            case Association.State.Requested _ when inner.hasDatagram() -> {
                via.announce(route);
                ports.heed(inner, token, false);
            }
            case Association.State.Failed _ -> refuse();
            case Association.State.Idle _, Association.State.Requested _ ->
                    inner.asNative().takeError();
        }
    }

    private void pump(Association.State.Open open, MemorySegment room) {
        long payload = Ports.BEFORE;
        long start = payload - header.length;
        MemorySegment.copy(header, 0, room, JAVA_BYTE, start, header.length);
        via.announce(route);
        for (int i = 0; i < Ports.BURST; i++) {
            Result received = inner.receive(room, payload, Ports.LONGEST);
            boolean goesOn =
                    received.ok()
                            ? via.send(open, room, start, header.length + received.intValue())
                            : received.errno() != Errno.EAGAIN;
            if (!goesOn) {
                return;
            }
        }
    }

    /// The association has been opened, or has failed.
    void settled() {
        if (via.state() instanceof Association.State.Failed) {
            refuse();
        } else {
            ports.heed(inner, token, true);
        }
    }

    private void refuse() {
        if (!isRefusing) {
            isRefusing = true;
            ports.heed(inner, token, false);
            loopback.refuse(inner);
        }
        inner.asNative().takeError();
    }

    boolean isRefusing() {
        return isRefusing;
    }

    /// Takes datagrams again after a failure.
    void hear() {
        if (isRefusing) {
            isRefusing = false;
            loopback.hear(inner, program);
            ports.heed(inner, token, true);
        }
    }

    /// Whether datagrams wait that can be passed on later.
    boolean isAwaiting() {
        return via.isRequested() && inner.hasDatagram();
    }

    /// Hands a datagram of a server to the program, if it is one of the destination.
    void deliver(MemorySegment room, int length) {
        if (isFrom(answers, room, length)) {
            inner.send(room, answers.length, length - answers.length);
            return;
        }
        ByteBuffer bytes = room.asSlice(0, length).asByteBuffer();
        Optional<SocksDatagram> datagram =
                SocksDatagram.decode(bytes).filter(it -> isOfDestination(it.address()));
        if (datagram.isPresent()) {
            int start = length - datagram.get().data().remaining();
            answers = room.asSlice(0, start).toArray(JAVA_BYTE);
            inner.send(room, start, length - start);
        }
    }

    private static boolean isFrom(byte[] header, MemorySegment room, int length) {
        return length >= header.length
                && MemorySegment.mismatch(
                                MemorySegment.ofArray(header),
                                0,
                                header.length,
                                room,
                                0,
                                header.length)
                        < 0;
    }

    /// Whether a datagram is of the destination. Only the server knows the address of a name: of
    /// that, everything that comes from the port counts.
    private boolean isOfDestination(SocksAddress from) {
        return switch (route.target()) {
            case SocksAddress.Ip ip -> ip.equals(from);
            case SocksAddress.Name name -> name.port() == from.port();
        };
    }

    /// Whether a datagram of the program has come and was not passed on.
    boolean hasDatagram() {
        return inner.hasDatagram();
    }

    void close() {
        ports.forget(inner, token);
        inner.close();
    }
}
