package io.tsocks.convert;

import java.util.ArrayList;
import java.util.List;

/// A word of a configuration, and where it stands.
///
/// @param line from 1
/// @param column of its first character, in code points, from 1
/// @param text without the blanks around it
record Word(int line, int column, String text) {

    /// The words of a line, which blanks separate.
    List<Word> split() {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && !isBlank(text.charAt(at))) {
                at++;
            }
            if (at > start) {
                words.add(part(start, at));
            }
            at++;
        }
        return words;
    }

    /// The words that a character separates, without the blanks around them; empty ones are left
    /// out.
    List<Word> split(char separator) {
        List<Word> words = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(separator, start);
            int stop = end < 0 ? text.length() : end;
            Word word = part(start, stop);
            if (!word.text.isEmpty()) {
                words.add(word);
            }
            start = stop + 1;
        }
        return words;
    }

    /// A part of this word, without the blanks around it.
    Word part(int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return new Word(line, column + text.codePointCount(0, from), text.substring(from, to));
    }

    /// The rest of this word.
    Word from(int start) {
        return part(start, text.length());
    }

    private static boolean isBlank(char c) {
        return c <= ' ';
    }

    /// The lines of a text without the blanks around them. Empty lines, and comments that start
    /// with one of some characters, are left out. Only a line feed ends a line, as in the programs
    /// whose files these are: else a part of a comment could become a statement.
    static List<Word> lines(String text, String comments) {
        List<Word> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Word word = new Word(number, 1, line).from(0);
            if (!word.text.isEmpty() && comments.indexOf(word.text.charAt(0)) < 0) {
                lines.add(word);
            }
        }
        return lines;
    }
}
