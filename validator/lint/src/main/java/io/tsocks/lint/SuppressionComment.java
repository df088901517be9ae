package io.tsocks.lint;

import io.tsocks.grammar.ConfLine;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A comment that suppresses findings, as it is written: `# tsocks-lint: disable=TS301,TS302 why`.
///
/// @param span the comment
/// @param ids in the order of the comment, each once
/// @param idSpan from the first id to the last
/// @param reason the text after the ids; may be empty
record SuppressionComment(Span span, List<Id> ids, Span idSpan, String reason) {

    static final String MARK = "tsocks-lint:";

    private static final String DISABLE = "disable=";
    private static final String FORM = "write `# tsocks-lint: disable=TS301 reason`";

    SuppressionComment {
        ids = List.copyOf(ids);
    }

    /// An id of a rule, whether there is such a rule or not.
    record Id(String text, Span span) {}

    /// The comment does not have this form.
    static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        private final String help;

        MalformedException(String help) {
            super(help);
            this.help = help;
        }

        /// What to do about the mistake.
        String help() {
            return help;
        }
    }

    /// Whether a comment starts with the mark at an index of the file's text. Prose that mentions
    /// the mark is not a suppression.
    static boolean startsWithMark(ConfLine.Word comment, int mark) {
        return comment.start() < mark
                && comment.text().substring(1, mark - comment.start()).isBlank();
    }

    /// Reads a comment that starts with the mark, in one pass.
    static SuppressionComment parse(ConfLine.Word comment) throws MalformedException {
        return new Reader(comment).read();
    }

    /// The ids without some of them, separated by commas.
    String idsWithout(List<Id> removed) {
        Set<Id> gone = new HashSet<>(removed);
        return ids.stream()
                .filter(id -> !gone.contains(id))
                .map(Id::text)
                .collect(Collectors.joining(","));
    }

    /// Reads a comment from left to right.
    private static final class Reader {

        private final ConfLine.Word comment;
        private final String text;
        private int at;

        Reader(ConfLine.Word comment) {
            this.comment = comment;
            this.text = comment.text().stripTrailing();
            this.at = text.indexOf(MARK) + MARK.length();
        }

        SuppressionComment read() throws MalformedException {
            skipBlanks();
            if (!text.startsWith(DISABLE, at)) {
                throw new MalformedException(FORM);
            }
            at += DISABLE.length();
            int first = at;
            List<Id> ids = ids();
            Span idSpan = new Span(comment.start() + first, comment.start() + at);
            String reason = text.substring(at);
            if (!reason.isEmpty() && !Character.isWhitespace(reason.charAt(0))) {
                throw new MalformedException(FORM);
            }
            if (startsWithId(reason.strip())) {
                throw new MalformedException(
                        "put commas between the ids, and the reason after them");
            }
            return new SuppressionComment(comment.span(), ids, idSpan, reason.strip());
        }

        /// Reads ids, at least one, and moves the position behind the last.
        private List<Id> ids() throws MalformedException {
            List<Id> ids = new ArrayList<>();
            Set<String> known = new HashSet<>();
            boolean more = true;
            while (more) {
                Id id = id();
                if (known.add(id.text())) {
                    ids.add(id);
                }
                int end = at;
                skipBlanks();
                more = at < text.length() && text.charAt(at) == ',';
                at = more ? at + 1 : end;
                if (more) {
                    skipBlanks();
                }
            }
            return ids;
        }

        private Id id() throws MalformedException {
            int start = at;
            while (at < text.length() && isOfId(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw new MalformedException(FORM);
            }
            return new Id(
                    text.substring(start, at),
                    new Span(comment.start() + start, comment.start() + at));
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private static boolean isOfId(char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }

        /// Whether a reason starts with `TS` and three digits: an id that lacks its comma.
        private static boolean startsWithId(String reason) {
            return reason.length() >= 5
                    && reason.startsWith("TS")
                    && reason.substring(2, 5).chars().allMatch(c -> c >= '0' && c <= '9')
                    && (reason.length() == 5 || !Character.isLetterOrDigit(reason.charAt(5)));
        }
    }
}
