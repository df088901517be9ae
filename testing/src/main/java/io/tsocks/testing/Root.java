package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Finds out whether the tests run as root, and skips those that need it if not.
public final class Root implements ExecutionCondition {

    /// Whether this process has user id 0.
    public static boolean isMe() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return isMe()
                ? ConditionEvaluationResult.enabled("root")
                : ConditionEvaluationResult.disabled("needs root");
    }
}
