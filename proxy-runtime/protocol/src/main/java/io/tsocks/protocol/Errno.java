package io.tsocks.protocol;

/// What connect(2) would have said, by its name in errno.h. Numbers differ between machines, so
/// there are none here.
public enum Errno {
    /// Nobody accepts the connection.
    ECONNREFUSED,
    /// No way to the network.
    ENETUNREACH,
    /// No way to the host.
    EHOSTUNREACH,
    /// No answer in time.
    ETIMEDOUT,
    /// No such address.
    EADDRNOTAVAIL
}
