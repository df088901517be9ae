package io.tsocks.grammar;

import io.tsocks.antlr.Lexer;
import io.tsocks.antlr.RuleContext;
import io.tsocks.antlr.Token;
import io.tsocks.antlr.TokenSource;
import io.tsocks.antlr.TokenStream;
import io.tsocks.antlr.misc.Interval;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import java.util.ArrayList;
import java.util.List;

/// The tokens of one line at a time. The line end closes the stream like an end of file, and the
/// next line takes its place.
final class LineTokens implements TokenStream {

    private final Lexer lexer;
    private final List<Token> tokens = new ArrayList<>();
    private int index;
    private boolean more = true;

    LineTokens(Lexer lexer) {
        this.lexer = lexer;
    }

    /// Moves on to the next line that has a token; false at the end of the file.
    boolean nextLine() {
        while (more) {
            readLine();
            if (tokens.size() > 1) {
                return true;
            }
        }
        return false;
    }

    /// The line's first token.
    Token first() {
        return tokens.getFirst();
    }

    /// The line's last token before its end.
    Token last() {
        return tokens.get(tokens.size() - 2);
    }

    private void readLine() {
        tokens.clear();
        index = 0;
        while (true) {
            Token token = lexer.nextToken();
            if (token.getType() == TsocksConfLexer.LINE_END || token.getType() == Token.EOF) {
                more = token.getType() != Token.EOF;
                tokens.add(end(token));
                return;
            }
            tokens.add(token);
        }
    }

    private static Token end(Token token) {
        if (token instanceof io.tsocks.antlr.CommonToken common) {
            common.setType(Token.EOF);
        }
        return token;
    }

    @Override
    public Token LT(int k) {
        return get(k > 0 ? index + k - 1 : index + k);
    }

    @Override
    public int LA(int k) {
        return LT(k).getType();
    }

    @Override
    public Token get(int at) {
        return tokens.get(Math.clamp(at, 0, tokens.size() - 1));
    }

    @Override
    public void consume() {
        index = Math.min(index + 1, tokens.size() - 1);
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void seek(int target) {
        index = target;
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public TokenSource getTokenSource() {
        return lexer;
    }

    @Override
    public String getText(Interval interval) {
        var text = new StringBuilder();
        for (int i = Math.max(0, interval.a); i <= interval.b && i < tokens.size(); i++) {
            text.append(tokens.get(i).getText());
        }
        return text.toString();
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, size() - 1));
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(tokens.indexOf(start), tokens.indexOf(stop)));
    }

    @Override
    public String getSourceName() {
        return lexer.getSourceName();
    }
}
