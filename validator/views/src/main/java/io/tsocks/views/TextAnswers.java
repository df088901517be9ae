package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.NameExplanation;
import io.tsocks.engine.Origin;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.net.Excerpt;
import io.tsocks.net.Printable;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes answers for a person or a shell script: a single answer alone, and several as lines of
/// destination, tab and answer.
public final class TextAnswers implements AnswerWriter {

    private static final int MOST_WAITING = 32 * 1024;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean alone;
    private final boolean withAddresses;
    private final Set<String> unknownServers = new HashSet<>();

    /// Answers that are not written yet: a call of the system for each would take longer than
    /// finding it.
    private final StringBuilder lines = new StringBuilder();

    /// @param err for messages that are not answers
    /// @param alone whether there is one destination, which need not be repeated
    /// @param withAddresses whether to write the address before the answer
    public TextAnswers(PrintStream out, PrintStream err, boolean alone, boolean withAddresses) {
        this.out = out;
        this.err = err;
        this.alone = alone;
        this.withAddresses = withAddresses;
    }

    @Override
    public void write(Answer answer) {
        switch (answer) {
            case Answer.Routed routed -> write(routed);
            case Answer.Network network -> write(network);
            case Answer.Malformed malformed ->
                    complain(
                            Printable.of(
                                    Excerpt.of(malformed.text() + ": " + malformed.message())));
        }
        if (lines.length() >= MOST_WAITING) {
            flush();
        }
    }

    @Override
    public void flush() {
        out.append(lines);
        lines.setLength(0);
        out.flush();
    }

    /// Says something that is no answer, after the answers before it.
    private void complain(String message) {
        flush();
        err.println("tsocks-route: " + message);
        err.flush();
    }

    private void write(Answer.Routed answer) {
        if (!alone) {
            lines.append(Printable.of(answer.text())).append('\t');
        }
        if (withAddresses) {
            lines.append(answer.address() == null ? "-" : answer.address()).append('\t');
        }
        line(route(answer));
        explain(answer);
        answer.way().unknownServers().forEach(this::sayUnknown);
        if (answer.otherRoutes()) {
            complain(
                    Printable.of(answer.text())
                            + ": this is the route to "
                            + answer.address()
                            + ", its first address; others have other routes"
                            + " (--all-addresses shows them)");
        }
    }

    /// The route in words. For a name, the basis is added unless one of its addresses decided.
    private static String route(Answer.Routed answer) {
        Decision decision = answer.decision();
        String because = because(answer.name(), decision.rule());
        return switch (decision.action()) {
            case Action.Direct direct when !because.isEmpty() ->
                    Printable.of(direct + " (" + because + ")");
            case Action.Via via when !because.isEmpty() -> Printable.of(via + " (" + because + ")");
            case Action.Direct _, Action.Via _, Action.Refused _ -> answer.way().words();
        };
    }

    private static String because(Answer.@Nullable OfName name, Rule rule) {
        if (name == null) {
            return "";
        }
        return switch (name.basis()) {
            case LINE -> rule.describe() + " names it";
            case REMOTE_DNS -> rule.describe() + ", by remote_dns";
            case LOCALHOST, EVERY_ADDRESS, ONION, ADDRESS -> "";
        };
    }

    private void explain(Answer.Routed answer) {
        if (answer.name() != null && answer.name().explanation() != null) {
            answer.name().explanation().steps().forEach(step -> line(words(step)));
        }
        if (answer.explanation() != null) {
            answer.explanation().steps().forEach(step -> line(words(step)));
        }
        if (answer.isExplained()) {
            answer.way().hops().forEach(hop -> line("    way  " + Printable.of(hop.toString())));
        }
    }

    private void write(Answer.Network network) {
        for (NetworkRoutes.Part part : network.parts()) {
            boolean silent = alone && network.parts().size() == 1;
            line((silent ? "" : part.where() + "\t") + Printable.of(part.toString()));
        }
    }

    /// Reports a server whose place is not known, once for each server.
    private void sayUnknown(ProxyServer server) {
        if (unknownServers.add(server.label())) {
            complain(
                    Printable.of(Excerpt.of(server.label()))
                            + " does not resolve here, so whether it is in a local network"
                            + " is not known; tsocks refuses what should go through it"
                            + " unless it is");
        }
    }

    private void line(String words) {
        lines.append(words).append(System.lineSeparator());
    }

    private static String words(NameExplanation.Step step) {
        String line =
                step.line().map(owner -> words(owner.rule(), owner.origin()) + ": ").orElse("");
        return decided(step.matched()) + Printable.of(line + step.why());
    }

    private static String words(Rule rule, Origin origin) {
        return rule instanceof Rule.Path
                ? "reaches at line " + origin.line() + ", " + rule.describe()
                : rule.describe();
    }

    private static String decided(boolean matched) {
        return matched ? "    yes  " : "    no   ";
    }

    private static String words(Explanation.Step step) {
        String decided = decided(step.matched());
        String rule =
                step.reach() == null ? step.rule().describe() : words(step.rule(), step.origin());
        boolean saysItself = step.rule() instanceof Rule.Nothing || rule.equals(step.why());
        return decided + Printable.of(saysItself ? rule : rule + ": " + step.why());
    }
}
