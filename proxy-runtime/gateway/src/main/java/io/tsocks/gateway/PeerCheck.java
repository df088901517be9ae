package io.tsocks.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Tells whether the other end of a loopback connection belongs to the user of this process, by
/// [SocketDiag] or, without native access, by the [ConnectionTable]. Without this check, a bridge
/// on loopback would be open to all users of the machine.
final class PeerCheck implements Bridge.Peers {

    private final ConnectionTable table;

    /// @param bridge the address where the bridge listens
    PeerCheck(InetSocketAddress bridge) {
        this.table = new ConnectionTable(bridge);
    }

    /// False if the kernel does not know, for example because the client has already closed its
    /// end. Always false on systems other than Linux.
    @Override
    public boolean isOwn(Socket accepted) throws IOException {
        if (!ConnectionTable.exists()) {
            return false;
        }
        InetSocketAddress client = (InetSocketAddress) accepted.getRemoteSocketAddress();
        InetSocketAddress server = (InetSocketAddress) accepted.getLocalSocketAddress();
        Optional<SocketOwner> owner = owner(client, server);
        return owner.isPresent() && isOwn(owner.get());
    }

    private Optional<SocketOwner> owner(InetSocketAddress client, InetSocketAddress server)
            throws IOException {
        Optional<SocketOwner> owner =
                SocketDiag.isEnabled() ? SocketDiag.owner(client, server) : Optional.empty();
        return owner.isPresent() ? owner : table.owner(client);
    }

    private static boolean isOwn(SocketOwner owner) throws IOException {
        Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return owner.isHeld() && own.equals(owner.uid());
    }
}
