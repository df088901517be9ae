package io.tsocks.gateway;

/// What happened in a gateway. Told in the thread that did it, which waits meanwhile: a receiver
/// that takes long slows the gateway down.
public sealed interface GatewayEvent {

    /// A client has connected.
    record Opened(ConnectionInfo connection) implements GatewayEvent {}

    /// The policy lets a client's connection through, and it is made. For UDP ASSOCIATE, this is
    /// told for each destination.
    record Decided(ConnectionInfo connection) implements GatewayEvent {}

    /// A client was refused: by the policy, the login, or the gateway itself.
    ///
    /// @param why as the client was told, without secrets
    record Refused(ConnectionInfo connection, String why) implements GatewayEvent {}

    /// The destination was not reached.
    ///
    /// @param why as the client was told
    record Failed(ConnectionInfo connection, String why) implements GatewayEvent {}

    /// A client's connection has ended.
    record Closed(ConnectionInfo connection, CloseReason reason) implements GatewayEvent {}

    /// Clients were turned away because of a limit. This is told once in ten seconds.
    ///
    /// @param client the last of them
    /// @param count how many there were since it was told last
    record Limited(ListenAddress listener, String client, String why, long count)
            implements GatewayEvent {}

    /// A listener has failed, and tries again.
    record Troubled(ListenAddress listener, String why) implements GatewayEvent {}
}
