package io.tsocks.net;

import java.nio.charset.StandardCharsets;

/// Reads the path of a `unix:` URI.
final class SocketPath {

    private static final String ADVICE = "write the whole path of the socket: unix:/run/proxy.sock";

    private SocketPath() {}

    /// The socket of a path, which may follow an empty authority (`unix:///run/proxy.sock`).
    static ServerAddress.Unix read(String text) throws ServerUri.MalformedException {
        String path =
                UriEscapes.decoded(text.startsWith("//") ? text.substring(2) : text)
                        .orElseThrow(SocketPath::badEscape);
        if (!path.startsWith("/")) {
            throw new ServerUri.MalformedException(
                    "the path of a socket begins with a slash", ADVICE);
        }
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (path.length() < 2 || path.indexOf(0) >= 0) {
            throw new ServerUri.MalformedException("this is not the path of a socket", ADVICE);
        }
        if (length > ServerAddress.Unix.LONGEST_PATH) {
            throw new ServerUri.MalformedException(
                    "the path has "
                            + length
                            + " bytes, and a socket has at most "
                            + ServerAddress.Unix.LONGEST_PATH,
                    "have the server listen at a shorter path");
        }
        return new ServerAddress.Unix(path);
    }

    private static ServerUri.MalformedException badEscape() {
        return new ServerUri.MalformedException(
                "the path has a % that no two hexadecimal digits of UTF-8 follow",
                "write %25 for a %");
    }
}
