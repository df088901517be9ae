package io.tsocks.views;

import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Prefix;
import io.tsocks.engine.analysis.Territory;
import io.tsocks.engine.analysis.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Markdown with tables, for the summary of a step on GitHub or a comment on a change. A summary
/// may have one megabyte, so long lists are cut, and say so.
record DiffMarkdown() implements DiffForm {

    private static final int MOST_CHANGES = 50;
    private static final int MOST_NETWORKS = 100;

    @Override
    public void write(PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out) {
        String names = Markdown.code(old.name()) + " and " + Markdown.code(young.name());
        if (diff.isEmpty()) {
            out.println(names + " route every destination alike.");
            return;
        }
        int changes = diff.changes().size();
        out.println(
                "### "
                        + (changes == 1 ? "1 change" : Words.number(changes) + " changes")
                        + " of routes between "
                        + names);
        boolean ip6Matters = old.speaksOfIp6() || young.speaksOfIp6();
        for (PolicyDiff.Change change : diff.changes().stream().limit(MOST_CHANGES).toList()) {
            out.println();
            out.println(
                    "#### "
                            + Markdown.code(Changes.before(change))
                            + " \u2192 "
                            + Markdown.code(Changes.after(change)));
            out.println();
            out.println(Words.addresses(change.where(), ip6Matters) + ".");
            networks(change.where(), out);
            lines(change, old, young, out);
        }
        if (changes > MOST_CHANGES) {
            out.println();
            out.println(
                    Words.number(changes - MOST_CHANGES)
                            + " more changes are not shown here; `--format text` has them all.");
        }
    }

    private static void networks(Territory where, PrintStream out) {
        List<String> rows = new ArrayList<>();
        for (RegionText.Rows some : RegionText.rows(where)) {
            String ports = some.ports().equals(PortSet.ALL) ? "all" : some.ports().toString();
            String except = some.except().isEmpty() ? "" : " except " + list(some.except());
            some.networks()
                    .forEach(
                            network ->
                                    rows.add(
                                            "| "
                                                    + Markdown.code(network.toString())
                                                    + except
                                                    + " | "
                                                    + ports
                                                    + " |"));
        }
        out.println();
        out.println("| networks | ports |");
        out.println("|---|---|");
        rows.stream().limit(MOST_NETWORKS).forEach(out::println);
        if (rows.size() > MOST_NETWORKS) {
            out.println("| and " + Words.number(rows.size() - MOST_NETWORKS) + " more | |");
        }
    }

    private static String list(List<Prefix> prefixes) {
        return Words.list(
                prefixes.stream().map(prefix -> Markdown.code(prefix.toString())).toList(),
                MOST_NETWORKS);
    }

    private static void lines(
            PolicyDiff.Change change, ChartedConf old, ChartedConf young, PrintStream out) {
        String example = change.before().example().destination().toString();
        out.println();
        out.println("| | because of | for example " + Markdown.code(example) + " |");
        out.println("|---|---|---|");
        out.println("| old | " + cells(change.before(), old) + " |");
        out.println("| new | " + cells(change.after(), young) + " |");
    }

    private static String cells(Verdict verdict, ChartedConf conf) {
        return Markdown.code(Changes.because(verdict, conf))
                + " | "
                + Markdown.code(Changes.example(verdict));
    }
}
