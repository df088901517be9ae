package io.tsocks.linux;

import java.util.Optional;
import java.util.function.Function;

/// Asks the kernel's routing tables about an address by connecting a UDP socket of this process to
/// it. That sends nothing.
public final class RouteProbe {

    private RouteProbe() {}

    /// Whether there is a route to an address.
    ///
    /// @return success, or the error of connect(2), such as ENETUNREACH
    public static Result to(Kernel kernel, InetEndpoint to) {
        Result created = socket(kernel, to);
        return created.ok()
                ? with(kernel, created, socket -> socket.connect(to.sockaddr()))
                : created;
    }

    /// The address of this machine from which packets to an address would be sent, with an
    /// arbitrary port; empty if there is no route.
    public static Optional<InetEndpoint> ownAddressFor(Kernel kernel, InetEndpoint to) {
        Result created = socket(kernel, to);
        return created.ok()
                ? with(kernel, created, socket -> ownAddressFor(socket, to))
                : Optional.empty();
    }

    private static Optional<InetEndpoint> ownAddressFor(NativeSocket socket, InetEndpoint to) {
        Result way = socket.connect(to.sockaddr());
        return way.ok() ? InetEndpoint.of(socket.localName()) : Optional.empty();
    }

    private static Result socket(Kernel kernel, InetEndpoint to) {
        int domain = to.isIpv6Sockaddr() ? C.AF_INET6 : C.AF_INET;
        return kernel.call(Syscall.SOCKET, domain, C.SOCK_DGRAM | C.SOCK_CLOEXEC, 0);
    }

    private static <T> T with(Kernel kernel, Result created, Function<NativeSocket, T> ask) {
        try (NativeSocket socket = new NativeSocket(kernel, created.intValue())) {
            return ask.apply(socket);
        }
    }
}
