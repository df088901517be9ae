package io.tsocks.testserver;

import java.net.InetSocketAddress;

/// How a version of SOCKS spells its replies to requests.
sealed interface Replies permits Replies4, Replies5 {

    /// The reply to a request that is granted.
    ///
    /// @param bound the address to tell the client
    byte[] granted(InetSocketAddress bound);

    /// The reply to a request that is not.
    ///
    /// @param code a reply code of SOCKS 5, 0 to 255
    byte[] refused(int code);
}
