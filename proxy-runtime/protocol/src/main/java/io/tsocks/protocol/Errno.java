package io.tsocks.protocol;

/// The error that connect(2) would have reported, by its name in errno.h. There are no numbers
/// here, because they differ between systems.
public enum Errno {
    /// The connection is refused.
    ECONNREFUSED,
    /// The network cannot be reached.
    ENETUNREACH,
    /// The host cannot be reached.
    EHOSTUNREACH,
    /// There was no answer in time.
    ETIMEDOUT,
    /// The address does not exist.
    EADDRNOTAVAIL
}
