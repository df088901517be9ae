package io.tsocks.views;

import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.net.Printable;
import java.io.PrintStream;

/// Writes a paragraph for each change.
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
            String addresses = Words.addresses(change.where(), ip6Matters);
            out.println(Printable.of(Changes.summary(change)) + ": " + addresses);
            RegionText.print(change.where(), out);
            print(change, old, young, out);
        }
        for (PolicyDiff.NameChange change : diff.names()) {
            out.println(Printable.of(Changes.summary(change)) + ": names");
            NameText.print(change.where(), out);
            print(change, old, young, out);
        }
        for (PolicyDiff.WayChange change : diff.ways()) {
            out.println("the way to " + Printable.of(Changes.summary(change)));
            because(
                    Changes.because(change.before(), old),
                    Changes.because(change.after(), young),
                    out);
            out.println();
        }
    }

    private static void print(
            PolicyDiff.Change change, ChartedConf old, ChartedConf young, PrintStream out) {
        because(Changes.because(change.before(), old), Changes.because(change.after(), young), out);
        example(
                change.before().example().destination(),
                Changes.example(change.before()),
                Changes.example(change.after()),
                out);
    }

    private static void print(
            PolicyDiff.NameChange change, ChartedConf old, ChartedConf young, PrintStream out) {
        because(Changes.because(change.before(), old), Changes.because(change.after(), young), out);
        example(
                change.before().example().destination(),
                Changes.example(change.before()),
                Changes.example(change.after()),
                out);
    }

    private static void because(String old, String young, PrintStream out) {
        out.println("  old: " + Printable.of(old));
        out.println("  new: " + Printable.of(young));
    }

    private static void example(String destination, String old, String young, PrintStream out) {
        out.println("  for example " + destination + ":");
        out.println("    old: " + Printable.of(old));
        out.println("    new: " + Printable.of(young));
        out.println();
    }
}
