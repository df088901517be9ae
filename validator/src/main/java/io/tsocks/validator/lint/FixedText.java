package io.tsocks.validator.lint;

import io.tsocks.grammar.ConfFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// A file's text after fixes. A fix that wants a text which another has changed is left out; the
/// next round finds it again if it is still needed.
///
/// @param text the new text
/// @param edits what was done, in file order
/// @param applied how many fixes were applied
/// @param refused how many were left out because they overlap others
public record FixedText(String text, List<Edit> edits, int applied, int refused) {

    public FixedText {
        edits = List.copyOf(edits);
    }

    /// Applies the fixes of a file's findings.
    ///
    /// @param unsafe whether to apply unsafe ones too
    public static FixedText of(LintedFile linted, boolean unsafe) {
        var edits = new TreeMap<Integer, Edit>();
        Set<Fix> seen = new HashSet<>();
        int refused = 0;
        int applied = 0;
        for (Finding finding : linted.findings()) {
            Fix fix = finding.fix();
            if (fix == null || (fix.safety() == Fix.Safety.UNSAFE && !unsafe) || !seen.add(fix)) {
                continue;
            }
            if (fix.edits().stream().anyMatch(edit -> collides(edits, edit))) {
                refused++;
                continue;
            }
            fix.edits().forEach(edit -> edits.put(edit.span().start(), edit));
            applied++;
        }
        List<Edit> all = new ArrayList<>(edits.values());
        return new FixedText(apply(linted.file(), all), all, applied, refused);
    }

    private static boolean collides(TreeMap<Integer, Edit> edits, Edit edit) {
        var before = edits.floorEntry(edit.span().start());
        var after = edits.ceilingEntry(edit.span().start());
        return (before != null && touches(before.getValue(), edit))
                || (after != null && touches(after.getValue(), edit));
    }

    /// Edits of neighbouring texts are refused too when one of them is an insertion: whether it
    /// goes before or after the other would change the outcome.
    private static boolean touches(Edit first, Edit second) {
        return first.overlaps(second)
                || (first.span().length() == 0 && first.span().start() == second.span().end())
                || (second.span().length() == 0 && second.span().start() == first.span().end());
    }

    private static String apply(ConfFile file, List<Edit> edits) {
        edits.sort(Comparator.comparingInt(edit -> edit.span().start()));
        String text = file.text();
        var fixed = new StringBuilder(text.length());
        int at = 0;
        for (Edit edit : edits) {
            fixed.append(text, at, edit.span().start()).append(edit.replacement());
            at = edit.span().end();
        }
        return fixed.append(text, at, text.length()).toString();
    }
}
