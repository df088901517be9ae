package io.tsocks.linux;

/// Which calls the supervisor is asked about, besides those that connect, and that ask for the
/// outcome of that.
public enum Trapped {
    /// No others.
    CONNECTS,
    /// Sends that name an address.
    SENDS,
    /// Sends that name an address, and receives that want to know the sender's.
    SENDS_AND_RECEIVES;

    boolean hasSends() {
        return this != CONNECTS;
    }

    boolean hasReceives() {
        return this == SENDS_AND_RECEIVES;
    }
}
