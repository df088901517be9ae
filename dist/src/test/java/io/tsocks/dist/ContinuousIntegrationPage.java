package io.tsocks.dist;

import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The examples of docs/ci.md.
final class ContinuousIntegrationPage {

    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

    private ContinuousIntegrationPage() {}

    /// The YAML that begins like this.
    static String example(String start) throws IOException {
        return YAML.matcher(Files.readString(Project.home().resolve("docs/ci.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(text -> text.startsWith(start))
                .findFirst()
                .orElseThrow();
    }
}
