package io.tsocks.testing;

import java.io.File;
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

/// Finds programs of the system, and skips the tests that need one which is absent.
public final class Programs implements ExecutionCondition {

    /// Where a program is: on the PATH, or in /usr/sbin, which a user's PATH often lacks.
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Where a program is that the test has required.
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
