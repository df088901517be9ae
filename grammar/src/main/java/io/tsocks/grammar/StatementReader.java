package io.tsocks.grammar;

import io.tsocks.grammar.antlr.TsocksConf.HostsContext;
import io.tsocks.grammar.antlr.TsocksConf.NameStatementContext;
import io.tsocks.grammar.antlr.TsocksConf.NetworkContext;
import io.tsocks.grammar.antlr.TsocksConf.NetworkStatementContext;
import io.tsocks.grammar.antlr.TsocksConf.PathClosingContext;
import io.tsocks.grammar.antlr.TsocksConf.PathOpeningContext;
import io.tsocks.grammar.antlr.TsocksConf.PortsContext;
import io.tsocks.grammar.antlr.TsocksConf.RecoveryContext;
import io.tsocks.grammar.antlr.TsocksConf.ServerStatementContext;
import io.tsocks.grammar.antlr.TsocksConf.SettingContext;
import io.tsocks.grammar.antlr.TsocksConf.StatementContext;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a parsed line into its statement.
final class StatementReader {

    private final NetworkReader networks;
    private final HostsReader hosts;
    private final PortReader ports;
    private final SettingReader settings;
    private final GroupReader groups;
    private final Problems findings;

    StatementReader(String text, Problems findings) {
        this.findings = findings;
        this.networks = new NetworkReader(text, findings);
        this.hosts = new HostsReader(text, findings);
        this.ports = new PortReader(findings);
        this.groups = new GroupReader(findings);
        this.settings = new SettingReader(ports, groups, findings);
    }

    /// The statement; empty if something is wrong with it, which has then been reported.
    Optional<Statement> read(StatementContext context) {
        Span span = NetworkReader.spanOf(context);
        return switch (context) {
            case NetworkStatementContext network ->
                    network.name.getType() == TsocksConfLexer.LOCAL
                            ? local(network.value, span)
                            : reaches(network.value, span);
            case NameStatementContext names ->
                    names.name.getType() == TsocksConfLexer.LOCAL
                            ? localHosts(names.pattern, span)
                            : reachesHosts(names.pattern, span);
            case SettingContext setting -> settings.read(setting, span);
            case ServerStatementContext server -> settings.read(server, span);
            case RecoveryContext recovery -> groups.recovery(recovery, span);
            case PathOpeningContext ignored ->
                    Optional.of(new Statement.PathOpening(span.start(), span.end()));
            case PathClosingContext ignored ->
                    Optional.of(new Statement.PathClosing(span.start(), span.end()));
            default -> throw new IllegalStateException("no such statement: " + context.getClass());
        };
    }

    private Optional<Statement> reaches(NetworkContext context, Span span) {
        Optional<Network> network = networks.read(context);
        Optional<PortRange> range = ports.read(context.range);
        return network.isEmpty() || range.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Statement.Reaches(
                                span.start(), span.end(), network.get(), range.get()));
    }

    private Optional<Statement> local(NetworkContext context, Span span) {
        Optional<Network> network = networks.read(context);
        if (hasPorts(context.range)) {
            return Optional.empty();
        }
        return network.map(where -> new Statement.Local(span.start(), span.end(), where));
    }

    private Optional<Statement> localHosts(HostsContext context, Span line) {
        Optional<HostPattern> pattern = hosts.read(context, line);
        if (hasPorts(context.range)) {
            return Optional.empty();
        }
        return pattern.map(who -> new Statement.LocalHosts(line.start(), line.end(), who));
    }

    private Optional<Statement> reachesHosts(HostsContext context, Span line) {
        Optional<HostPattern> pattern = hosts.read(context, line);
        Optional<PortRange> range = ports.read(context.range);
        return pattern.isEmpty() || range.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Statement.ReachesHosts(
                                line.start(), line.end(), pattern.get(), range.get()));
    }

    /// Whether a `local` names ports, which is reported: local networks and names are local on
    /// every port.
    private boolean hasPorts(@Nullable PortsContext ports) {
        if (ports == null) {
            return false;
        }
        findings.add(
                SyntaxProblem.PORTS_ON_LOCAL,
                NetworkReader.spanOf(ports),
                "`local` has no ports: what is local is local on every port",
                "remove the ports; only `reaches` takes them");
        return true;
    }
}
