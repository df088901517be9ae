package io.tsocks.convert;

import io.tsocks.engine.Upstream;
import io.tsocks.net.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the remarks of a conversion.
final class Remarks {

    /// Where a remark about the whole file stands.
    static final Word WHOLE_FILE = new Word(0, 0, "");

    private final List<Remark> remarks = new ArrayList<>();

    /// Says that something is missing in the result.
    void lost(Word where, String what, String instead) {
        add(Remark.Kind.LOST, where, what, instead);
    }

    /// Says what does not change a route that a line names.
    void note(Word where, String what, String instead) {
        add(Remark.Kind.NOTE, where, what, instead);
    }

    /// Says that a group's servers are no longer checked, if they were.
    void checks(String format, Word where, Upstream upstream) {
        switch (upstream.checks()) {
            case Checks.None _ -> {}
            case Checks.Every _ ->
                    note(
                            where,
                            format + " has no checks of servers",
                            "only connections show whether a server lives");
        }
    }

    /// Says that the result holds a password.
    void secret(Word where) {
        add(
                Remark.Kind.SECRET,
                where,
                "the result holds a password",
                "keep it where only you can read it: chmod 600");
    }

    private void add(Remark.Kind kind, Word where, String what, String instead) {
        remarks.add(new Remark(kind, where.line(), where.column(), what, instead));
    }

    /// All of them, those about the whole file last.
    List<Remark> all() {
        return remarks.stream()
                .distinct()
                .sorted(
                        Comparator.comparing((Remark remark) -> remark.line() == 0)
                                .thenComparingInt(Remark::line)
                                .thenComparingInt(Remark::column))
                .toList();
    }
}
