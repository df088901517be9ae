package io.tsocks.convert;

import java.util.ArrayList;
import java.util.List;

/// The lines of a file of Java's properties, as [java.util.Properties#load(java.io.Reader)] takes
/// them: a backslash at the end of one has it go on in the next.
final class JavaLines {

    private JavaLines() {}

    /// All lines but comments and empty ones, each with the ends of line that are in it.
    static List<Word> of(String text) {
        List<Word> lines = new ArrayList<>();
        String[] natural = text.split("\r\n|[\r\n]", -1);
        for (int i = 0; i < natural.length; i++) {
            int first = i;
            String begin = natural[i].replaceFirst("^[ \t\f]+", "");
            if (begin.isEmpty() || begin.startsWith("#") || begin.startsWith("!")) {
                continue;
            }
            StringBuilder logical = new StringBuilder(begin);
            while (goesOn(natural[i]) && i + 1 < natural.length) {
                logical.append('\n').append(natural[++i]);
            }
            int column = 1 + natural[first].length() - begin.length();
            lines.add(new Word(first + 1, column, logical.toString()));
        }
        return lines;
    }

    /// Whether an odd number of backslashes ends the line: two of them are one of the text.
    private static boolean goesOn(String line) {
        int at = line.length();
        while (at > 0 && line.charAt(at - 1) == '\\') {
            at--;
        }
        return (line.length() - at) % 2 == 1;
    }
}
