package io.tsocks.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Finds programs of the system, and skips tests if a program that they need is absent.
public final class Programs implements ExecutionCondition {

    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    /// The path of a program: on the PATH, in /usr/sbin, which a user's PATH often lacks, or in
    /// Debian's folder of PostgreSQL's server.
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(
                        Arrays.stream(path.split(File.pathSeparator)).map(Path::of),
                        Stream.of(Path.of("/usr/sbin"), Path.of("/sbin")),
                        postgresql())
                .flatMap(folders -> folders)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The folders of PostgreSQL, one for each installed version.
    private static Stream<Path> postgresql() {
        try (Stream<Path> versions = Files.list(POSTGRESQL)) {
            return versions.map(version -> version.resolve("bin")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /// The path of a program that the test requires.
    public static Path get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no " + name + " here"));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> absent =
                AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class)
                        .map(required -> Arrays.asList(required.value()))
                        .orElse(List.of())
                        .stream()
                        .filter(name -> find(name).isEmpty())
                        .toList();
        return absent.isEmpty()
                ? ConditionEvaluationResult.enabled("every program is here")
                : ConditionEvaluationResult.disabled(
                        "absent: " + String.join(", ", absent) + " (.ci/install-test-servers)");
    }
}
