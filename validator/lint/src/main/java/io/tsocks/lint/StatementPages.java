package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about statements in general.
final class StatementPages {

    private StatementPages() {}

    static Page unknownStatement() {
        return Page.of(
                "A line that starts with a word other than the name of a statement.",
                "The line is ignored, and has no effect.",
                """
                sever = 127.0.0.1
                server_type = 5
                """,
                SERVER,
                "Unsafe: corrects one or two letters if no other name is as similar. The fix"
                        + " never writes `local`, because local destinations are reached"
                        + " directly. It does not replace the name of another program's"
                        + " statement, such as `username`, because the value belongs to that"
                        + " program, too. Routes may change.");
    }

    static Page missingEquals() {
        return Page.of(
                "A statement without its `=`.",
                "The line is ignored.",
                """
                server 127.0.0.1
                server_type = 5
                """,
                SERVER,
                "Unsafe: adds the `=`. Routes may change.");
    }

    static Page missingValue() {
        return Page.of(
                "A statement with nothing after its `=`, or with only a comment there.",
                "The line is ignored. If a password starts with `#`, tsocks takes it for a"
                        + " comment.",
                SERVER + "server_port =\n",
                SERVER + "server_port = 1080\n",
                Page.NO_FIX);
    }

    static Page extraText() {
        return Page.of(
                "More than one word after the `=`, or anything after `}`.",
                "The line is ignored. Comments start with `#`; `//` and `;` are part of the"
                        + " value.",
                SERVER + "server_port = 1080 // the port\n",
                SERVER + "server_port = 1080 # the port\n",
                "Unsafe: turns the text into a comment if it starts like a comment of another"
                        + " language and has only words. Routes may change.");
    }

    static Page twoStatements() {
        return Page.of(
                "Two statements on one line.",
                "Both are ignored.",
                "server = 127.0.0.1 server_type = 5\n",
                SERVER,
                Page.NO_FIX);
    }

    static Page upperCaseName() {
        return Page.of(
                "The name of a statement in upper-case letters.",
                "tsocks knows only names in lower case, and ignores the line.",
                """
                Server = 127.0.0.1
                server_type = 5
                """,
                SERVER,
                "Unsafe: writes the name in lower case. Routes may change.");
    }
}
