package io.tsocks.validator.lint;

import static io.tsocks.validator.lint.Page.SERVER;

/// The pages about paths and their braces.
final class PathPages {

    private PathPages() {}

    static Page malformedPath() {
        return Page.of(
                "A path opening that is not `path {` alone on its line.",
                "tsocks 1.8 does not open the path, so its server and networks count for "
                        + "the default server.",
                """
                path office {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                "Unsafe: makes a name a comment, and brings a brace on the next line to its"
                        + " `path`; the statements of the path are read as its own all the"
                        + " same. Routes may change.");
    }

    static Page nestedPath() {
        return Page.of(
                "A path inside a path, mostly because the `}` of the first is missing.",
                "The second opening is ignored, so both paths become one.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                path {
                    reaches = 151.0.0.0/255.255.0.0
                }
                fallback = yes
                """,
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                path {
                    reaches = 151.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 4
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    static Page unclosedPath() {
        return Page.of(
                "A path that the file never closes.",
                "Everything after it belongs to the path, a default server too; "
                        + "tsocks 1.8 then even sends the loopback network through the "
                        + "proxy.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                """,
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    static Page unexpectedBrace() {
        return Page.of(
                "A `}` where no path is open, or a `{` without `path` before it.",
                "The line is ignored, and the blocks of the file may not be "
                        + "what its indentation says.",
                """
                server = 127.0.0.1
                }
                server_type = 5
                """,
                SERVER,
                "Unsafe: removes a `}` if the file has no other error, of which it might be"
                        + " a consequence. No route changes.");
    }

    static Page localInPath() {
        return Page.of(
                "A `local` line inside a path.",
                "It is ignored: local networks are the same for all servers.",
                """
                path {
                    local = 10.0.0.0/255.0.0.0
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }
}
