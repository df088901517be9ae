package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The examples of docs/service.md, run in their order as one script. What they print is compared
/// with an approved text, in which times, ports, digests and names of folders have no value.
@RequiresRoot
@RequiresProgram("curl")
@Timeout(300)
class ServiceExamplesIT {

    private static final Path PRELUDE =
            Project.home().resolve("dist/src/test/examples/service.sh").toAbsolutePath();
    private static final Pattern FENCE = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final int LONGEST_LINE = 400;

    @TempDir private Path folder;

    @Test
    void theExamplesPrintWhatIsApproved() throws Exception {
        Files.copy(Project.home().resolve("samples/office.conf"), folder.resolve("office.conf"));
        Path script = Files.writeString(folder.resolve("script"), examples());
        String output;
        try (NetworkNamespace namespace = NetworkNamespace.create()) {
            Command run =
                    namespace.command(
                            "env",
                            "-i",
                            "--chdir=" + folder,
                            "HOME=" + folder,
                            "PATH=" + Image.HOME.toAbsolutePath().resolve("bin") + ":/usr/bin:/bin",
                            "BASH_ENV=" + PRELUDE,
                            "bash",
                            "-c",
                            "exec 2>&1; exec bash -v " + script);
            output = run.run();
        }
        assertThat(output).as("it reads the prelude aloud, too").contains("\nawait() {");
        int begin = output.indexOf("tsocksd --policy office.conf");
        Approved.verify("service-examples.txt", masked(output.substring(begin)));
    }

    private static String examples() throws Exception {
        String page = Files.readString(Project.home().resolve("docs/service.md"));
        String examples =
                FENCE.matcher(page)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.joining("\n"));
        assertThat(examples).contains("--listen 127.0.0.1:1080", "tsocksd rollback");
        return examples;
    }

    private String masked(String output) {
        return output.replace(folder.toString(), "HOME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\b(\\d+)-[0-9a-f]{12}\\b", "$1-DIGEST")
                .replaceAll("\\b[0-9a-f]{64}\\b", "DIGEST")
                .replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://127.0.0.1:PORT")
                .replaceAll("\"id\":\"[a-z0-9]+-", "\"id\":\"RUN-")
                .replaceAll("(version +)\\S+,", "$1VERSION,")
                .lines()
                .map(line -> line.substring(0, Math.min(LONGEST_LINE, line.length())) + "\n")
                .collect(Collectors.joining());
    }
}
