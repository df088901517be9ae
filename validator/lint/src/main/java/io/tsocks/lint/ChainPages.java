package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about servers behind servers.
final class ChainPages {

    private static final String INNER =
            """
            path {
                reaches = 150.0.0.0/255.255.0.0
                server = socks5://10.0.0.1:1080
            }
            """;

    private ChainPages() {}

    static Page badChain() {
        return Page.of(
                "A value of `chain` other than `yes` and `no`.",
                "The line is ignored, so servers in no local network are not used.",
                INNER + SERVER + "chain = on\n",
                INNER + SERVER + "chain = yes\n",
                Page.NO_FIX);
    }

    static Page chainInCircle() {
        return Page.of(
                "A server that, in a file with `chain = yes`, could only be reached through itself:"
                        + " its own path or the default server reaches its address or name, or the"
                        + " server that does is in turn reached through it. A server of a group is not"
                        + " reported if another server of the group leads out of the circle.",
                "No connection can be made to any server of the circle, so tsocks refuses every"
                        + " connection that needs one.",
                """
                path {
                    reaches = 10.0.0.0/255.0.0.0
                    server = socks5://10.0.0.1:1080
                }
                fallback = yes
                chain = yes
                """,
                """
                path {
                    reaches = 10.0.0.0/255.0.0.0
                    server = socks5://10.0.0.1:1080
                }
                path {
                    reaches = 10.0.0.1/255.255.255.255
                    server = socks5://127.0.0.1:1080
                }
                fallback = yes
                chain = yes
                """,
                Page.NO_FIX);
    }

    static Page idleChain() {
        return Page.of(
                "`chain = yes` in a file whose servers are all in local networks.",
                "The line has no effect, because every server is reached directly.",
                SERVER + "chain = yes\n",
                SERVER,
                "Unsafe: removes the line. No route changes.");
    }
}
