package io.tsocks.grammar;

import io.tsocks.grammar.antlr.TsocksConf;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/// Reads a tsocks.conf. Whatever the bytes are, the outcome is a [ConfFile]: what could be read is
/// in its statements, what could not is in its problems, and nothing is thrown.
///
/// The grammar's rule is applied to one line at a time, so memory is that of the statements, and a
/// mistake in one line says nothing about the next. Calls are independent; any thread may make
// them.
public final class ConfParser {

    private final String text;
    private final Findings findings = new Findings();
    private final List<Statement> statements = new ArrayList<>();
    private final Blocks blocks = new Blocks(findings);
    private final Map<ForeignDialect, Span> firstForeign = new EnumMap<>(ForeignDialect.class);
    private final Map<ForeignDialect, Integer> foreignLines = new EnumMap<>(ForeignDialect.class);
    private final StatementReader reader;
    private final LineTokens tokens;
    private final TsocksConf parser;
    private final boolean hasControls;

    private ConfParser(String text, LineScan scan, Consumer<? super TsocksConf> setUp) {
        this.text = text;
        this.hasControls = scan.firstControl() >= 0;
        this.reader = new StatementReader(text, findings);
        var lexer = new TsocksConfLexer(new FoldedChars(text, text.startsWith("\uFEFF") ? 1 : 0));
        lexer.removeErrorListeners();
        this.tokens = new LineTokens(lexer);
        this.parser = new TsocksConf(tokens);
        parser.removeErrorListeners();
        parser.setBuildParseTree(false);
        parser.setErrorHandler(new BailErrorStrategy());
        // Each line is LL(2), so the cheaper prediction is exact; a test watches it.
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        setUp.accept(parser);
    }

    /// Reads a file.
    ///
    /// @throws IOException if the file cannot be read; never for what is in it
    public static ConfFile parse(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /// Reads the bytes of a file.
    ///
    /// @param name what messages call it
    public static ConfFile parse(String name, byte[] bytes) {
        try {
            return parse(name, utf8(bytes), StandardCharsets.UTF_8, _ -> {});
        } catch (CharacterCodingException _) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return parse(name, text, StandardCharsets.ISO_8859_1, _ -> {});
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        for (byte b : bytes) {
            if (b < 0) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
        }
        // without the decoder's buffer of two bytes a character, which a big file would feel
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /// Reads a text.
    ///
    /// @param name what messages call it
    public static ConfFile parseText(String name, String text) {
        return parse(name, text, StandardCharsets.UTF_8, _ -> {});
    }

    /// Reads a text with an ANTLR parser that a test has changed to watch it.
    static ConfFile parse(
            String name, String text, Charset charset, Consumer<? super TsocksConf> setUp) {
        LineScan scan = LineScan.of(text);
        var parser = new ConfParser(text, scan, setUp);
        var bare = new ConfFile(name, text, charset, scan.starts(), List.of(), List.of());
        if (new TextChecks(bare, scan, parser.findings).run()) {
            parser.run();
        }
        return new ConfFile(
                name,
                text,
                charset,
                scan.starts(),
                parser.statements,
                parser.findings.inFileOrder());
    }

    private void run() {
        while (tokens.nextLine()) {
            readLine(new Span(tokens.first().getStartIndex(), tokens.last().getStopIndex() + 1));
        }
        blocks.end();
        firstForeign.forEach(
                (dialect, first) ->
                        findings.add(
                                dialect.problem(first, foreignLines.getOrDefault(dialect, 1))));
    }

    private void readLine(Span line) {
        if (hasControls && hasControl(line)) {
            return;
        }
        if (tokens.first().getType() == TsocksConfLexer.UNKNOWN) {
            unknown(line);
            return;
        }
        try {
            parser.setInputStream(tokens);
            reader.read(parser.line().parsed).filter(blocks::accept).ifPresent(statements::add);
        } catch (ParseCancellationException e) {
            explain(line, offending(e));
        }
    }

    private boolean hasControl(Span line) {
        return text.substring(line.start(), line.end())
                .chars()
                .anyMatch(c -> LineScan.isControl((char) c));
    }

    private void unknown(Span line) {
        String name = Diagnosis.nameOf(text.substring(line.start(), line.end()));
        Optional<ForeignDialect> foreign = ForeignDialect.of(name);
        if (foreign.isEmpty()) {
            explain(line, null);
            return;
        }
        firstForeign.putIfAbsent(
                foreign.get(), new Span(line.start(), line.start() + name.length()));
        foreignLines.merge(foreign.get(), 1, Integer::sum);
    }

    private void explain(Span line, @Nullable Span offending) {
        Problem problem = new Diagnosis(text, line, offending).explain();
        findings.add(problem);
        if (problem.kind() == SyntaxProblem.MALFORMED_PATH) {
            blocks.openedInVain();
        }
    }

    private @Nullable Span offending(ParseCancellationException e) {
        if (!(e.getCause() instanceof RecognitionException recognition)) {
            return null;
        }
        Token token = afterDot(recognition.getOffendingToken());
        int start = token.getStartIndex();
        return new Span(start, Math.max(start, token.getStopIndex() + 1));
    }

    /// A dot after a number is well; what is wrong is that no number follows it.
    private Token afterDot(Token offending) {
        boolean dot =
                offending.getType() == TsocksConfLexer.DOT
                        && tokens.LA(-1) == TsocksConfLexer.DOTTED;
        return dot ? tokens.LT(2) : offending;
    }
}
