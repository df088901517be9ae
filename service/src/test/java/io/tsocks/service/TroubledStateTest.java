package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A state folder of which a file is damaged, or can be neither written nor deleted.
@Timeout(60)
class TroubledStateTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";

    @TempDir private Path folder;

    /// A folder that is not empty can be neither deleted nor replaced by a file.
    private void trouble() throws IOException {
        Path file = folder.resolve("state/rejected.conf");
        Files.deleteIfExists(file);
        Files.createFile(Files.createDirectory(file).resolve("inside"));
    }

    @Test
    void whoeverProposesSomethingWrongIsToldWhatIsWrong() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            trouble();
            assertThat(service.put("/v1/policy", "server = \n").statusCode()).isEqualTo(422);
            assertThat(service.log()).contains("\"event\":\"rejected\"");
        }
    }

    @Test
    void aPolicyIsAppliedAndToldThoughTheRejectedOneCannotBeDeleted() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            assertThat(service.put("/v1/policy", "server = \n").statusCode()).isEqualTo(422);
            trouble();
            assertThat(service.put("/v1/policy?why=new", POLICY + "# new\n").statusCode())
                    .isEqualTo(200);
            assertThat(service.log()).contains("\"why\":\"new\"");
            assertThat(service.get("/v1/policy").body()).endsWith("# new\n");
        }
    }

    @Test
    void aDamagedNoteOfWhatWasRejectedKeepsNobodyFromStarting() throws Exception {
        RunningService.following(folder, POLICY).close();
        Files.writeString(folder.resolve("state/rejected.json"), "nonsense");
        try (RunningService service = RunningService.following(folder, POLICY)) {
            assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void thePolicyFileIsTakenAgainIfTheRevisionsAreLost() throws Exception {
        RunningService.following(folder, POLICY).close();
        Files.delete(folder.resolve("state/revisions/00000001.revision"));
        try (RunningService service = RunningService.following(folder, POLICY)) {
            assertThat(service.get("/v1/policy").body()).isEqualTo(POLICY);
        }
    }

    @Test
    void anEmptyTokenOpensNothing() throws Exception {
        RunningService.following(folder, POLICY).close();
        Files.writeString(folder.resolve("state/token"), "\n");
        assertThatThrownBy(() -> RunningService.following(folder, POLICY))
                .hasMessageContaining("holds no token");
    }
}
