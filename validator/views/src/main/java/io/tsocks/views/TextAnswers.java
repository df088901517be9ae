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

    private final PrintStream out;
    private final PrintStream err;
    private final boolean alone;
    private final boolean withAddresses;
    private final Set<String> unknownServers = new HashSet<>();

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
                    err.println(
                            "tsocks-route: "
                                    + Printable.of(
                                            Excerpt.of(
                                                    malformed.text()
                                                            + ": "
                                                            + malformed.message())));
        }
    }

    @Override
    public void flush() {
        out.flush();
        err.flush();
    }

    private void write(Answer.Routed answer) {
        if (!alone) {
            out.print(Printable.of(answer.text()) + "\t");
        }
        if (withAddresses) {
            out.print((answer.address() == null ? "-" : answer.address()) + "\t");
        }
        out.println(route(answer));
        explain(answer);
        answer.way().unknownServers().forEach(this::sayUnknown);
        if (answer.otherRoutes()) {
            err.println(
                    "tsocks-route: "
                            + Printable.of(answer.text())
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
            answer.name().explanation().steps().forEach(step -> out.println(line(step)));
        }
        if (answer.explanation() != null) {
            answer.explanation().steps().forEach(step -> out.println(line(step)));
        }
        if (answer.isExplained()) {
            answer.way()
                    .hops()
                    .forEach(hop -> out.println("    way  " + Printable.of(hop.toString())));
        }
    }

    private void write(Answer.Network network) {
        for (NetworkRoutes.Part part : network.parts()) {
            boolean silent = alone && network.parts().size() == 1;
            out.println((silent ? "" : part.where() + "\t") + Printable.of(part.toString()));
        }
    }

    /// Reports a server whose place is not known, once for each server.
    private void sayUnknown(ProxyServer server) {
        if (unknownServers.add(server.label())) {
            err.println(
                    "tsocks-route: "
                            + Printable.of(Excerpt.of(server.label()))
                            + " does not resolve here, so whether it is in a local network"
                            + " is not known; tsocks refuses what should go through it"
                            + " unless it is");
        }
    }

    private static String line(NameExplanation.Step step) {
        String line =
                step.line().map(owner -> line(owner.rule(), owner.origin()) + ": ").orElse("");
        return decided(step.matched()) + Printable.of(line + step.why());
    }

    private static String line(Rule rule, Origin origin) {
        return rule instanceof Rule.Path
                ? "reaches at line " + origin.line() + ", " + rule.describe()
                : rule.describe();
    }

    private static String decided(boolean matched) {
        return matched ? "    yes  " : "    no   ";
    }

    private static String line(Explanation.Step step) {
        String decided = decided(step.matched());
        String rule =
                step.reach() == null ? step.rule().describe() : line(step.rule(), step.origin());
        boolean saysItself = step.rule() instanceof Rule.Nothing || rule.equals(step.why());
        return decided + Printable.of(saysItself ? rule : rule + ": " + step.why());
    }
}
