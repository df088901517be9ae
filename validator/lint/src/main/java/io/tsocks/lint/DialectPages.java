package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about files and statements of other programs.
final class DialectPages {

    private DialectPages() {}

    static Page torsocks2File() {
        return Page.of(
                "A configuration file of torsocks 2.",
                "tsocks knows none of its statements, and would not use Tor.",
                """
                TorAddress 127.0.0.1
                TorPort 9050
                """,
                """
                server = 127.0.0.1
                server_port = 9050
                server_type = 5
                remote_dns = yes
                """,
                Page.NO_FIX);
    }

    static Page proxychainsFile() {
        return Page.of(
                "A configuration file of proxychains.",
                "tsocks knows none of its statements.",
                """
                strict_chain
                proxy_dns
                [ProxyList]
                socks5 127.0.0.1 1080
                """,
                """
                server = 127.0.0.1
                server_port = 1080
                server_type = 5
                remote_dns = yes
                """,
                Page.NO_FIX);
    }

    static Page tnat64File() {
        return Page.of(
                "A configuration file of tnat64.",
                "tsocks does not translate addresses.",
                "nat64_prefix = 64:ff9b::\n",
                SERVER,
                Page.NO_FIX);
    }

    static Page danteFile() {
        return Page.of(
                "A configuration file of Dante, of its client or its server.",
                "tsocks knows none of its statements. `tsocks-validate convert --from dante` makes a"
                        + " tsocks.conf of the client's.",
                """
                route {
                from: 0.0.0.0/0 to: 0.0.0.0/0 via: 127.0.0.1 port = 1080
                }
                """,
                "server = socks5://127.0.0.1:1080\n",
                Page.NO_FIX);
    }

    static Page sshFile() {
        return Page.of(
                "A configuration file of OpenSSH.",
                "tsocks knows none of its statements. `tsocks-validate convert --from ssh` makes a"
                        + " tsocks.conf of it.",
                """
                Host gate.example
                DynamicForward 1080
                """,
                "server = socks5://127.0.0.1:1080\n",
                Page.NO_FIX);
    }

    static Page torsocks1Statement() {
        return Page.of(
                "A statement of torsocks 1: `tordns_*` or `dns_direct_enable`.",
                "tsocks ignores it, so the name servers of the machine see every name."
                        + " `remote_dns = yes` lets Tor resolve names, as `tordns_enable = true`"
                        + " does in torsocks.",
                SERVER + "tordns_enable = true\n",
                SERVER + "remote_dns = yes\n",
                "Unsafe: removes the line. No route changes.");
    }
}
