package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.antlr.BaseErrorListener;
import io.tsocks.antlr.DiagnosticErrorListener;
import io.tsocks.antlr.Parser;
import io.tsocks.antlr.RecognitionException;
import io.tsocks.antlr.Recognizer;
import io.tsocks.antlr.Token;
import io.tsocks.antlr.atn.PredictionMode;
import io.tsocks.antlr.dfa.DFA;
import io.tsocks.grammar.antlr.TsocksConf;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrammarTest {

    /// Every shape of every statement, good and bad.
    private static final String SHAPES =
            SyntaxProblemTest.mistakes()
                            .map(SyntaxProblemTest.Mistake::text)
                            .collect(Collectors.joining("\n"))
                    + """

                    local = 10.0.0.0/255.0.0.0
                    local = 10.0.0.0/8
                    local = ::/0
                    local = 10:20::/32
                    local = 10/8
                    local = ::ffff:10.0.0.1/128
                    reaches = 10.0.0.0:1-2/255.0.0.0
                    reaches = [2001:db8::]/32
                    reaches = [2001:db8::]:1-2/32
                    """;

    @Test
    void noLineIsAmbiguousOrNeedsMoreThanLocalContext() {
        List<String> reports = new ArrayList<>();

        ConfParser.parse(
                "shapes",
                LineBytes.of(SHAPES),
                parser -> {
                    parser.getInterpreter()
                            .setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
                    parser.addErrorListener(new DiagnosticErrorListener());
                    parser.addErrorListener(new Reports(parser, reports));
                });

        assertThat(reports).isEmpty();
    }

    @Test
    void whatTheParserRemembersBetweenFilesIsBounded() {
        ConfParser.parse("shapes", LineBytes.of(SHAPES), _ -> {});
        int before = states();
        String more = SHAPES.repeat(20).replace("10", "193").replace("local =", "local  =");

        ConfParser.parse("more", LineBytes.of(more), _ -> {});

        assertThat(states()).isBetween(1, 1000);
        assertThat(states() - before).isLessThan(100);
    }

    @Test
    void theLexerHasNoErrors() {
        var text = new StringBuilder();
        for (char c = 0; c < 0x250; c++) {
            text.append(c).append("local").append(c).append("= ").append(c).append('\n');
            text.append("server").append(c).append("path").append(c).append('\n');
        }
        var lexer = new TsocksConfLexer(new FoldedChars(text.toString(), 0));
        lexer.removeErrorListeners();
        List<String> errors = new ArrayList<>();
        lexer.addErrorListener(new Reports(null, errors));
        while (lexer.nextToken().getType() != Token.EOF) {
            assertThat(errors).isEmpty();
        }
    }

    private static int states() {
        var lexer = new TsocksConfLexer(new FoldedChars("", 0));
        var parser = new TsocksConf(new LineTokens(lexer));
        return states(lexer.getInterpreter().decisionToDFA)
                + states(parser.getInterpreter().decisionToDFA);
    }

    private static int states(DFA[] tables) {
        return Arrays.stream(tables).mapToInt(table -> table.states.size()).sum();
    }

    /// Collects what the diagnostic listener says, syntax errors apart.
    private static final class Reports extends BaseErrorListener {

        private final List<String> reports;
        private final boolean lexer;

        Reports(@org.jspecify.annotations.Nullable Parser parser, List<String> reports) {
            this.lexer = parser == null;
            this.reports = reports;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offendingSymbol,
                int line,
                int column,
                String message,
                RecognitionException e) {
            if (lexer || message.startsWith("report")) {
                reports.add(line + ":" + column + " " + message);
            }
        }
    }
}
