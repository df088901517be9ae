package io.tsocks.grammar;

import io.tsocks.antlr.BailErrorStrategy;
import io.tsocks.antlr.RecognitionException;
import io.tsocks.antlr.Token;
import io.tsocks.antlr.atn.PredictionMode;
import io.tsocks.antlr.misc.ParseCancellationException;
import io.tsocks.grammar.antlr.TsocksConf;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import io.tsocks.net.Span;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a tsocks.conf. Whatever the bytes are, the result is a [ConfFile], and nothing is thrown.
/// The statements hold the lines that could be read, and the problems say why others could not.
///
/// The grammar's rule is applied to one line at a time, so memory is that of the statements, and a
/// mistake in one line says nothing about the next. Calls are independent; any thread may make
/// them.
public final class ConfParser {

    private final ConfFile file;
    private final String text;
    private final Problems findings = new Problems();
    private final List<Statement> statements = new ArrayList<>();
    private final Blocks blocks = new Blocks(findings);
    private final Map<ForeignDialect, Span> firstForeign = new EnumMap<>(ForeignDialect.class);
    private final Map<ForeignDialect, Integer> foreignLines = new EnumMap<>(ForeignDialect.class);
    private final StatementReader reader;
    private final BlockRecovery recovery;
    private final LineTokens tokens;
    private final TsocksConf parser;
    private final boolean hasControls;

    private ConfParser(ConfFile file, LineScan scan, Consumer<? super TsocksConf> setUp) {
        this.file = file;
        this.text = file.text();
        this.hasControls = scan.firstControl() >= 0;
        this.recovery = new BlockRecovery(text);
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
    /// @throws IOException if the file cannot be read; never because of its content
    public static ConfFile parse(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /// Reads the bytes of a file.
    ///
    /// @param name what messages call it
    public static ConfFile parse(String name, byte[] bytes) {
        return parse(name, LineBytes.of(bytes), ignored -> {});
    }

    /// Reads a text.
    ///
    /// @param name what messages call it
    public static ConfFile parseText(String name, String text) {
        return parse(name, LineBytes.of(text), ignored -> {});
    }

    /// Reads a text with an ANTLR parser that `setUp` may change; tests use this to watch the
    /// parser.
    static ConfFile parse(String name, LineBytes source, Consumer<? super TsocksConf> setUp) {
        LineScan scan = LineScan.of(source.text());
        var bare = new ConfFile(name, source, scan.starts(), List.of(), List.of());
        var parser = new ConfParser(bare, scan, setUp);
        if (new TextChecks(bare, scan, parser.findings).run()) {
            parser.run();
        }
        return new ConfFile(
                name, source, scan.starts(), parser.statements, parser.findings.inFileOrder());
    }

    private void run() {
        while (tokens.nextLine()) {
            readLine(new Span(tokens.first().getStartIndex(), tokens.last().getStopIndex() + 1));
        }
        blocks.end();
        firstForeign.forEach(
                (dialect, first) ->
                        findings.add(
                                dialect.problem(
                                        text, first, foreignLines.getOrDefault(dialect, 1))));
    }

    private void readLine(Span line) {
        if (hasControls && hasControl(line)) {
            recover(line);
            return;
        }
        if (recovery.isBrace(line)) {
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
        Charset charset = file.charset(file.lineAt(line.start()));
        return text.substring(line.start(), line.end())
                .chars()
                .anyMatch(c -> LineScan.isControl((char) c, charset));
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
        if (!recover(line) && problem.kind() == SyntaxProblem.MALFORMED_PATH) {
            blocks.openedInVain();
        }
    }

    /// Whether a line with a mistake opens a path nevertheless.
    private boolean recover(Span line) {
        boolean opens = recovery.opens(line);
        if (opens && blocks.openedWithMistake(line)) {
            statements.add(new Statement.PathOpening(line.start(), line.end()));
        }
        return opens;
    }

    private @Nullable Span offending(ParseCancellationException e) {
        if (!(e.getCause() instanceof RecognitionException recognition)) {
            return null;
        }
        Token token = afterDot(recognition.getOffendingToken());
        int start = token.getStartIndex();
        return new Span(start, Math.max(start, token.getStopIndex() + 1));
    }

    /// The token after a dot: a dot may follow a number, so the mistake is that no number follows
    /// the dot.
    private Token afterDot(Token offending) {
        boolean dot =
                offending.getType() == TsocksConfLexer.DOT
                        && tokens.LA(-1) == TsocksConfLexer.DOTTED;
        return dot ? tokens.LT(2) : offending;
    }
}
