package io.tsocks.lint;

import static io.tsocks.lint.model.Page.PATH;
import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about paths and their braces.
final class PathPages {

    private PathPages() {}

    static Page malformedPath() {
        return Page.of(
                "The start of a path that is not `path {` alone on its line.",
                "tsocks 1.8 does not start the path, and takes its server for the default"
                        + " server.",
                """
                path office {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                PATH,
                "Unsafe: turns a name into a comment, and moves a brace from the next line to"
                        + " its `path`. tsocks reads the statements of the path as its own even"
                        + " without the fix. Routes may change.");
    }

    static Page nestedPath() {
        return Page.of(
                "A path inside a path. Usually the `}` of the first path is missing.",
                "The second `path {` is ignored, so both paths become one.",
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
                "Everything after it belongs to the path, including a default server. tsocks 1.8"
                        + " then sends even loopback connections through the proxy.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                """,
                PATH,
                Page.NO_FIX);
    }

    static Page unexpectedBrace() {
        return Page.of(
                "A `}` outside a path, or a `{` without `path` before it.",
                "The line is ignored, and the blocks of the file may differ from its"
                        + " indentation.",
                """
                server = 127.0.0.1
                }
                server_type = 5
                """,
                SERVER,
                "Unsafe: removes a `}` if the file has no other error that may have caused it."
                        + " No route changes.");
    }

    static Page localInPath() {
        return Page.of(
                "A `local` line inside a path.",
                "The line is ignored, because what is local is the same for all servers.",
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
