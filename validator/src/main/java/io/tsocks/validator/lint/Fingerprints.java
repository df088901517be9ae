package io.tsocks.validator.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/// Names findings so that they are known again after lines have moved: by rule, words of the line,
/// and how many like it came before. What is said of a whole file has no line. Passwords are left
/// out of it.
public final class Fingerprints {

    private static final int BYTES = 12;

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

    /// What is said of the whole file is reported at its first character, whatever stands there.
    private boolean isAboutFile(Problem problem) {
        return file.lineCount() == 0 || (problem.span().start() == 0 && problem.span().end() <= 1);
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
