package io.tsocks.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Tells whether the other end of a loopback connection belongs to the user of this process, by
/// [SocketDiag] or, without native access, by the [ConnectionTable]. A bridge on loopback is
/// otherwise open to everybody on the machine.
final class PeerCheck implements Bridge.Peers {

    private final ConnectionTable table;

    /// @param bridge where it listens
    PeerCheck(InetSocketAddress bridge) {
        this.table = new ConnectionTable(bridge);
    }

    /// Never if the kernel does not say, as of a client that has closed its end already, and on
    /// other systems than Linux.
    @Override
    public boolean isOwn(Socket accepted) throws IOException {
        if (!ConnectionTable.exists()) {
            return false;
        }
        InetSocketAddress client = (InetSocketAddress) accepted.getRemoteSocketAddress();
        Optional<SocketOwner> owner =
                SocketDiag.isEnabled()
                        ? SocketDiag.owner(
                                client, (InetSocketAddress) accepted.getLocalSocketAddress())
                        : Optional.empty();
        if (owner.isEmpty()) {
            owner = table.owner(client);
        }
        return owner.isPresent() && isOwn(owner.get());
    }

    private static boolean isOwn(SocketOwner owner) throws IOException {
        Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return owner.isHeld() && own.equals(owner.uid());
    }
}
