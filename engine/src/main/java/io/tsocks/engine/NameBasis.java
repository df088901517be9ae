package io.tsocks.engine;

/// The bases of a policy's answer for a name before it is resolved. They are tried in this order.
public enum NameBasis {
    /// The name is `localhost` or below it, so it is a loopback address (RFC 6761).
    LOCALHOST,
    /// A line of the file lists the name.
    LINE,
    /// Every address has the same route, except loopback addresses.
    EVERY_ADDRESS,
    /// `remote_dns = yes`: the name has the route of an address that no network covers.
    REMOTE_DNS,
    /// The name is below `.onion` and must not be resolved here (RFC 7686).
    ONION,
    /// The name's address decides.
    ADDRESS
}
