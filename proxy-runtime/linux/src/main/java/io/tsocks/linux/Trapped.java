package io.tsocks.linux;

/// The calls that the supervisor is asked about, besides connects and calls that ask for their
/// outcome.
public enum Trapped {
    /// No other calls.
    CONNECTS,
    /// Sends that name an address.
    SENDS,
    /// Sends that name an address, and receives that ask for the sender's.
    SENDS_AND_RECEIVES;

    boolean hasSends() {
        return this != CONNECTS;
    }

    boolean hasReceives() {
        return this == SENDS_AND_RECEIVES;
    }
}
