package io.tsocks.testserver;

/// The phases of a conversation in which a fault may strike, in the order of the protocol.
public enum FaultPhase {
    /// The connection is accepted and nothing has been read.
    ACCEPT,
    /// The method reply of SOCKS 5 is due. SOCKS 4 has none.
    METHOD,
    /// The status of a user name and password is due (RFC 1929).
    AUTHENTICATION,
    /// The reply to the request is due. The target has not been contacted.
    REQUEST,
    /// The request was granted; from here on the target would speak. The target has not been
    /// contacted.
    RELAY
}
