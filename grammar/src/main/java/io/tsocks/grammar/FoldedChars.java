package io.tsocks.grammar;

import io.tsocks.antlr.CharStream;
import io.tsocks.antlr.IntStream;
import io.tsocks.antlr.misc.Interval;

/// A text as the lexer sees it: every character above 127 looks like character 127.
///
/// ANTLR's lexer caches its transitions only for ASCII. For any other character it walks its
/// network, which makes Chinese comments twenty times slower than English ones. The grammar treats
/// all characters above 127 alike, so nothing is lost. Indices are those of the text.
final class FoldedChars implements CharStream {

    private static final char OTHER = 127;

    private final String text;
    private int index;

    FoldedChars(String text, int start) {
        this.text = text;
        this.index = start;
    }

    @Override
    public int LA(int offset) {
        int at = offset > 0 ? index + offset - 1 : index + offset;
        if (offset == 0) {
            return 0;
        }
        if (at < 0 || at >= text.length()) {
            return IntStream.EOF;
        }
        return Math.min(text.charAt(at), OTHER);
    }

    @Override
    public void consume() {
        if (index >= text.length()) {
            throw new IllegalStateException("cannot consume the end of the text");
        }
        index++;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void seek(int target) {
        index = Math.min(target, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    @Override
    public String getSourceName() {
        return IntStream.UNKNOWN_SOURCE_NAME;
    }
}
