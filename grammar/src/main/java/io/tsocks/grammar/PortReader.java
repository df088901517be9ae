package io.tsocks.grammar;

import io.tsocks.antlr.Token;
import io.tsocks.grammar.antlr.TsocksConf.PortsContext;
import io.tsocks.net.PortRange;
import io.tsocks.net.Span;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads ports and port ranges.
final class PortReader {

    private static final int LAST_PORT = 65535;

    private final Problems findings;

    PortReader(Problems findings) {
        this.findings = findings;
    }

    /// The ports of a `reaches`; empty if something is wrong, which has then been reported.
    Optional<PortRange> read(@Nullable PortsContext ports) {
        if (ports == null) {
            return Optional.of(PortRange.ANY);
        }
        OptionalInt first = port(ports.first, ports, "no port follows the colon");
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (ports.hyphen == null) {
            return Optional.of(new PortRange(first.getAsInt(), first.getAsInt()));
        }
        OptionalInt last = port(ports.last, ports, "no last port follows the hyphen");
        return last.isEmpty() ? Optional.empty() : range(ports, first.getAsInt(), last.getAsInt());
    }

    /// A port, 1 to 65535; empty if the text is not one, which has then been reported.
    OptionalInt port(String digits, Span span) {
        OptionalInt port = Numbers.parse(digits, LAST_PORT);
        if (port.isPresent() && port.getAsInt() > 0) {
            return port;
        }
        findings.add(
                SyntaxProblem.BAD_PORT, span, "a port is 1 to 65535, and this is " + digits, null);
        return OptionalInt.empty();
    }

    private OptionalInt port(@Nullable Token token, PortsContext ports, String absent) {
        if (token == null) {
            findings.add(
                    SyntaxProblem.BAD_PORT,
                    NetworkReader.spanOf(ports),
                    absent,
                    "write one port, `:80`, or a range, `:80-90`");
            return OptionalInt.empty();
        }
        return port(token.getText(), new Span(token.getStartIndex(), token.getStopIndex() + 1));
    }

    private Optional<PortRange> range(PortsContext ports, int first, int last) {
        if (first > last) {
            findings.add(
                    SyntaxProblem.REVERSED_PORTS,
                    NetworkReader.spanOf(ports),
                    "the first port of the range is above the last",
                    "write :" + last + "-" + first);
            return Optional.empty();
        }
        return Optional.of(new PortRange(first, last));
    }
}
