package io.tsocks.launcher.datagram;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.linux.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The loopback by which a socket of a program is reached: that of IPv6 if the socket takes nothing
/// else, and otherwise that of IPv4.
///
/// @param isIpv6 whether it is that of IPv6
public record Loopback(boolean isIpv6) {

    /// The port of the discard protocol (RFC 863), which only root can have.
    private static final int DISCARD = 9;

    private InetAddress address() {
        return InetAddress.ofLiteral(isIpv6 ? "::1" : "127.0.0.1");
    }

    private InetEndpoint at(int port) {
        return InetEndpoint.forSocket(isIpv6, new InetSocketAddress(address(), port)).orElseThrow();
    }

    /// Opens a socket at a free port, which takes datagrams of a program's socket alone.
    ///
    /// @param program the address of that
    /// @throws KernelException if descriptors have run out, or the machine has no such loopback
    OwnDatagramSocket open(Kernel kernel, InetEndpoint program) throws KernelException {
        OwnDatagramSocket socket = OwnDatagramSocket.open(kernel, isIpv6);
        try {
            socket.asNative().bind(at(0).sockaddr()).orThrow("bind");
            hear(socket, program).orThrow("connect");
            // Until then, any process could send there.
            discard(socket);
            return socket;
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }

    /// Has a socket take datagrams of a program's socket.
    Result hear(OwnDatagramSocket socket, InetEndpoint program) {
        InetSocketAddress there =
                program.address().isAnyLocalAddress()
                        ? new InetSocketAddress(address(), program.port())
                        : program.toSocketAddress();
        return InetEndpoint.forSocket(isIpv6, there)
                .map(to -> socket.asNative().connect(to.sockaddr()))
                .orElse(Result.failure(Errno.EADDRNOTAVAIL));
    }

    /// Has a socket take no datagrams, and keep its port: who sends there gets ECONNREFUSED.
    void refuse(OwnDatagramSocket socket) {
        socket.asNative().connect(at(DISCARD).sockaddr());
        discard(socket);
    }

    /// Whether no socket has an address and port: whether they can be bound to at this moment.
    static boolean isFree(Kernel kernel, InetEndpoint address) {
        try (OwnDatagramSocket probe = OwnDatagramSocket.open(kernel, address.isIpv6Sockaddr())) {
            return probe.asNative().bind(address.sockaddr()).ok();
        } catch (KernelException e) {
            return false;
        }
    }

    private static void discard(OwnDatagramSocket socket) {
        while (socket.asNative().receive(0).errno() == 0) {
            // Another one may wait.
        }
    }
}
