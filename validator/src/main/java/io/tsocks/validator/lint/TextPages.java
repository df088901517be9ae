package io.tsocks.validator.lint;

import static io.tsocks.validator.lint.Page.SERVER;

import java.nio.charset.StandardCharsets;

/// The pages about characters, lines and what was left in a file.
final class TextPages {

    private TextPages() {}

    static Page lookalikeCharacter() {
        return Page.of(
                "A character that looks like one of the language, such as a "
                        + "fullwidth `＃` or a no-break space.",
                "tsocks takes it for an ordinary letter. A whole line after a "
                        + "fullwidth `＃` is ignored as it should be, and gives a warning.",
                SERVER + "server_port = 1080 ＃ port\n",
                SERVER + "server_port = 1080 # port\n",
                "Writes the character that is meant; safe for whole lines, else "
                        + "unsafe."
                        + " Routes may change where it is unsafe.");
    }

    static Page templatePlaceholder() {
        return Page.of(
                "A placeholder of a template engine or a shell that nothing has replaced.",
                "The value is not what was to be there.",
                """
                server = ${PROXY}
                server_type = 5
                """,
                SERVER,
                Page.NO_FIX);
    }

    static Page mergeConflict() {
        return Page.of(
                "A marker of a merge conflict.",
                "The file holds two versions of something.",
                "<<<<<<< HEAD\n" + SERVER,
                SERVER,
                Page.NO_FIX);
    }

    static Page controlCharacter() {
        return Page.of(
                "A character that a text file has no use for: a control "
                        + "character, or one that turns the direction of text.",
                "It is invisible, and in a statement it makes the line useless. "
                        + "In a comment it can hide what a line says.",
                "# note\u0001\n" + SERVER,
                "# note\n" + SERVER,
                "Removes the character; safe in comments, else unsafe."
                        + " Routes may change where it is unsafe.");
    }

    static Page longLine() {
        return Page.of(
                "A line of more than 8191 bytes.",
                "tsocks 1.8 reads the rest as another line.",
                "# " + "x".repeat(8190) + "\n" + SERVER,
                "# xxx\n" + SERVER,
                Page.NO_FIX);
    }

    static Page byteOrderMark() {
        return Page.of(
                "A byte order mark at the start of the file.",
                "tsocks 1.8 takes it for a part of the first word, and so loses "
                        + "the first statement.",
                "\uFEFF" + SERVER,
                SERVER,
                "Safe: removes it.");
    }

    static Page crlfLineEnd() {
        return Page.of(
                "Lines that end with CR and LF, as on Windows.",
                "tsocks 1.8 takes the CR for a part of the value, and does not "
                        + "know `path {` and `}` with a CR.",
                SERVER.replace("\n", "\r\n"),
                SERVER,
                "Safe: writes LF everywhere.");
    }

    static Page crLineEnd() {
        return Page.of(
                "A line that ends with CR alone.",
                "tsocks 1.8 reads on in the same line.",
                "server = 127.0.0.1\n" + "server_type = 5\r",
                SERVER,
                "Safe: writes LF.");
    }

    static Page noFinalLineEnd() {
        return Page.of(
                "A file whose last line has no line end.",
                "tsocks 1.8 drops the last character of such a file: a port of "
                        + "3215 becomes 321.",
                SERVER + "server_port = 3215",
                SERVER + "server_port = 3215\n",
                "Safe: adds the line end.");
    }

    static Page notUtf8() {
        return new Page(
                "Text that is not UTF-8.",
                "A line that is not UTF-8 is read as ISO 8859-1, and names in it may not be what"
                        + " was meant; the other lines are UTF-8 all the same, and fixes keep"
                        + " each byte that they need not change.",
                Example.of("# caf\u00e9\n" + SERVER).in(StandardCharsets.ISO_8859_1),
                Example.of(SERVER),
                Page.NO_FIX);
    }

    static Page utf16() {
        return new Page(
                "A file in UTF-16, as some editors of Windows save it. The example looks right,"
                        + " because only its encoding is wrong.",
                "Each character is two bytes, one of which is mostly 0, so no line of the file can"
                        + " be read. tsocks does not start with it.",
                Example.of(SERVER).in(StandardCharsets.UTF_16),
                Example.of(SERVER),
                "There is no automatic fix: save the file as UTF-8.");
    }
}
