package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tsocks.engine.Resolver;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are what docs/route-questions.schema.json promises.
class QuestionJsonTest {

    private static final String TRIED = "src/test/conf/office-expectations.tsv";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff --json ../../samples/office.conf " + DiffCommandTest.CHANGED,
                "diff --json ../../samples/office.conf ../../samples/ipv6.conf",
                "diff --json ../../samples/office.conf ../../samples/office.conf",
                "find --json -f ../../samples/office.conf direct",
                "find --json -f ../../samples/office.conf refused",
                "find --json -a -f ../../samples/ipv6.conf any",
                "diff --json " + Confs.NAMES + " " + DiffCommandTest.NAMES_CHANGED,
                "find --json -a -f " + Confs.NAMES + " any",
                "find --json -f " + Confs.NAMES + " any to names",
                "find --json -a -f " + Confs.NAMES + " direct to names",
                "test --json -f ../../samples/office.conf " + TRIED,
                "test --json -f " + Confs.NAMES + " " + TestCommandTest.NAMES,
                "test --json -f ../../samples/office.conf " + TestCommandTest.NETWORKS,
                "test --json -f " + Confs.NAMES + " " + TestCommandTest.PATTERNS,
                "test --json -f " + DiffCommandTest.NAMES_CHANGED + " " + TRIED,
                "test --json -f ../../samples/ipv6.conf ../../samples/ipv6.routes.tsv",
            })
    void everyAnswerMatchesTheSchema(String command) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                Files.readString(
                                        Project.home()
                                                .resolve("docs/route-questions.schema.json")));
        CommandRun run = CommandRun.of(new RouteCommand(Resolver.none()), command.split(" ", -1));
        assertThat(schema.validate(run.out(), InputFormat.JSON)).as("%s", run.out()).isEmpty();
        assertThat(run.err()).isEmpty();
    }
}
