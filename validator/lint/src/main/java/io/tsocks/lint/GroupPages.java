package io.tsocks.lint;

import io.tsocks.lint.model.Page;

/// The pages about groups of servers.
final class GroupPages {

    private static final String TWO =
            """
            server = socks5://127.0.0.1:1080
            server = socks5://127.0.0.1:1081
            """;

    private GroupPages() {}

    static Page badSelect() {
        return Page.of(
                "A value of `select` other than `failover`, `round-robin`, `hash` and `fastest`.",
                "The line is ignored, so the group takes the first server that lives, in the order"
                        + " of the file.",
                TWO + "select = Round_Robin\n",
                TWO + "select = round-robin\n",
                "Unsafe: writes the word as it is spelled here, if only case, hyphens and underscores"
                        + " differ. Routes may change.");
    }

    static Page badRecover() {
        return Page.of(
                "A value of `recover` other than `immediately`, `never`, and `after` with a number"
                        + " from 1 to 1000.",
                "The line is ignored, so the group goes back to a server that failed after two"
                        + " answers in a row.",
                TWO + "recover = 5\n",
                TWO + "recover = after 5\n",
                Page.NO_FIX);
    }

    static Page duplicateMember() {
        return Page.of(
                "A server that a group has twice.",
                "The first line counts. The second has no effect, and gives no server that could"
                        + " stand in for the first.",
                """
                server = socks5://127.0.0.1:1080
                server = socks5://127.0.0.1:1081
                server = socks5://127.0.0.1:1080
                """,
                TWO,
                "Unsafe: removes the second line. No route changes.");
    }

    static Page settingWithoutGroup() {
        return Page.of(
                "A `select`, `recover` or `check` in a block with one server, or a `recover` in a group that"
                        + " prefers no server to others.",
                "The line has no effect. Often a `server` line is missing.",
                """
                server = socks5://127.0.0.1:1080
                select = round-robin
                """,
                TWO + "select = round-robin\n",
                "Unsafe: removes the line. No route changes.");
    }

    static Page badWeight() {
        return Page.of(
                "A weight of a server that is not a number from 1 to 256, or the weight of a server"
                        + " without a scheme.",
                "The line is ignored, so the group lacks a server. A server that is not to be used"
                        + " needs no line.",
                """
                server = socks5://127.0.0.1:1080 weight 0
                server = socks5://127.0.0.1:1081
                server = socks5://127.0.0.1:1082
                select = round-robin
                """,
                """
                server = socks5://127.0.0.1:1081
                server = socks5://127.0.0.1:1082
                select = round-robin
                """,
                Page.NO_FIX);
    }

    static Page badCheck() {
        return Page.of(
                "A value of `check` other than `none` and a time from `1s` to `60m`.",
                "The line is ignored, so only connections show whether a server lives.",
                TWO + "check = 30\n",
                TWO + "check = 30s\n",
                Page.NO_FIX);
    }

    static Page weightWithoutEffect() {
        return Page.of(
                "The weight of a server in a group that shares no connections out, or of a server"
                        + " that is alone.",
                "The weight has no effect. With `select = failover` and `select = fastest` one"
                        + " server gets all connections.",
                """
                server = socks5://127.0.0.1:1080 weight 3
                server = socks5://127.0.0.1:1081
                """,
                TWO,
                "Unsafe: removes the weight. No route changes.");
    }
}
