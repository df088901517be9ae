package io.tsocks.grammar;

import io.tsocks.net.Excerpt;
import io.tsocks.net.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something found in a file: what, where, and what to do about it.
///
/// @param kind what sort of problem, with its stable id
/// @param severity how much it matters, usually that of the kind
/// @param span the text it is about
/// @param message one sentence for a person, without a final stop
/// @param help what to do, one sentence; null if the message says it all
/// @param related other places that explain it, such as the line that shadows this one
public record Problem(
        Kind kind,
        Severity severity,
        Span span,
        String message,
        @Nullable String help,
        List<Related> related) {

    /// Words of the file that the message and the help repeat are shortened ([Excerpt]).
    public Problem {
        message = Excerpt.of(message);
        help = help == null ? null : Excerpt.of(help);
        related = List.copyOf(related);
    }

    /// A problem with the kind's own severity and no related places.
    public static Problem of(Kind kind, Span span, String message, @Nullable String help) {
        return new Problem(kind, kind.severity(), span, message, help, List.of());
    }

    /// The same problem with one more related place.
    public Problem with(Span place, String what) {
        var places = new java.util.ArrayList<>(related);
        places.add(new Related(place, what));
        return new Problem(kind, severity, span, message, help, places);
    }

    /// A sort of problem. Each kind is declared beside the code that finds it: in [SyntaxProblem]
    /// for the text, in the engine's `PolicyProblem` for its meaning, and in the linter's rules for
    /// the rest.
    public interface Kind {

        /// Stable: `TS` and three digits, never given to another kind.
        String id();

        /// The severity that a problem of this kind has unless something says otherwise.
        Severity severity();

        /// A few words in lower case that name it in lists, such as `missing netmask`.
        String title();
    }

    /// Another place in the same file that belongs to a problem.
    ///
    /// @param span the text it is about
    /// @param message a few words on why it belongs, such as `the path opens here`
    public record Related(Span span, String message) {

        public Related {
            message = Excerpt.of(message);
        }
    }
}
