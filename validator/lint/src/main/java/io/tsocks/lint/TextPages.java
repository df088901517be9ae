package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Example;
import io.tsocks.lint.model.Page;
import java.nio.charset.StandardCharsets;

/// The pages about characters, lines and leftovers in a file.
final class TextPages {

    private TextPages() {}

    static Page lookalikeCharacter() {
        return Page.of(
                "A character that looks like one of the language, such as a fullwidth `＃` or a"
                        + " no-break space.",
                "tsocks takes it for an ordinary letter. A line that starts with a fullwidth `＃`"
                        + " is ignored, as its author wants, and gives only a warning.",
                SERVER + "server_port = 1080 ＃ port\n",
                SERVER + "server_port = 1080 # port\n",
                "Writes the intended character. The fix is safe for whole lines and unsafe"
                        + " elsewhere. Routes may change if it is unsafe.");
    }

    static Page templatePlaceholder() {
        return Page.of(
                "A placeholder of a template engine or a shell that was never replaced.",
                "The line has the placeholder and not the value.",
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
                "The file contains two versions of the same lines.",
                "<<<<<<< HEAD\n" + SERVER,
                SERVER,
                Page.NO_FIX);
    }

    static Page controlCharacter() {
        return Page.of(
                "A character that has no place in a text file: a control character, or one that"
                        + " changes the direction of text.",
                "The character is invisible. In a statement it makes the line invalid. In a"
                        + " comment it can hide the true text of a line.",
                "# note\u0001\n" + SERVER,
                "# note\n" + SERVER,
                "Removes the character. The fix is safe in comments and unsafe elsewhere. Routes"
                        + " may change if it is unsafe.");
    }

    static Page longLine() {
        return Page.of(
                "A line of more than 8191 bytes.",
                "tsocks 1.8 reads the rest as another line.",
                "# x".repeat(8190) + "\n" + SERVER,
                "# xxx\n" + SERVER,
                Page.NO_FIX);
    }

    static Page byteOrderMark() {
        return Page.of(
                "A byte order mark at the start of the file.",
                "tsocks 1.8 takes the mark for a part of the first word, and so loses the first"
                        + " statement.",
                "\uFEFF" + SERVER,
                SERVER,
                "Safe: removes the mark.");
    }

    static Page crlfLineEnd() {
        return Page.of(
                "Lines that end with CR and LF, as on Windows.",
                "tsocks 1.8 takes the CR for a part of the value, and does not recognise `path"
                        + " {` and `}` with a CR.",
                SERVER.replace("\n", "\r\n"),
                SERVER,
                "Safe: writes LF everywhere.");
    }

    static Page crLineEnd() {
        return Page.of(
                "A line that ends with CR alone.",
                "tsocks 1.8 does not end the line there, and reads the next line as a part of"
                        + " it.",
                "server = 127.0.0.1\n" + "server_type = 5\r",
                SERVER,
                "Safe: writes LF.");
    }

    static Page noFinalLineEnd() {
        return Page.of(
                "A file whose last line has no line end.",
                "tsocks 1.8 drops the last character of such a file: port 3215 becomes 321.",
                SERVER + "server_port = 3215",
                SERVER + "server_port = 3215\n",
                "Safe: adds the line end.");
    }

    static Page notUtf8() {
        return new Page(
                "Text that is not UTF-8.",
                "tsocks reads a line that is not UTF-8 as ISO 8859-1, so names in it may be"
                        + " wrong. The other lines are still read as UTF-8. Fixes keep every"
                        + " byte that they do not have to change.",
                Example.of("# caf\u00e9\n" + SERVER).in(StandardCharsets.ISO_8859_1),
                Example.of(SERVER),
                Page.NO_FIX);
    }

    static Page utf16() {
        return new Page(
                "A file in UTF-16, as some Windows editors save it. The example looks right,"
                        + " because only its encoding is wrong.",
                "Each character takes two bytes, one of which is usually 0, so tsocks can read"
                        + " no line of the file, and does not start.",
                Example.of(SERVER).in(StandardCharsets.UTF_16),
                Example.of(SERVER),
                "There is no automatic fix: save the file as UTF-8.");
    }
}
