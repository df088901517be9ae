package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.Arrays;
import java.util.Optional;

/// Other programs whose files people take for a tsocks.conf. One problem says so for the whole
/// file.
enum ForeignDialect {
    TORSOCKS_2(
            SyntaxProblem.TORSOCKS_2_FILE,
            "torsocks 2",
            "TorAddress and TorPort become `server`, `server_port` and `server_type = 5`;"
                    + " `remote_dns = yes` lets Tor resolve names, as torsocks does; the other"
                    + " settings have no counterpart; `tsocks-validate convert --from torsocks`"
                    + " writes such a file",
            "TorAddress TorPort OnionAddrRange SOCKS5Username"
                    + " SOCKS5Password AllowInbound AllowOutboundLocalhost"
                    + " AllowLocalhost IsolatePID"),
    PROXYCHAINS(
            SyntaxProblem.PROXYCHAINS_FILE,
            "proxychains",
            "a line of [ProxyList] becomes `server`, `server_port` and `server_type`;"
                    + " `localnet` becomes `local`; `proxy_dns` becomes `remote_dns = yes`; for a"
                    + " chain, write `chain = yes` and a path that reaches each server through the"
                    + " one before it; `tsocks-validate convert --from proxychains` writes such a"
                    + " file",
            "[ProxyList] strict_chain dynamic_chain random_chain"
                    + " round_robin_chain chain_len quiet_mode proxy_dns"
                    + " proxy_dns_old proxy_dns_daemon remote_dns_subnet"
                    + " tcp_read_time_out tcp_connect_time_out localnet dnat socks4"
                    + " socks5 http raw"),
    TNAT64(
            SyntaxProblem.TNAT64_FILE,
            "tnat64",
            "tsocks does not translate addresses, so these statements have no counterpart",
            "nat64_prefix subnet"),
    DANTE(
            SyntaxProblem.DANTE_FILE,
            "Dante",
            "the server that a `route` has after `via` becomes `server = socks5://HOST:PORT`, and"
                    + " what it has after `to` becomes `reaches`, in a path; `tsocks-validate"
                    + " convert --from dante` writes such a file",
            "route socksmethod: clientmethod: proxyprotocol: resolveprotocol: logoutput: errorlog:"
                    + " internal: external: from: to: via: command: protocol:"
                    + " user.privileged: user.unprivileged: user.notprivileged:"),
    SSH(
            SyntaxProblem.SSH_FILE,
            "OpenSSH",
            "`DynamicForward PORT` becomes `server = socks5://127.0.0.1:PORT`; `tsocks-validate"
                    + " convert --from ssh` writes such a file",
            "Host Match HostName DynamicForward LocalForward RemoteForward ProxyCommand ProxyJump"
                    + " IdentityFile IdentitiesOnly ForwardAgent ServerAliveInterval"
                    + " StrictHostKeyChecking UserKnownHostsFile");

    private final SyntaxProblem kind;
    private final String program;
    private final String help;
    /// The names of its statements, each between blanks.
    private final String names;

    ForeignDialect(SyntaxProblem kind, String program, String help, String names) {
        this.kind = kind;
        this.program = program;
        this.help = help;
        this.names = " " + names + " ";
    }

    /// The dialect that has a statement of this name; empty if none has it.
    static Optional<ForeignDialect> of(String name) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.names.contains(" " + name + " "))
                .findFirst();
    }

    /// The one problem of a file.
    ///
    /// @param text the file's
    /// @param first the name of its first foreign statement
    /// @param count how many there are
    Problem problem(String text, Span first, int count) {
        String lines = count == 1 ? "1 line is" : count + " lines are";
        return Problem.of(
                kind,
                first,
                "this is a configuration file of " + program + ": " + lines + " not for tsocks",
                help(text, text.substring(first.start(), first.end()), count));
    }

    /// The advice about statements that the file has.
    private String help(String text, String first, int count) {
        return switch (this) {
            case TORSOCKS_2 ->
                    text.contains("TorAddress") || text.contains("TorPort")
                            ? help
                            : count == 1 && first.equals("AllowOutboundLocalhost")
                                    ? "remove the line: loopback is always reached directly here"
                                    : "these settings have no counterpart here";
            case PROXYCHAINS, TNAT64, DANTE, SSH -> help;
        };
    }
}
