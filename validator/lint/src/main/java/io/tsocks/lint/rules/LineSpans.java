package io.tsocks.lint.rules;

import io.tsocks.engine.Rule;
import io.tsocks.grammar.ConfLine;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;

/// Spans and edits of whole lines.
final class LineSpans {

    private LineSpans() {}

    /// The removal of all lines that a span touches.
    static Edit removal(Subject subject, Span span) {
        ConfLine first = subject.file().line(subject.file().lineAt(span.start()));
        int end = Math.max(span.start(), span.end() - 1);
        ConfLine last = subject.file().line(subject.file().lineAt(end));
        return new Edit(new Span(first.start(), last.end()), "");
    }

    /// The words `path {` of a path.
    static Span opening(Subject subject, Rule.Path path) {
        int start = path.origin().start();
        int brace = subject.file().text().indexOf('{', start);
        return new Span(start, brace < 0 ? path.origin().end() : brace + 1);
    }
}
