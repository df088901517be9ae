package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The network namespace that the policy is about: that of this process. In another namespace, the
/// same address may be another host.
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

    /// Whether a program's socket is in this namespace. A kernel before 5.14 cannot tell this of a
    /// socket; the program's own namespace then counts.
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
