package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The network namespace that the policy is about: this process's own. The same address is another
/// host in another namespace.
final class HomeNetwork {

    private static final Path OWN = Path.of("/proc/self/ns/net");

    private final Result cookie;

    private HomeNetwork(Result cookie) {
        this.cookie = cookie;
    }

    static HomeNetwork ofThisProcess(Kernel kernel) throws KernelException {
        try (NativeSocket socket =
                new NativeSocket(kernel, NativeSocket.createTcp(kernel).orThrow("socket"))) {
            return new HomeNetwork(socket.networkNamespace());
        }
    }

    /// Whether a program's socket lives here. A kernel before 5.14 cannot say it of a socket; then
    /// the program's own namespace counts.
    boolean isHomeOf(NativeSocket socket, int tid) {
        if (cookie.ok()) {
            return socket.networkNamespace().equals(cookie);
        }
        try {
            Path theirs = Path.of("/proc/" + tid + "/ns/net");
            return Files.readSymbolicLink(theirs).equals(Files.readSymbolicLink(OWN));
        } catch (IOException e) {
            return false;
        }
    }
}
