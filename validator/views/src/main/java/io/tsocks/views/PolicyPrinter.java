package io.tsocks.views;

import io.tsocks.engine.HostReach;
import io.tsocks.engine.PasswordSource;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Checks;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import io.tsocks.net.Printable;
import io.tsocks.net.Secret;
import io.tsocks.net.Selection;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Prints a policy as it was understood, in the order in which its rules are asked. Passwords are
/// not shown.
public final class PolicyPrinter {

    private final LoadedConf conf;
    private final PrintStream out;

    public PolicyPrinter(LoadedConf conf, PrintStream out) {
        this.conf = conf;
        this.out = out;
    }

    public void print() {
        if (conf.policy().namesHosts()) {
            printNames();
        }
        if (conf.policy().remoteDns()) {
            out.println();
            out.println(
                    "Other host names go where an address that no network names would go, and are"
                            + " not resolved here (remote_dns = yes).");
        }
        out.println();
        out.println("Local networks, reached directly:");
        conf.policy().locals().forEach(this::print);
        conf.policy().paths().reversed().stream()
                .filter(path -> path.hosts().isEmpty() || !path.reaches().isEmpty())
                .forEach(this::print);
        out.println();
        out.println("Anything else:");
        out.println("  " + last());
        if (conf.policy().chains()) {
            printWays();
        }
    }

    /// Prints how the servers in no local network are reached.
    private void printWays() {
        out.println();
        out.println("Servers behind servers (chain = yes):");
        conf.policy().servers().distinct().forEach(this::printWay);
    }

    private void printWay(ProxyServer server) {
        ServerWay way = conf.policy().wayTo(server);
        String words = "  " + server.uri() + " " + Hop.words(way);
        switch (way) {
            case ServerWay.Through(_, Rule rule, _) -> out.println(row(words, rule));
            case ServerWay.Direct(Rule rule) -> out.println(row(words, rule));
            case ServerWay.Nowhere _ -> out.println(Printable.of(words));
            case ServerWay.Local _ -> {}
        }
    }

    private static String row(String words, Rule rule) {
        return Printable.of(words + " (" + rule.describe() + ")");
    }

    /// Prints the rules for names first, because they are asked before all networks.
    private void printNames() {
        if (!conf.policy().localHosts().isEmpty()) {
            out.println();
            out.println("Host names, reached directly:");
            conf.policy().localHosts().forEach(this::print);
        }
        conf.policy().paths().reversed().stream()
                .filter(path -> !path.hosts().isEmpty())
                .forEach(this::printNames);
    }

    private void printNames(Rule.Path path) {
        out.println();
        out.println("Host names of the path at line " + path.line() + ", " + via(path) + ":");
        path.hosts().forEach(this::print);
    }

    private void print(Rule.Local local) {
        row(local.network().toString(), local.line() == 0 ? "always" : "line " + local.line());
    }

    private void print(Rule.LocalHosts local) {
        row(local.hosts().toString(), "line " + local.line());
    }

    private void print(Rule.Path path) {
        out.println();
        out.println("Path at line " + path.line() + ", " + via(path) + ":");
        path.reaches().forEach(this::print);
    }

    private void print(HostReach reach) {
        row(named(reach.hosts(), reach.ports()), "line " + reach.origin().line());
    }

    private static String named(HostPattern hosts, PortRange ports) {
        return hosts + (ports.equals(PortRange.ANY) ? "" : " port " + ports);
    }

    private void print(Reach reach) {
        String ports = reach.ports().equals(PortRange.ANY) ? "" : " port " + reach.ports();
        row(reach.network() + ports, "line " + reach.origin().line());
    }

    private void row(String what, String where) {
        out.println("  " + what + " ".repeat(Math.max(2, 48 - what.length())) + where);
    }

    private String last() {
        return switch (conf.policy().last()) {
            case Rule.DefaultServer last ->
                    via(last.upstream()) + " (default server at line " + last.line() + ")";
            case Rule.Fallback fallback -> "direct (" + fallback.describe() + ")";
            case Rule.Nothing _ -> "refused (there is no default server)";
            case Rule.Local _, Rule.LocalHosts _, Rule.Path _ ->
                    throw new AssertionError("a policy ends otherwise");
        };
    }

    private static String via(Rule.Path path) {
        return path.upstream()
                .map(PolicyPrinter::via)
                .orElse("refused, because it names no server");
    }

    private static String via(Upstream upstream) {
        return "via "
                + upstream.words(server -> named(server) + weight(upstream, server))
                + recovery(upstream)
                + checks(upstream);
    }

    private static String named(ProxyServer server) {
        String user = server.user() == null ? "" : ", user " + server.user();
        String tls = TlsWords.of(server.tls());
        String gssapi = GssapiWords.of(server.gssapi());
        return Printable.of(
                server.uri()
                        + user
                        + password(server.password())
                        + (tls.isEmpty() ? "" : ", " + tls)
                        + (gssapi.isEmpty() ? "" : ", " + gssapi));
    }

    private static String password(@Nullable PasswordSource source) {
        return switch (source) {
            case null -> "";
            case PasswordSource.Given(Secret secret) -> ", password " + secret;
            case PasswordSource.InFile(String path) -> ", password in " + path;
        };
    }

    private static String weight(Upstream upstream, ProxyServer server) {
        return upstream.isWeighted() ? ", weight " + upstream.weight(server) : "";
    }

    private static String checks(Upstream upstream) {
        return switch (upstream.checks()) {
            case Checks.None _ -> "";
            case Checks.Every every -> ", check " + every.words();
        };
    }

    /// When a preferred server is taken back. Only [Selection#FAILOVER] prefers one.
    private static String recovery(Upstream upstream) {
        return upstream.isGroup() && upstream.selection() == Selection.FAILOVER
                ? ", recover " + upstream.recovery().words()
                : "";
    }
}
