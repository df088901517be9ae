package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.lint.FixRounds;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Span;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/// The fixes of the linter: each for the finding at the caret, and all safe ones together.
record CodeActions(Examination text, Diagnostics diagnostics) {

    private static final String QUICK = "quickfix";
    private static final String ALL = "source.fixAll";
    private static final String ALL_OF_TSOCKS = "source.fixAll.tsocks";

    /// Fixing all of a longer text takes longer than a menu may; it is done if it is asked for.
    private static final int LONG = 200_000;

    /// Writes the actions for a part of the text.
    ///
    /// @param only the kinds that are wanted; all if there are none
    void write(JsonGenerator json, Span part, List<String> only) throws IOException {
        json.writeStartArray();
        if (wants(only, QUICK) && text.findings().findings().stream().anyMatch(at(part))) {
            for (Finding finding : text.fixes().findings().stream().filter(at(part)).toList()) {
                if (finding.fix() != null) {
                    write(json, finding, finding.fix());
                }
            }
        }
        boolean asked = only.stream().anyMatch(ALL_OF_TSOCKS::startsWith);
        if (asked || (only.isEmpty() && text.file().text().length() <= LONG)) {
            writeAll(json, only.contains(ALL) ? ALL : ALL_OF_TSOCKS);
        }
        json.writeEndArray();
    }

    /// Whether a finding is at a part of the text. Editors ask each time the caret moves, and
    /// checking fixes is slow, so fixes are checked only where there is a finding.
    private static Predicate<Finding> at(Span part) {
        return finding ->
                finding.problem().span().start() <= part.end()
                        && part.start() <= finding.problem().span().end();
    }

    /// Whether a kind is wanted, or a kind of which it is one.
    private static boolean wants(List<String> only, String kind) {
        return only.isEmpty()
                || only.stream().anyMatch(one -> kind.equals(one) || kind.startsWith(one + "."));
    }

    private void write(JsonGenerator json, Finding finding, Fix fix) throws IOException {
        boolean safe = fix.safety() == Fix.Safety.SAFE;
        json.writeStartObject();
        json.writeStringField("title", fix.description() + (safe ? "" : " (look at it: unsafe)"));
        json.writeStringField("kind", QUICK);
        json.writeBooleanField("isPreferred", safe);
        json.writeFieldName("diagnostics");
        diagnostics.write(json, List.of(finding));
        writeEdit(
                json,
                fix.edits().stream()
                        .map(edit -> new TextChange(edit.span(), edit.replacement()))
                        .toList());
        json.writeEndObject();
    }

    private void writeAll(JsonGenerator json, String kind) throws IOException {
        var linter = new Linter(LintOptions.DEFAULT);
        LintedFile fixed =
                FixRounds.of(
                                text.fixes(),
                                false,
                                LintOptions.DEFAULT,
                                file -> linter.lint(file, Exposure.HIDDEN))
                        .linted();
        List<TextChange> changes = TextChange.between(text.file().text(), fixed.file().text());
        if (changes.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("title", "Apply all safe fixes of tsocks");
        json.writeStringField("kind", kind);
        writeEdit(json, changes);
        json.writeEndObject();
    }

    private void writeEdit(JsonGenerator json, List<TextChange> changes) throws IOException {
        json.writeObjectFieldStart("edit");
        json.writeObjectFieldStart("changes");
        json.writeFieldName(diagnostics.uri());
        TextChange.write(json, changes, text.index());
        json.writeEndObject();
        json.writeEndObject();
    }
}
