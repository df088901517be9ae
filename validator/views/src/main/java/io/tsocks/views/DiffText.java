package io.tsocks.views;

import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.Printable;
import java.io.PrintStream;

/// A paragraph for each change.
record DiffText() implements DiffForm {

    @Override
    public void write(PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out) {
        if (diff.isEmpty()) {
            out.println(
                    Printable.of(old.name())
                            + " and "
                            + Printable.of(young.name())
                            + " route every destination alike");
        }
        boolean ip6Matters = old.speaksOfIp6() || young.speaksOfIp6();
        for (PolicyDiff.Change change : diff.changes()) {
            out.println(
                    Printable.of(Changes.summary(change))
                            + ": "
                            + Words.addresses(change.where(), ip6Matters));
            RegionText.print(change.where(), out);
            out.println("  old: " + Printable.of(Changes.because(change.before(), old)));
            out.println("  new: " + Printable.of(Changes.because(change.after(), young)));
            out.println("  for example " + change.before().example().destination() + ":");
            out.println("    old: " + Printable.of(Changes.example(change.before())));
            out.println("    new: " + Printable.of(Changes.example(change.after())));
            out.println();
        }
    }
}
