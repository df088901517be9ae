package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about suppressions.
final class SuppressionPages {

    private SuppressionPages() {}

    static Page of(SuppressionProblem problem) {
        return switch (problem) {
            case UNUSED ->
                    Page.of(
                            "A suppression, or one of its ids, that suppresses nothing.",
                            "It would hide the next such finding on this line.",
                            SERVER
                                    + """
                            # tsocks-lint: disable=TS301 the other site needs it
                            fallback = no
                            """,
                            SERVER + "fallback = no\n",
                            "Unsafe: removes the suppression, or the ids that it does not need."
                                    + " No route changes.");
            case WITHOUT_REASON ->
                    Page.of(
                            "A suppression without a reason after its ids.",
                            "Later readers cannot tell whether it is still justified.",
                            """
                            # tsocks-lint: disable=TS303
                            local = 127.0.0.0/255.0.0.0
                            """
                                    + SERVER,
                            """
                            # tsocks-lint: disable=TS303 our template has it
                            local = 127.0.0.0/255.0.0.0
                            """
                                    + SERVER,
                            Page.NO_FIX);
            case MALFORMED ->
                    Page.of(
                            "A `tsocks-lint:` comment with anything but `disable=` and known"
                                    + " ids.",
                            "It suppresses nothing.",
                            "# tsocks-lint: off\n" + SERVER,
                            "# written by hand\n" + SERVER,
                            Page.NO_FIX);
        };
    }
}
