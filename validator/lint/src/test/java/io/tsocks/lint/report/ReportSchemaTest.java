package io.tsocks.lint.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tsocks.lint.Catalog;
import io.tsocks.lint.LintedFile;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The reports are what their schemas say, for every kind of finding.
class ReportSchemaTest {

    @Test
    void theJsonMatchesItsPublishedSchema() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                Files.readString(
                                        Project.home().resolve("docs/lint-report.schema.json")));

        assertThat(schema.validate(report(Format.JSON), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{\"version\":1}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void theSarifMatchesTheOfficialSchema() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V4)
                        .getSchema(
                                Files.readString(
                                        Path.of("src/test/resources/sarif-schema-2.1.0.json")));

        assertThat(schema.validate(report(Format.SARIF), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{\"version\":\"2.1.0\"}", InputFormat.JSON)).isNotEmpty();
    }

    /// One report about the bad examples of all pages.
    private static String report(Format format) throws IOException {
        LintedFile[] files =
                Catalog.entries().stream().map(entry -> lint(entry)).toArray(LintedFile[]::new);
        return ReportTest.report(format, files);
    }

    private static LintedFile lint(Catalog.Entry entry) {
        String name = "a folder/" + entry.kind().id() + ".conf";
        return ReportTest.lint(name, entry.page().bad().text());
    }
}
