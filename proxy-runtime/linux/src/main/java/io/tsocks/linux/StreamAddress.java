package io.tsocks.linux;

/// Where a stream socket can be connected: by TCP, or within this machine.
public sealed interface StreamAddress permits InetEndpoint, UnixEndpoint {

    /// The bytes for connect(2). The caller must not change them.
    byte[] sockaddr();

    /// Whether no network lies between.
    boolean isOnThisMachine();
}
