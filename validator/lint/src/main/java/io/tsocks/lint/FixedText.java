package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.net.Span;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A file's text after fixes. A fix of a text that another fix has changed is left out; the next
/// round finds it again if it is still needed.
///
/// @param before the file before the fixes
/// @param edits the edits of all fixes, in file order
/// @param applied how many fixes were applied
/// @param refused how many were left out because they overlap others
public record FixedText(ConfFile before, List<Edit> edits, int applied, int refused) {

    public FixedText {
        edits = List.copyOf(edits);
    }

    /// Applies the fixes of a file's findings.
    ///
    /// @param unsafe whether to apply unsafe ones, too
    public static FixedText of(LintedFile linted, boolean unsafe) {
        return of(linted.file(), fixable(linted, unsafe));
    }

    /// The findings that have a fix.
    ///
    /// @param unsafe whether unsafe ones count
    static List<Finding> fixable(LintedFile linted, boolean unsafe) {
        return linted.findings().stream()
                .filter(finding -> isWanted(finding.fix(), unsafe))
                .toList();
    }

    private static boolean isWanted(@Nullable Fix fix, boolean unsafe) {
        return fix != null && (unsafe || fix.safety() == Fix.Safety.SAFE);
    }

    /// Applies the fixes of some findings.
    static FixedText of(ConfFile file, List<Finding> findings) {
        var edits = new TreeMap<Integer, Edit>();
        Set<Fix> seen = new HashSet<>();
        int refused = 0;
        int applied = 0;
        for (Finding finding : findings) {
            Fix fix = finding.fix();
            if (fix == null || !seen.add(fix)) {
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
        all.sort(Comparator.comparingInt(edit -> edit.span().start()));
        return new FixedText(file, all, applied, refused);
    }

    private static boolean collides(TreeMap<Integer, Edit> edits, Edit edit) {
        var before = edits.floorEntry(edit.span().start());
        var after = edits.ceilingEntry(edit.span().start());
        return (before != null && touches(before.getValue(), edit))
                || (after != null && touches(after.getValue(), edit));
    }

    /// Whether two edits conflict. Edits of neighbouring texts do so, too, if one of them is an
    /// insertion: its place before or after the other would change the result.
    private static boolean touches(Edit first, Edit second) {
        return first.overlaps(second)
                || (first.span().length() == 0 && first.span().start() == second.span().end())
                || (second.span().length() == 0 && second.span().start() == first.span().end());
    }

    /// The bytes of the new file. Bytes that no edit changes stay as they were, whatever their
    /// encoding.
    public byte[] bytes() {
        var fixed = new ByteArrayOutputStream(before.text().length());
        int at = 0;
        for (Edit edit : edits) {
            int start = edit.span().start();
            fixed.writeBytes(before.bytes(new Span(at, start)));
            fixed.writeBytes(edit.replacement().getBytes(before.charset(before.lineAt(start))));
            at = edit.span().end();
        }
        fixed.writeBytes(before.bytes(new Span(at, before.text().length())));
        return fixed.toByteArray();
    }
}
