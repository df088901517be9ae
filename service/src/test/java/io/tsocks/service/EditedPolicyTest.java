package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A policy that is edited by those who do not see its passwords, and followed by others.
@Timeout(120)
class EditedPolicyTest {

    private static final String POLICY =
            "local = 10.1.0.0/16\r\nserver = 10.1.0.1\r\nserver_type = 5\r\ndefault_user = tom\r\ndefault_pass = sesame\r\n";

    @TempDir private Path folder;

    @Test
    void aHiddenPasswordStaysWhereItsLineHasNotChanged() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            HttpResponse<String> shown = service.get("/v1/policy");
            assertThat(shown.body())
                    .contains("default_pass = ********\r\n")
                    .doesNotContain("sesame");
            HttpResponse<String> applied = put(service, "# edited\r\n" + shown.body());
            assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
            assertThat(service.get("/v1/policy?secrets=true").body())
                    .isEqualTo("# edited\r\n" + POLICY);
        }
    }

    @Test
    void aHiddenPasswordInAnotherLineIsRefused() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            String shown = service.get("/v1/policy").body();
            HttpResponse<String> twice = put(service, shown + "default_pass = ********\r\n");
            assertThat(twice.statusCode()).isEqualTo(422);
            assertThat(twice.body()).contains("line 6 has changed and its password is hidden");
            assertThat(service.get("/v1/policy?secrets=true").body()).isEqualTo(POLICY);
        }
    }

    private static HttpResponse<String> put(RunningService service, String text) throws Exception {
        return service.send(
                service.request("/v1/policy")
                        .header("If-Match", "*")
                        .header("Tsocks-Secrets", "hidden")
                        .PUT(HttpRequest.BodyPublishers.ofString(text)));
    }

    @Test
    void whoeverHasTheRevisionIsAnsweredWhenThereIsAnother() throws Exception {
        try (RunningService service = RunningService.following(folder, POLICY)) {
            String tag = service.get("/v1/policy").headers().firstValue("ETag").orElseThrow();
            HttpRequest.Builder same = service.request("/v1/policy").header("If-None-Match", tag);
            assertThat(service.send(same.copy()).statusCode()).isEqualTo(304);
            CompletableFuture<HttpResponse<String>> waiting =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return service.send(same.header("Prefer", "wait=60"));
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            service.put("/v1/policy", "# another\n" + POLICY);
            assertThat(waiting.get().statusCode()).isEqualTo(200);
            assertThat(waiting.get().body()).startsWith("# another\n");
        }
    }
}
