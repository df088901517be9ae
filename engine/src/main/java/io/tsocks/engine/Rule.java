package io.tsocks.engine;

import io.tsocks.grammar.Span;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a policy that can decide a route.
public sealed interface Rule {

    /// Where the rule stands; [Span#NONE] for what no line says.
    Span span();

    /// The line on which the rule starts, from 1; 0 for what no line says.
    int line();

    /// A few words that name the rule and where it stands, such as `path at line 23`.
    String describe();

    /// A network that is reached directly.
    ///
    /// @param line 0 for the loopback networks, which are local in every policy
    record Local(Network network, Span span, int line) implements Rule {
        @Override
        public String describe() {
            return line == 0 ? "loopback is always local" : "local at line " + line;
        }
    }

    /// A block of networks and the server that reaches them.
    ///
    /// @param reaches in file order
    /// @param server null where the block names none: what it reaches is then refused
    /// @param span from the opening line to the closing one
    record Path(List<Statement.Reaches> reaches, @Nullable SocksServer server, Span span, int line)
            implements Rule {
        public Path {
            reaches = List.copyOf(reaches);
        }

        @Override
        public String describe() {
            return "path at line " + line;
        }
    }

    /// The server for whatever no path reaches.
    record DefaultServer(SocksServer server, Span span, int line) implements Rule {
        @Override
        public String describe() {
            return "default server at line " + line;
        }
    }

    /// `fallback = yes`: what no server reaches goes directly.
    record Fallback(Span span, int line) implements Rule {
        @Override
        public String describe() {
            return "fallback at line " + line;
        }
    }

    /// The end of every policy that has neither a default server nor a fallback.
    record Nothing() implements Rule {
        @Override
        public Span span() {
            return Span.NONE;
        }

        @Override
        public int line() {
            return 0;
        }

        @Override
        public String describe() {
            return "no path decides for it, and there is no default server";
        }
    }
}
