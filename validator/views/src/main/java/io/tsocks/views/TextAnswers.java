package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.Printable;
import io.tsocks.net.Excerpt;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/// Answers for a person or a shell script: the answer alone where there is one, else a line of
/// destination, tab and answer for each.
public final class TextAnswers implements AnswerWriter {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean alone;
    private final boolean withAddresses;
    private final Set<String> unknownServers = new HashSet<>();

    /// @param err for what is not an answer
    /// @param alone whether there is one destination, which need not be repeated
    /// @param withAddresses whether the address stands before the answer
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
        out.println(Printable.of(answer.decision().toString()));
        Explanation explanation = answer.explanation();
        if (explanation != null) {
            explanation.steps().forEach(step -> out.println(line(step)));
        }
        if (answer.serverUnknown() && answer.decision().action() instanceof Action.Via via) {
            sayUnknown(via.server());
        }
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

    private void write(Answer.Network network) {
        for (NetworkRoutes.Part part : network.parts()) {
            boolean silent = alone && network.parts().size() == 1;
            out.println((silent ? "" : part.where() + "\t") + Printable.of(part.toString()));
        }
    }

    /// Once for each server.
    private void sayUnknown(SocksServer server) {
        if (unknownServers.add(server.host())) {
            err.println(
                    "tsocks-route: "
                            + Printable.of(Excerpt.of(server.host()))
                            + " does not resolve here, so whether it is in a local network"
                            + " is not known; tsocks refuses what should go through it"
                            + " unless it is");
        }
    }

    private static String line(Explanation.Step step) {
        String decided = step.matched() ? "    yes  " : "    no   ";
        String rule = step.rule().describe();
        if (step.reach() != null) {
            rule = "reaches at line " + step.origin().line() + ", " + rule;
        }
        boolean saysItself = step.rule() instanceof Rule.Nothing || rule.equals(step.why());
        return decided + Printable.of(saysItself ? rule : rule + ": " + step.why());
    }
}
