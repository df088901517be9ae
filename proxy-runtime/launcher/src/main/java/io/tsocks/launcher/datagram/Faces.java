package io.tsocks.launcher.datagram;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.net.RecentMap;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hands datagrams to a socket of a program that is not connected, each sender from a loopback
/// address of its own, by which the sender is known when the program receives the datagram. By IPv4
/// that is an address of 127.0.0.0/8 and always the same port; the loopback of IPv6 has one
/// address, so there each sender has a port.
///
/// No other process can send to these ports: their sockets are connected to the program's.
final class Faces implements AutoCloseable {

    /// The first address that stands for a sender, and how many there are. The last address of the
    /// network is one for broadcasts.
    private static final int FIRST = 0x7f01_0000;

    private static final int ADDRESSES = 0xfe_ffff;

    /// The most senders that are known at a time.
    private static final int MOST = 4_096;

    /// The most senders of a socket that is reached by IPv6 only.
    private static final int MOST_PORTS = 64;

    private final Kernel kernel;
    private final InetEndpoint program;
    private final boolean isIpv6;
    private final Loopback loopback;
    private final List<OwnDatagramSocket> sockets = new ArrayList<>();
    private final Map<InetEndpoint, Integer> faces = new RecentMap<>(MOST);

    /// Remembers senders for longer, because what came from them may not be received yet.
    private final Map<Integer, InetEndpoint> senders = new RecentMap<>(2 * MOST);

    private int next;
    private int port;

    /// @param program the address of the program's socket
    Faces(Kernel kernel, Loopback loopback, InetEndpoint program) {
        this.kernel = kernel;
        this.loopback = loopback;
        this.isIpv6 = loopback.isIpv6();
        this.program = program;
    }

    /// Opens what the first datagram needs.
    ///
    /// @throws KernelException if descriptors have run out
    static Faces open(Kernel kernel, Loopback loopback, InetEndpoint program)
            throws KernelException {
        Faces faces = new Faces(kernel, loopback, program);
        faces.port = faces.add();
        return faces;
    }

    private int add() throws KernelException {
        OwnDatagramSocket socket = loopback.open(kernel, program);
        sockets.add(socket);
        return InetEndpoint.of(socket.asNative().localName()).orElseThrow().port();
    }

    /// The address of the program's socket.
    InetEndpoint program() {
        return program;
    }

    /// Hands a datagram to the program; it may get lost.
    ///
    /// @param sender whose it is
    void hand(InetEndpoint sender, MemorySegment from, long at, int length) {
        Integer face = faces.get(sender);
        int known = face == null ? newFace() : face;
        senders.put(known, sender);
        faces.put(sender, known);
        if (isIpv6) {
            if (known < sockets.size()) {
                sockets.get(known).send(from, at, length);
            }
        } else {
            sockets.getFirst().sendAs(FIRST + known, from, at, length);
        }
    }

    /// Which face a sender gets that has none. By IPv6, one that finds no port free is not heard.
    private int newFace() {
        return isIpv6 ? portFor() : next++ % ADDRESSES;
    }

    private int portFor() {
        if (next > 0 && next < MOST_PORTS) {
            try {
                add();
            } catch (KernelException e) {
                return MOST_PORTS;
            }
        }
        return next < MOST_PORTS ? next++ : MOST_PORTS;
    }

    /// Whose datagram it is that came from a loopback address; empty if it is none of these.
    Optional<InetEndpoint> sender(InetEndpoint from) {
        return isIpv6 ? senderAtPort(from) : senderAt(from);
    }

    private Optional<InetEndpoint> senderAt(InetEndpoint from) {
        byte[] bytes = from.address().getAddress();
        if (from.port() != port || bytes.length != Integer.BYTES) {
            return Optional.empty();
        }
        int address = 0;
        for (byte one : bytes) {
            address = address << Byte.SIZE | (one & 255);
        }
        return Optional.ofNullable(senders.get(address - FIRST));
    }

    private Optional<InetEndpoint> senderAtPort(InetEndpoint from) {
        for (int i = 0; i < sockets.size(); i++) {
            Optional<InetEndpoint> own = InetEndpoint.of(sockets.get(i).asNative().localName());
            if (own.filter(it -> it.port() == from.port()).isPresent()) {
                return Optional.ofNullable(senders.get(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        sockets.forEach(OwnDatagramSocket::close);
    }
}
