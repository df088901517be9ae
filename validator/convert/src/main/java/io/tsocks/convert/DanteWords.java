package io.tsocks.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The words of Dante's file: a keyword with its colon, a brace, an operator, or a value.
final class DanteWords {

    private static final Pattern WORD =
            Pattern.compile(
                    "#.*|[{}]|!=|[<>]=?|=|[a-z][a-z._]*:(?=\\s|$|[^:0-9a-f/])|[^\\s{}=<>!#]+",
                    Pattern.DOTALL);

    private DanteWords() {}

    /// All words of a text, without comments. Digits on both sides of a hyphen are a range of
    /// ports.
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            Word whole = new Word(++number, 1, line);
            WORD.matcher(line)
                    .results()
                    .filter(found -> !found.group().startsWith("#"))
                    .forEach(found -> add(words, whole, found));
        }
        return words;
    }

    private static void add(List<Word> words, Word line, MatchResult found) {
        Word word = line.part(found.start(), found.end());
        int hyphen = word.text().indexOf('-');
        if (word.text().matches("\\d+-\\d+")) {
            words.add(word.part(0, hyphen));
            words.add(word.part(hyphen, hyphen + 1));
            words.add(word.from(hyphen + 1));
        } else {
            words.add(word);
        }
    }
}
