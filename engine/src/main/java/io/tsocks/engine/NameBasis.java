package io.tsocks.engine;

/// What settles what a policy says of a name before it is resolved. They are asked in this order.
public enum NameBasis {
    /// The name is `localhost` or below it, and so a loopback address (RFC 6761).
    LOCALHOST,
    /// A line of the file names it.
    LINE,
    /// Every address has the same route, loopback addresses apart.
    EVERY_ADDRESS,
    /// `remote_dns = yes`: it goes where an address that no network names would go.
    REMOTE_DNS,
    /// It is below `.onion`, and must not be resolved here (RFC 7686).
    ONION,
    /// Its address decides.
    ADDRESS
}
