package io.tsocks.views;

import io.tsocks.engine.analysis.NameTerritory;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Territory;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Writes Markdown with tables, for the summary of a step on GitHub or a comment on a change. A
/// summary may have one megabyte, so long lists are cut, and say so.
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
        int changes = diff.changes().size() + diff.names().size() + diff.ways().size();
        out.println(
                "### "
                        + (changes == 1 ? "1 change" : Words.number(changes) + " changes")
                        + " of routes between "
                        + names);
        boolean ip6Matters = old.speaksOfIp6() || young.speaksOfIp6();
        for (PolicyDiff.Change change : diff.changes().stream().limit(MOST_CHANGES).toList()) {
            heading(Changes.before(change), Changes.after(change), out);
            out.println(Words.addresses(change.where(), ip6Matters) + ".");
            networks(change.where(), out);
            lines(change, old, young, out);
        }
        int left = Math.max(0, MOST_CHANGES - diff.changes().size());
        for (PolicyDiff.NameChange change : diff.names().stream().limit(left).toList()) {
            heading(Changes.before(change), Changes.after(change), out);
            out.println("Names.");
            names(change.where(), out);
            lines(change, old, young, out);
        }
        ways(diff, left - diff.names().size(), old, young, out);
        sayWhatIsLeft(changes - MOST_CHANGES, out);
    }

    private static void ways(
            PolicyDiff diff, int most, ChartedConf old, ChartedConf young, PrintStream out) {
        for (PolicyDiff.WayChange change : diff.ways().stream().limit(Math.max(0, most)).toList()) {
            heading(Changes.before(change), Changes.after(change), out);
            out.println("The way to the server " + Markdown.code(change.server().uri()) + ".");
            out.println();
            out.println("| | because of |");
            out.println("|---|---|");
            out.println("| old | " + Markdown.code(Changes.because(change.before(), old)) + " |");
            out.println("| new | " + Markdown.code(Changes.because(change.after(), young)) + " |");
        }
    }

    private static void sayWhatIsLeft(int changes, PrintStream out) {
        if (changes > 0) {
            out.println();
            out.println(
                    Words.number(changes)
                            + " more changes are not shown here; `--format text` has them all.");
        }
    }

    private static void heading(String before, String after, PrintStream out) {
        out.println();
        out.println("#### " + Markdown.code(before) + " \u2192 " + Markdown.code(after));
        out.println();
    }

    private static void names(NameTerritory where, PrintStream out) {
        List<String> rows = new ArrayList<>();
        for (NameTerritory.Part part : where.parts()) {
            for (NameTerritory.Names names : part.names()) {
                String except = names.except().isEmpty() ? "" : " except " + list(names.except());
                rows.add(row(names.pattern(), except, part.ports()));
            }
        }
        table("names", rows, out);
    }

    private static void networks(Territory where, PrintStream out) {
        List<String> rows = new ArrayList<>();
        for (RegionText.Rows some : RegionText.rows(where)) {
            String except = some.except().isEmpty() ? "" : " except " + list(some.except());
            some.networks().forEach(network -> rows.add(row(network, except, some.ports())));
        }
        table("networks", rows, out);
    }

    private static String row(Object what, String except, PortSet ports) {
        String which = ports.equals(PortSet.ALL) ? "all" : ports.toString();
        return "| " + Markdown.code(what.toString()) + except + " | " + which + " |";
    }

    private static void table(String what, List<String> rows, PrintStream out) {
        out.println();
        out.println("| " + what + " | ports |");
        out.println("|---|---|");
        rows.stream().limit(MOST_NETWORKS).forEach(out::println);
        if (rows.size() > MOST_NETWORKS) {
            out.println("| and " + Words.number(rows.size() - MOST_NETWORKS) + " more | |");
        }
    }

    private static String list(List<?> things) {
        return Words.list(
                things.stream().map(thing -> Markdown.code(thing.toString())).toList(),
                MOST_NETWORKS);
    }

    private static void lines(
            PolicyDiff.Change change, ChartedConf old, ChartedConf young, PrintStream out) {
        lines(
                change.before().example().destination(),
                cells(Changes.because(change.before(), old), Changes.example(change.before())),
                cells(Changes.because(change.after(), young), Changes.example(change.after())),
                out);
    }

    private static void lines(
            PolicyDiff.NameChange change, ChartedConf old, ChartedConf young, PrintStream out) {
        lines(
                change.before().example().destination(),
                cells(Changes.because(change.before(), old), Changes.example(change.before())),
                cells(Changes.because(change.after(), young), Changes.example(change.after())),
                out);
    }

    private static void lines(String example, String old, String young, PrintStream out) {
        out.println();
        out.println("| | because of | for example " + Markdown.code(example) + " |");
        out.println("|---|---|---|");
        out.println("| old | " + old + " |");
        out.println("| new | " + young + " |");
    }

    private static String cells(String because, String example) {
        return Markdown.code(because) + " | " + Markdown.code(example);
    }
}
