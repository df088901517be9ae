package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.net.Span;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Names findings so that they can be recognised after lines have moved. A fingerprint depends on
/// the rule, the words of the line, and the number of equal ones before it. Findings about the
/// whole file have no line. Passwords are left out.
public final class Fingerprints {

    private static final int BYTES = 12;

    /// The kinds that are reported once for a file, at the first place where they show.
    private static final Set<Problem.Kind> ABOUT_FILE =
            Set.of(
                    SyntaxProblem.BYTE_ORDER_MARK,
                    SyntaxProblem.CRLF_LINE_END,
                    SyntaxProblem.CR_LINE_END,
                    SyntaxProblem.NO_FINAL_LINE_END,
                    SyntaxProblem.NOT_UTF_8,
                    SyntaxProblem.UTF_16,
                    SyntaxProblem.TORSOCKS_2_FILE,
                    SyntaxProblem.PROXYCHAINS_FILE,
                    SyntaxProblem.TNAT64_FILE,
                    SyntaxProblem.DANTE_FILE,
                    SyntaxProblem.SSH_FILE);

    private final Map<String, Integer> seen = new HashMap<>();
    private final ConfFile file;

    /// The fingerprints of a file's findings, which are asked for in file order.
    public Fingerprints(ConfFile file) {
        this.file = file;
    }

    /// The fingerprint of the next finding: 24 hexadecimal digits.
    public String next(Problem problem) {
        String line =
                isAboutFile(problem) ? "" : words(file.line(file.lineAt(problem.span().start())));
        String about = problem.kind().id() + "\n" + line;
        int count = seen.merge(about, 1, Integer::sum);
        return hash(about + "\n" + count);
    }

    /// The fingerprint of a finding in a report on several files, in which no two are the same.
    ///
    /// @param name the name of the file
    public static String among(String name, String fingerprint) {
        return hash(name + "\n" + fingerprint);
    }

    /// Whether a problem is about the whole file. One that no line causes is reported at the start
    /// of the file, whatever stands there.
    private boolean isAboutFile(Problem problem) {
        return file.lineCount() == 0
                || problem.span().equals(Span.NONE)
                || ABOUT_FILE.contains(problem.kind());
    }

    private static String words(ConfLine line) {
        var redacted = new ConfLine(line.number(), line.start(), line.redacted());
        return redacted.words().stream().map(ConfLine.Word::text).collect(Collectors.joining(" "));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
