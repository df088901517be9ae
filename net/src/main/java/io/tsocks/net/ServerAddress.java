package io.tsocks.net;

import java.nio.charset.StandardCharsets;

/// Where a server listens.
public sealed interface ServerAddress {

    /// The server in a message, and the key under which its addresses are kept: the host of TCP,
    /// or the URI of a socket. No host reads as such a URI, which has a slash.
    String label();

    /// A TCP port.
    ///
    /// @param host an address, IPv6 without brackets, or a name
    /// @param port 1 to 65535
    record Inet(String host, int port) implements ServerAddress {

        public Inet {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("no port: " + port);
            }
        }

        @Override
        public String label() {
            return host;
        }

        /// `HOST:PORT`, an IPv6 address in brackets.
        @Override
        public String toString() {
            return Endpoint.text(host, port);
        }
    }

    /// An AF_UNIX socket of this machine (unix(7)).
    ///
    /// @param path absolute, 2 to [#LONGEST_PATH] bytes of UTF-8, none of them zero
    record Unix(String path) implements ServerAddress {

        /// The longest path in bytes: `sun_path` has 108 with the final zero (unix(7)).
        public static final int LONGEST_PATH = 107;

        /// What a path may have unescaped in a URI, beside letters and digits (RFC 3986, section
        /// 3.3).
        private static final String PLAIN = "/-._~!$&'()*+,;=:@";

        public Unix {
            int length = path.getBytes(StandardCharsets.UTF_8).length;
            if (!path.startsWith("/")
                    || length < 2
                    || length > LONGEST_PATH
                    || path.indexOf(0) >= 0) {
                throw new IllegalArgumentException("no path of a socket: " + path);
            }
        }

        @Override
        public String label() {
            return toString();
        }

        /// `unix:/PATH`, with the escapes of a URI.
        @Override
        public String toString() {
            return ServerUri.UNIX + UriEscapes.escaped(path, PLAIN);
        }
    }
}
