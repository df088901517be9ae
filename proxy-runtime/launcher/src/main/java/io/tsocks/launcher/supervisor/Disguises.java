package io.tsocks.launcher.supervisor;

/// Sockets of programs that get datagrams from the supervisor, which are shown to the programs as
/// coming from whom they mean.
interface Disguises {

    /// Whether a descriptor with this number may belong to such a socket. This check is quick, and
    /// false for most calls.
    boolean mayHave(int descriptor);

    /// Whether a socket is one of these.
    boolean has(long cookie);

    /// The sender of a datagram as shown to the program.
    ///
    /// @param sockaddr the real sender
    /// @return the same bytes if the datagram is not one of these
    byte[] sender(long cookie, byte[] sockaddr, byte[] payload);
}
