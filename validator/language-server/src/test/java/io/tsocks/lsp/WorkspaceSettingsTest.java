package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An editor shows what `tsocks-validate` reports in the folder that is open.
@Timeout(60)
class WorkspaceSettingsTest {

    private static final String TEXT = "local=10.1.0.0/16\nfallback = yes\nlocal = 10.1.2.0/24\n";

    @TempDir private Path folder;
    private Path settings;

    @BeforeEach
    void names() {
        settings = folder.resolve(".tsocks-lint.toml");
    }

    private static List<String> codes(List<JsonValue> diagnostics) {
        return diagnostics.stream().flatMap(one -> one.at("code").text().stream()).toList();
    }

    /// What is found in a document of the folder.
    private List<String> found(Editor editor, String name, String text) throws Exception {
        String uri = folder.resolve(name).toUri().toString();
        editor.open(uri, text);
        return codes(editor.diagnostics(1));
    }

    private Editor editor(String field) throws Exception {
        var editor = new Editor();
        editor.request("initialize", "{\"capabilities\":{}," + field + "}");
        return editor;
    }

    private String root() {
        return "\"rootUri\":\"" + folder.toUri() + "\"";
    }

    @Test
    void rulesThatTheSettingsIgnoreAreNotShown() throws Exception {
        try (Editor editor = editor(root())) {
            assertThat(found(editor, "tsocks.conf", TEXT)).contains("TS301", "TS501");
            Files.writeString(settings, "ignore = [\"TS3\"]\n");
            assertThat(found(editor, "tsocks.conf", TEXT))
                    .as("they count from the next edit on")
                    .contains("TS501")
                    .doesNotContain("TS301");
        }
    }

    @Test
    void filesHaveSettingsOfTheirOwn() throws Exception {
        Files.writeString(settings, "[per-file-ignores]\n\"lab/*.conf\" = [\"TS301\"]\n");
        try (Editor editor = editor(root())) {
            assertThat(found(editor, "lab/tsocks.conf", TEXT)).doesNotContain("TS301");
            assertThat(found(editor, "tsocks.conf", TEXT)).contains("TS301");
        }
    }

    @Test
    void theInnermostFolderCounts() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(settings, "ignore = [\"TS301\"]\n");
        Files.writeString(inner.resolve(".tsocks-lint.toml"), "ignore = [\"TS501\"]\n");
        String folders =
                "\"workspaceFolders\":[{\"uri\":\"%s\"},{\"uri\":\"%s\"}]"
                        .formatted(inner.toUri(), folder.toUri());
        try (Editor editor = editor(folders)) {
            assertThat(found(editor, "inner/tsocks.conf", TEXT))
                    .contains("TS301")
                    .doesNotContain("TS501");
            assertThat(found(editor, "tsocks.conf", TEXT))
                    .contains("TS501")
                    .doesNotContain("TS301");
        }
    }

    @Test
    void theDialectOfTheSettingsCounts() throws Exception {
        Files.writeString(settings, "dialect = \"tsocks-1.8\"\n");
        try (Editor editor = editor(root())) {
            editor.open(
                    folder.resolve("tsocks.conf").toUri().toString(), "local = *.example.com\n");
            assertThat(editor.diagnostics(1))
                    .anySatisfy(
                            one -> {
                                assertThat(one.at("code").text().orElse("")).startsWith("TS5");
                                assertThat(one.at("severity").number()).isEqualTo(1);
                            });
        }
    }

    @Test
    void aMistakeInTheSettingsIsToldOnce() throws Exception {
        Files.writeString(settings, "ignore = [\"X\"]\n");
        try (Editor editor = editor(root())) {
            String uri = folder.resolve("tsocks.conf").toUri().toString();
            editor.open(uri, TEXT);
            JsonValue told = editor.next();
            assertThat(told.at("method").text()).contains("window/showMessage");
            assertThat(told.at("params").at("message").text().orElse(""))
                    .startsWith(settings.toString())
                    .contains("X");
            assertThat(codes(editor.diagnostics(1))).contains("TS301");
            editor.open(uri, TEXT);
            assertThat(editor.next().at("method").text())
                    .isEqualTo(Optional.of("textDocument/publishDiagnostics"));
        }
    }

    @Test
    void documentsOfNoFolderHaveTheUsualSettings() throws Exception {
        Files.writeString(settings, "ignore = [\"TS301\"]\n");
        try (Editor editor = editor("\"rootUri\":null")) {
            assertThat(found(editor, "tsocks.conf", TEXT)).contains("TS301");
        }
        try (Editor editor = editor(root())) {
            editor.open("untitled:tsocks.conf", TEXT);
            assertThat(codes(editor.diagnostics(1))).contains("TS301");
        }
    }
}
