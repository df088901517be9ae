package io.tsocks.launcher;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.ProblemPrinter;
import io.tsocks.grammar.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the tsocks.conf and reads it, or says why there is no policy. Without one nothing is run:
/// a program that quietly went direct would be a leak.
final class PolicySource {

    private static final Path SYSTEM_WIDE = Path.of("/etc/tsocks.conf");

    private PolicySource() {}

    /// There is no policy to run by; the message is complete.
    static final class NoPolicyException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String text;

        NoPolicyException(String text) {
            super(text);
            this.text = text;
        }

        /// What to print.
        String text() {
            return text;
        }
    }

    /// Reads the file of `-f`, else of TSOCKS_CONF_FILE, else ~/.tsocks.conf, else
    /// /etc/tsocks.conf.
    ///
    /// @param option the value of `-f`; null without it
    static PolicyEngine read(@Nullable String option, Map<String, String> environment)
            throws NoPolicyException {
        Path path = find(option, environment);
        try {
            return compile(ConfParser.parse(path));
        } catch (NoSuchFileException e) {
            throw new NoPolicyException("tsocks: " + path + ": no such file\n");
        } catch (IOException e) {
            throw new NoPolicyException(
                    "tsocks: " + path + ": cannot be read: " + FileTrouble.reason(e) + "\n");
        }
    }

    private static Path find(@Nullable String option, Map<String, String> environment)
            throws NoPolicyException {
        if (option != null) {
            return named(option);
        }
        String variable = environment.getOrDefault("TSOCKS_CONF_FILE", "");
        if (!variable.isEmpty()) {
            return named(variable);
        }
        Path own =
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")))
                        .resolve(".tsocks.conf");
        return Stream.of(own, SYSTEM_WIDE)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () ->
                                new NoPolicyException(
                                        "tsocks: there is no policy: neither "
                                                + own
                                                + " nor "
                                                + SYSTEM_WIDE
                                                + " exists, and neither -f nor TSOCKS_CONF_FILE"
                                                + " names another file\n"));
    }

    private static Path named(String name) throws NoPolicyException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new NoPolicyException(
                    "tsocks: "
                            + name
                            + ": no file can have this name in the locale's character set\n");
        }
    }

    private static PolicyEngine compile(ConfFile file) throws NoPolicyException {
        PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
        List<Problem> problems =
                Stream.concat(file.problems().stream(), compilation.problems().stream())
                        .sorted((a, b) -> Integer.compare(a.span().start(), b.span().start()))
                        .toList();
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            ProblemPrinter printer = new ProblemPrinter(file, false);
            StringBuilder text = new StringBuilder();
            problems.forEach(problem -> text.append(printer.print(problem)));
            throw new NoPolicyException(text + "tsocks: nothing is run by a policy with errors\n");
        }
        return PolicyEngine.of(compilation.policy());
    }
}
