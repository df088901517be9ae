package io.tsocks.client;

import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.net.SocketAddress;

/// Is asked what may be reached for others, after the policy and before anything is sent. It is
/// asked about addresses when they are known, so a name cannot get round it by what it resolves to.
///
/// An exception ends the attempt and becomes its failure; it says nothing about a server's health.
public interface RouteGuard {

    /// A destination is to be reached, directly or through a server.
    ///
    /// @param destination an address, or a name that a server resolves
    /// @throws IOException if it may not be reached; the message goes to the one who asked
    default void checkDestination(SocksAddress destination) throws IOException {}

    /// A connection is to be made.
    ///
    /// @param address of the destination, or of the nearest server on the way to it
    /// @throws IOException if nothing may be sent there
    default void checkConnect(SocketAddress address) throws IOException {}
}
