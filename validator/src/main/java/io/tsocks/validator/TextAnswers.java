package io.tsocks.validator;

import io.tsocks.engine.Explanation;
import io.tsocks.engine.Route;
import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Printable;
import io.tsocks.validator.question.NetworkRoutes;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/// Answers for a person or a shell script: the answer alone where there is one, else a line of
/// destination, tab and answer for each.
final class TextAnswers implements AnswerWriter {

    private final CommandContext context;
    private final ConfFile file;
    private final boolean alone;
    private final boolean withAddresses;
    private final Set<String> unknownServers = new HashSet<>();

    /// @param alone whether there is one destination, which need not be repeated
    /// @param withAddresses whether the address stands before the answer
    TextAnswers(CommandContext context, ConfFile file, boolean alone, boolean withAddresses) {
        this.context = context;
        this.file = file;
        this.alone = alone;
        this.withAddresses = withAddresses;
    }

    @Override
    public void write(Answer answer) {
        switch (answer) {
            case Answer.Routed routed -> write(routed);
            case Answer.Network network -> write(network);
            case Answer.Malformed malformed ->
                    context.err()
                            .println(
                                    "tsocks-route: "
                                            + Printable.of(
                                                    malformed.text() + ": " + malformed.message()));
        }
    }

    @Override
    public void flush() {
        context.out().flush();
        context.err().flush();
    }

    private void write(Answer.Routed answer) {
        PrintStream out = context.out();
        if (!alone) {
            out.print(Printable.of(answer.text()) + "\t");
        }
        if (withAddresses) {
            out.print((answer.address() == null ? "-" : answer.address()) + "\t");
        }
        out.println(Printable.of(answer.route().toString()));
        Explanation explanation = answer.explanation();
        if (explanation != null) {
            explanation.steps().forEach(step -> out.println(line(step)));
        }
        if (answer.serverUnknown() && answer.route() instanceof Route.Via via) {
            sayUnknown(via.server());
        }
        if (answer.otherRoutes()) {
            context.err()
                    .println(
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
            context.out()
                    .println((silent ? "" : part.where() + "\t") + Printable.of(part.toString()));
        }
    }

    /// Once for each server.
    private void sayUnknown(SocksServer server) {
        if (unknownServers.add(server.host())) {
            context.err()
                    .println(
                            "tsocks-route: "
                                    + Printable.of(server.host())
                                    + " does not resolve here, so whether it is in a local network"
                                    + " is not known; tsocks refuses what should go through it"
                                    + " unless it is");
        }
    }

    private String line(Explanation.Step step) {
        String decided = step.matched() ? "    yes  " : "    no   ";
        String rule = step.rule().describe();
        if (step.reaches() != null) {
            rule = "reaches at line " + file.lineAt(step.span().start()) + ", " + rule;
        }
        boolean saysItself = step.rule() instanceof Rule.Nothing || rule.equals(step.why());
        return decided + Printable.of(saysItself ? rule : rule + ": " + step.why());
    }
}
