package io.tsocks.launcher.datagram;

/// Requests associations of the servers that a rule of the policy names.
@FunctionalInterface
public interface Requests {

    /// Requests one, and waits for it.
    ///
    /// @throws Refusal if none is granted
    Lease request() throws Refusal;
}
