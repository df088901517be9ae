package io.tsocks.validator.lint;

import static io.tsocks.validator.lint.Page.SERVER;

/// The pages about a statement as such.
final class StatementPages {

    private StatementPages() {}

    static Page unknownStatement() {
        return Page.of(
                "A line that starts with a word which is no statement.",
                "The line is ignored, so what it was to do is not done.",
                """
                sever = 127.0.0.1
                server_type = 5
                """,
                SERVER,
                "Unsafe: corrects one or two letters if no other name is as near. `local` is never"
                        + " written, because what is local goes direct. Another"
                        + " program's name, such as `username`, is not replaced, because its"
                        + " values are another program's too. Routes may change.");
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
                "The line is ignored. A password that starts with `#` is a comment to tsocks.",
                SERVER + "server_port =\n",
                SERVER + "server_port = 1080\n",
                Page.NO_FIX);
    }

    static Page extraText() {
        return Page.of(
                "More than one word after the `=`, or anything after `}`.",
                "The line is ignored. A comment starts with `#`; `//` and `;` "
                        + "are part of the value.",
                SERVER + "server_port = 1080 // the port\n",
                SERVER + "server_port = 1080 # the port\n",
                "Unsafe: makes a comment of what starts as one elsewhere and has only words."
                        + " Routes may change.");
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
                "A statement whose name has upper-case letters.",
                "tsocks knows names in lower case only, and ignores the line.",
                """
                Server = 127.0.0.1
                server_type = 5
                """,
                SERVER,
                "Unsafe: writes the name in lower case. Routes may change.");
    }
}
