package io.tsocks.protocol;

import java.net.InetAddress;

/// One request: a command and the address it is about.
public record SocksRequest(Command command, SocksAddress destination) {

    /// A connection to a destination with a port from 1 to 65535.
    public static SocksRequest connect(SocksAddress destination) {
        if (destination.port() == 0) {
            throw new IllegalArgumentException("no port to connect to: " + destination);
        }
        return new SocksRequest(Command.CONNECT, destination);
    }

    /// A port on the server for a connection from `expectedPeer`; servers may refuse connections
    /// from other peers.
    public static SocksRequest bind(SocksAddress expectedPeer) {
        return new SocksRequest(Command.BIND, expectedPeer);
    }

    /// A relay for datagrams that will come from any port of the client.
    public static SocksRequest udpAssociate() {
        return udpAssociate(SocksAddress.of("0.0.0.0", 0));
    }

    /// A relay for datagrams that will come from `source`.
    public static SocksRequest udpAssociate(SocksAddress source) {
        return new SocksRequest(Command.UDP_ASSOCIATE, source);
    }

    /// Tor's question for the address of a name.
    public static SocksRequest resolve(String host) {
        return new SocksRequest(Command.RESOLVE, SocksAddress.of(host, 0));
    }

    /// Tor's question for the name of an address.
    public static SocksRequest resolvePointer(InetAddress address) {
        return new SocksRequest(Command.RESOLVE_PTR, new SocksAddress.Ip(address, 0));
    }

    /// A request that no server grants or carries out.
    public static SocksRequest ungrantable() {
        return new SocksRequest(Command.UNASSIGNED, SocksAddress.of("0.0.0.0", 0));
    }
}
