package io.tsocks.grammar;

import io.tsocks.grammar.antlr.TsocksConf.NetworkContext;
import io.tsocks.grammar.antlr.TsocksConf.NetworkStatementContext;
import io.tsocks.grammar.antlr.TsocksConf.PathClosingContext;
import io.tsocks.grammar.antlr.TsocksConf.PathOpeningContext;
import io.tsocks.grammar.antlr.TsocksConf.SettingContext;
import io.tsocks.grammar.antlr.TsocksConf.StatementContext;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Span;
import java.util.Optional;

/// Turns a parsed line into its statement.
final class StatementReader {

    private final NetworkReader networks;
    private final PortReader ports;
    private final SettingReader settings;
    private final Findings findings;

    StatementReader(String text, Findings findings) {
        this.findings = findings;
        this.networks = new NetworkReader(text, findings);
        this.ports = new PortReader(findings);
        this.settings = new SettingReader(ports, findings);
    }

    /// The statement; empty if something is wrong with it, which has then been reported.
    Optional<Statement> read(StatementContext context) {
        Span span = NetworkReader.spanOf(context);
        return switch (context) {
            case NetworkStatementContext network ->
                    network.name.getType() == TsocksConfLexer.LOCAL
                            ? local(network.value, span)
                            : reaches(network.value, span);
            case SettingContext setting -> settings.read(setting, span);
            case PathOpeningContext ignored ->
                    Optional.of(new Statement.PathOpening(span.start(), span.end()));
            case PathClosingContext ignored ->
                    Optional.of(new Statement.PathClosing(span.start(), span.end()));
            default -> throw new IllegalStateException("no such statement: " + context.getClass());
        };
    }

    private Optional<Statement> reaches(NetworkContext context, Span span) {
        Optional<Network> network = networks.read(context);
        Optional<PortRange> range = ports.read(context);
        return network.isEmpty() || range.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Statement.Reaches(
                                span.start(), span.end(), network.get(), range.get()));
    }

    private Optional<Statement> local(NetworkContext context, Span span) {
        Optional<Network> network = networks.read(context);
        if (context.range != null) {
            findings.add(
                    SyntaxProblem.PORTS_ON_LOCAL,
                    NetworkReader.spanOf(context.range),
                    "a local network has no ports: it is local on every port",
                    "remove the ports; only `reaches` takes them");
            return Optional.empty();
        }
        return network.map(where -> new Statement.Local(span.start(), span.end(), where));
    }
}
