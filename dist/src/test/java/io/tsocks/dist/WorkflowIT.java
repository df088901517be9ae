package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The workflow of docs/ci.md on pull requests, with the steps of the action run one after the
/// other as GitHub's runner does it.
@RequiresProgram("git")
@Timeout(300)
class WorkflowIT {

    private static final String GOOD =
            "local = 10.0.0.0/255.0.0.0\nserver = 10.0.0.1\nserver_type = 5\n";
    private static final String BROKEN = "local = 10.0.0.1/255.0.0.0\n";
    private static final String ROUTES = "10.0.0.0/8 direct\n10.1.1.1 direct\n1.1.1.1 via any\n";

    private static final Path ACTION = Project.home().toAbsolutePath().resolve("action");
    private static final String BASE = "${{ github.event.pull_request.base.sha }}";
    private static final Pattern INPUT = Pattern.compile("\\$\\{\\{ inputs\\.([a-z-]+) }}");
    private static final ObjectMapper YAML = new YAMLMapper();

    @TempDir private Path folder;
    private GitRepository repository = new GitRepository(Path.of(""), Path.of(""));

    @BeforeEach
    void thereIsARepository() throws IOException {
        repository = GitRepository.create(folder.resolve("user"), folder.resolve("home"));
        repository.write(".gitignore", "tsocks-reports/\n");
        repository.write("tsocks.routes.tsv", ROUTES);
    }

    /// What the steps of the action have left.
    ///
    /// @param statuses the exit statuses of the steps that have run
    private record Build(List<Integer> statuses, String log, String summary) {}

    @Test
    void aChangeOfRoutesIsShown() throws IOException {
        repository.write("tsocks.conf", GOOD);
        repository.commit();
        repository.write("tsocks.conf", GOOD + "local = 11.1.0.0/255.255.0.0\n");
        repository.write("tsocks.routes.tsv", ROUTES + "11.1.1.1 direct\n");
        Build build = pullRequest();
        assertThat(build.statuses()).as(build.log()).containsExactly(0, 0, 0);
        assertThat(build.summary())
                .contains("4 of 4 expectations are met")
                .contains("| `11.1.0.0/16` | all |")
                .doesNotContain("empty one");
        JsonNode sarif = new ObjectMapper().readTree(report("findings.sarif"));
        assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
        assertThat(report("routes.xml")).contains("failures=\"0\"");
        assertThat(report("change.svg")).startsWith("<svg");
    }

    @Test
    void aChangeThatAddsOrRepairsTheFilePasses() throws IOException {
        repository.commit();
        repository.write("tsocks.conf", GOOD);
        Build added = pullRequest();
        assertThat(added.statuses()).as(added.log()).containsExactly(0, 0, 0);
        assertThat(added.summary()).contains("There was no such file before");
        repository.write("tsocks.conf", BROKEN);
        repository.commit();
        repository.write("tsocks.conf", GOOD);
        Build repaired = pullRequest();
        assertThat(repaired.statuses()).as(repaired.log()).containsExactly(0, 0, 0);
        assertThat(repaired.summary()).contains("The file had errors before");
    }

    /// Each step reports, although those before it have failed.
    @Test
    void aBrokenFileFailsInEveryStep() throws IOException {
        repository.write("tsocks.conf", GOOD);
        repository.commit();
        repository.write("tsocks.conf", BROKEN);
        Build build = pullRequest();
        assertThat(build.statuses()).as(build.log()).containsExactly(1, 2, 1);
        assertThat(build.log()).contains("::error file=tsocks.conf,line=1");
        assertThat(report("findings.sarif")).contains("TS116");
    }

    @Test
    void noCommentEndsTheBlockOfFailures() throws IOException {
        repository.write("tsocks.conf", GOOD);
        repository.commit();
        repository.write("tsocks.routes.tsv", ROUTES + "11.0.0.0/8 direct # ````\t# big\n");
        Build build = pullRequest();
        assertThat(build.statuses()).as(build.log()).containsExactly(0, 1, 0);
        assertThat(build.summary())
                .contains("`````\ntsocks.routes.tsv:4: 11.0.0.0/8\n")
                .contains("  example:  11.0.0.0:1\n")
                .containsPattern("(?m)^`````$");
    }

    @Test
    void aShallowCheckoutIsNotTakenForANewFile() throws IOException {
        repository.write("tsocks.conf", GOOD);
        repository.commit();
        Build build = build("0".repeat(40));
        assertThat(build.statuses()).as(build.log()).containsExactly(0, 0, 2);
        assertThat(build.log()).contains("check out with fetch-depth: 0");
    }

    @Test
    void reportsAreNotWrittenOverFilesOfTheRepository() throws IOException {
        repository.commit();
        repository.write(".gitignore", "");
        repository.write("tsocks.conf", GOOD);
        repository.write("tsocks-reports/old.conf", "mine");
        Build build = pullRequest();
        assertThat(build.statuses()).as(build.log()).containsExactly(2, 2, 2);
        assertThat(report("old.conf")).isEqualTo("mine");
    }

    /// What the later steps of the workflow upload.
    private String report(String name) throws IOException {
        JsonNode steps = workflow();
        assertThat(steps.get(2).at("/with/sarif_file").asText())
                .isEqualTo("tsocks-reports/findings.sarif");
        assertThat(steps.get(3).at("/with/path").asText()).isEqualTo("tsocks-reports");
        assertThat(List.of(steps.get(2), steps.get(3)))
                .allSatisfy(step -> assertThat(step.get("if").asText()).isEqualTo("always()"));
        return Files.readString(repository.folder().resolve("tsocks-reports").resolve(name));
    }

    private static JsonNode workflow() throws IOException {
        return YAML.readTree(ContinuousIntegrationPage.example("name: tsocks.conf"))
                .at("/jobs/routes/steps");
    }

    /// Commits the files as a change of the last revision, and builds it.
    private Build pullRequest() throws IOException {
        String base = repository.run("git rev-parse HEAD").strip();
        repository.commit();
        return build(base);
    }

    private Build build(String base) throws IOException {
        JsonNode use = workflow().get(1);
        assertThat(use.get("uses").asText()).startsWith("OWNER/REPOSITORY/action@");
        JsonNode action = YAML.readTree(Files.readString(ACTION.resolve("action.yml")));
        Map<String, String> inputs = new HashMap<>();
        texts(action.get("inputs"), "/default").forEach(inputs::put);
        texts(use.get("with"), "").forEach(inputs::put);
        inputs.replaceAll((_, value) -> value.equals(BASE) ? base : value);
        Path summary = Files.writeString(folder.resolve("summary"), "");
        List<Command.Result> results = new ArrayList<>();
        for (JsonNode step : action.at("/runs/steps")) {
            if (isRun(step, results)) {
                Map<String, String> environment = environment(step, inputs);
                environment.put("GITHUB_STEP_SUMMARY", summary.toString());
                results.add(repository.result(step.get("run").asText(), environment));
            }
        }
        return new Build(
                results.stream().map(Command.Result::status).toList(),
                results.stream()
                        .map(result -> result.output() + result.errors())
                        .collect(Collectors.joining()),
                Files.readString(summary));
    }

    private static boolean isRun(JsonNode step, List<Command.Result> before) {
        return step.path("if").asText().equals("always()")
                || before.stream().allMatch(result -> result.status() == 0);
    }

    private static Map<String, String> environment(JsonNode step, Map<String, String> inputs) {
        Map<String, String> environment = new HashMap<>();
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_ACTION_PATH", ACTION.toString());
        texts(step.get("env"), "")
                .forEach((name, value) -> environment.put(name, expanded(value, inputs)));
        return environment;
    }

    private static String expanded(String value, Map<String, String> inputs) {
        Matcher input = INPUT.matcher(value);
        assertThat(input.matches()).as(value).isTrue();
        assertThat(inputs).containsKey(input.group(1));
        return inputs.getOrDefault(input.group(1), "");
    }

    /// The fields of an object, as texts.
    ///
    /// @param at where the text of a field is
    private static Map<String, String> texts(JsonNode object, String at) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().at(at).asText()));
        return texts;
    }
}
