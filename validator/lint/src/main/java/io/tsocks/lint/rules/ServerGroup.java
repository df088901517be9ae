package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Page;

/// A group of servers, of which tsocks 1.8 has no notion.
public final class ServerGroup extends ExtensionRule {

    /// The rule.
    public ServerGroup() {
        super(
                "TS508",
                "group of servers",
                Extension.Kind.SERVER_GROUP,
                "tsocks 1.8 has one server for a block",
                "for tsocks 1.8, remove the line");
    }

    @Override
    public Page page() {
        return Page.of(
                "Several `server` lines in a block, or a `select`, `recover` or `check` line.",
                "tsocks 1.8 takes the first `server` line of a block and ignores the other lines,"
                        + " so no server stands in for one that fails. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                server = socks5://127.0.0.1:1080
                server = socks5://127.0.0.1:1081
                """,
                "server = socks5://127.0.0.1:1080\n",
                Page.NO_FIX);
    }
}
