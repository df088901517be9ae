package io.tsocks.client;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.options.DefaultConf;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads policies from files and texts.
final class PolicyFiles {

    private PolicyFiles() {}

    /// @throws InvalidPolicyException if the file has errors
    /// @throws IOException if it cannot be read
    static Policy read(Path file) throws IOException {
        return compile(file, QuietFile.read(file).bytes());
    }

    /// @throws InvalidPolicyException if the text has errors
    /// @throws IOException if a password file cannot be read
    static Policy parse(String text) throws IOException {
        return compile(ConfParser.parse("tsocks.conf", text.getBytes(StandardCharsets.UTF_8)));
    }

    /// The file that tsocks would use.
    ///
    /// @throws FileNotFoundException if there is none
    static Path defaultFile() throws FileNotFoundException {
        return defaultFile(System.getenv());
    }

    static Path defaultFile(Map<String, String> environment) throws FileNotFoundException {
        return switch (DefaultConf.of(environment)) {
            case DefaultConf.Found found -> Path.of(found.name());
            case DefaultConf.Missing missing -> throw new FileNotFoundException(missing.message());
        };
    }

    /// Compiles the bytes of a file.
    ///
    /// @throws InvalidPolicyException if they have errors
    /// @throws IOException if a password file cannot be read
    static Policy compile(Path file, byte[] bytes) throws IOException {
        return compile(ConfParser.parse(file.toString(), bytes));
    }

    private static Policy compile(ConfFile file) throws IOException {
        PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
        List<Problem> errors =
                Stream.concat(file.problems().stream(), compilation.problems().stream())
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .toList();
        if (!errors.isEmpty()) {
            throw new InvalidPolicyException(file, errors);
        }
        return PasswordFiles.load(compilation.policy());
    }
}
