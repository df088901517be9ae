package io.tsocks.service;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.PassedSockets;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Takes the sockets at which the service manager listens (systemd.socket(5)). Each is used where
/// the settings name its address, so that they say what it is for and who may use it.
final class SocketActivation {

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private SocketActivation() {}

    /// The sockets of this process.
    ///
    /// @throws IOException if one cannot be listened at, or every user may connect to it
    static PassedSockets sockets(Map<String, String> environment) throws IOException {
        PassedSockets passed =
                PassedSockets.of(
                        Kernel.ofThisProcess(), environment, ProcessHandle.current().pid());
        for (SocketAddress address : passed.addresses()) {
            if (address instanceof UnixDomainSocketAddress unix) {
                refuseOpen(unix.getPath());
            }
        }
        return passed;
    }

    private static void refuseOpen(Path path) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(OTHERS);
        others.retainAll(Files.getPosixFilePermissions(path));
        if (!others.isEmpty()) {
            throw new IOException(
                    "every user may connect to unix:"
                            + path
                            + ", which the service manager has made; give its unit SocketMode=0600");
        }
    }

    /// Refuses a socket that no setting names. A client that connects to it would wait for ever.
    ///
    /// @throws IOException if nothing has taken one of them
    static void refuseUntaken(PassedSockets passed) throws IOException {
        if (!passed.untaken().isEmpty()) {
            throw new IOException(
                    "the service manager listens at "
                            + String.join(", ", passed.untaken())
                            + ", and no setting does; name it with --api, --api-port or --listen, or"
                            + " take it out of the socket's unit");
        }
    }
}
