package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PolicyApiTest {

    private static final String OFFICE =
            """
            local = 10.1.0.0/255.255.0.0
            server = 10.1.0.1
            default_pass = geheim
            default_user = ann
            """;

    private static final String WITH_BRANCH =
            OFFICE
                    + """
                    path {
                    reaches = 10.2.0.0/255.255.0.0
                    server = 10.1.0.2
                    }
                    """;

    private static final String OPEN = OFFICE + "local = 172.16.0.0/255.240.0.0\n";

    @TempDir private Path folder;
    private final ObjectMapper mapper = new ObjectMapper();
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        service = RunningService.following(folder, OFFICE);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void aDestinationIsAnsweredWithTheRevision() throws Exception {
        JsonNode answer = json(service.get("/v1/route?to=192.0.2.7:80"));
        assertThat(answer.get("route").asText()).isEqualTo("via");
        assertThat(answer.get("revision").asText()).startsWith("1-");
        assertThat(json(service.get("/v1/route?to=10.1.2.3:80")).get("route").asText())
                .isEqualTo("direct");
        assertThat(service.get("/v1/route?to=a%20b").statusCode()).isEqualTo(400);
        assertThat(service.get("/v1/route").statusCode()).isEqualTo(400);
    }

    @Test
    void aBatchIsAnsweredLineByLineInOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("{\"to\":\"10.").append(i % 2 + 1).append(".0.1:").append(i % 60_000 + 1);
            lines.append("\"}\n");
        }
        HttpResponse<String> response = service.post("/v1/route", lines + "nonsense\n\"10.1.0.1\"");
        List<String> answers = response.body().lines().toList();
        assertThat(answers).hasSize(20_002);
        for (int i = 0; i < 20_000; i++) {
            JsonNode answer = mapper.readTree(answers.get(i));
            assertThat(answer.get("port").asInt()).isEqualTo(i % 60_000 + 1);
            assertThat(answer.get("route").asText()).isEqualTo(i % 2 == 0 ? "direct" : "via");
        }
        assertThat(mapper.readTree(answers.get(20_000)).get("error").asText())
                .isEqualTo(
                        "a line is {\"to\": \"HOST:PORT\"} or \"HOST:PORT\", and this one is no"
                                + " JSON");
        assertThat(mapper.readTree(answers.get(20_001)).get("route").asText()).isEqualTo("direct");
    }

    @Test
    void aPolicyTakesThePlaceOfTheOneThatTheClientHasRead() throws Exception {
        String tag = service.get("/v1/policy").headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder put =
                service.request("/v1/policy?why=a%20branch")
                        .header("If-Match", tag)
                        .PUT(HttpRequest.BodyPublishers.ofString(WITH_BRANCH));
        HttpResponse<String> applied = service.send(put);
        assertThat(applied.statusCode()).isEqualTo(200);
        JsonNode revision = json(applied).get("revision");
        assertThat(revision.get("number").asInt()).isEqualTo(2);
        assertThat(revision.get("why").asText()).isEqualTo("a branch");
        assertThat(service.send(put).statusCode()).as("with the old tag").isEqualTo(412);
        assertThat(json(service.get("/v1/route?to=10.2.0.1:1")).get("server").get("host").asText())
                .isEqualTo("10.1.0.2");
    }

    @Test
    void whoDoesNotSayWhatIsReplacedIsAsked() throws Exception {
        HttpRequest.Builder put =
                service.request("/v1/policy").PUT(HttpRequest.BodyPublishers.ofString(WITH_BRANCH));
        assertThat(service.send(put).statusCode()).isEqualTo(428);
        assertThat(service.send(put.header("If-None-Match", "*")).statusCode()).isEqualTo(412);
    }

    @Test
    void aPolicyWithErrorsChangesNothingAndIsKeptBeside() throws Exception {
        HttpResponse<String> refused = service.put("/v1/policy", OFFICE + "nonsense = 1\n");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode findings = json(refused).get("findings").get("files").get(0).get("findings");
        assertThat(findings.findValuesAsText("id")).contains("TS101");
        JsonNode status = json(service.get("/v1/status"));
        assertThat(status.get("revision").get("number").asInt()).isEqualTo(1);
        assertThat(status.get("rejected").get("error").asText()).contains("line 5", "nonsense");
        assertThat(folder.resolve("state/rejected.conf")).content().contains("nonsense");
        assertThat(service.put("/v1/policy", WITH_BRANCH).statusCode()).isEqualTo(200);
        assertThat(json(service.get("/v1/status")).has("rejected")).isFalse();
        assertThat(folder.resolve("state/rejected.conf")).doesNotExist();
    }

    @Test
    void whatOpensDirectAccessIsRefusedWithTheDifferenceUnlessItIsMeant() throws Exception {
        HttpResponse<String> refused = service.put("/v1/policy", OPEN);
        assertThat(refused.statusCode()).isEqualTo(409);
        JsonNode change = json(refused).get("diff").get("changes").get(0);
        assertThat(change.get("regions").get(0).get("networks").get(0).asText())
                .isEqualTo("172.16.0.0/12");
        assertThat(service.put("/v1/policy?allow-direct=true", OPEN).statusCode()).isEqualTo(200);
        assertThat(service.put("/v1/policy", OFFICE).statusCode())
                .as("closing access needs no permission")
                .isEqualTo(200);
        assertThat(service.post("/v1/rollback?to=2", "").statusCode()).isEqualTo(409);
        JsonNode back = json(service.post("/v1/rollback?to=2&allow-direct=true", ""));
        assertThat(back.get("revision").get("number").asInt()).isEqualTo(4);
        assertThat(back.get("revision").get("source").asText()).isEqualTo("rollback");
        assertThat(service.post("/v1/rollback?to=99", "").statusCode()).isEqualTo(404);
    }

    @Test
    void passwordsAreHiddenUnlessAnAdminAsks() throws Exception {
        assertThat(service.get("/v1/policy").body())
                .contains("default_pass = ********")
                .doesNotContain("geheim");
        assertThat(service.get("/v1/revisions/1").body()).doesNotContain("geheim");
        assertThat(service.get("/v1/policy?secrets=true").body()).isEqualTo(OFFICE);
        assertThat(service.post("/v1/check", OFFICE).body()).doesNotContain("geheim");
        assertThat(service.log()).doesNotContain("geheim");
    }

    @Test
    void aCandidateIsAskedBesideThePolicy() throws Exception {
        assertThat(service.put("/v1/candidate", "nonsense\n").statusCode()).isEqualTo(422);
        assertThat(service.put("/v1/candidate", WITH_BRANCH).statusCode()).isEqualTo(200);
        JsonNode answer = json(service.get("/v1/route?to=10.2.0.1:80"));
        assertThat(answer.get("server").get("host").asText()).isEqualTo("10.1.0.1");
        assertThat(answer.get("would").asText()).contains("10.1.0.2", "path at line 5");
        assertThat(json(service.get("/v1/route?to=10.3.0.1:80")).has("would")).isFalse();
        service.get("/v1/route?to=10.2.0.9:443");
        JsonNode summary = json(service.get("/v1/candidate"));
        assertThat(summary.get("asked").asInt()).isEqualTo(3);
        assertThat(summary.get("differing").asInt()).isEqualTo(2);
        assertThat(summary.get("differences").get(0).get("count").asInt()).isEqualTo(2);
        assertThat(summary.get("differences").get(0).get("example").asText())
                .isEqualTo("10.2.0.1:80");
        HttpRequest.Builder delete = service.request("/v1/candidate").DELETE();
        assertThat(service.send(delete).statusCode()).isEqualTo(204);
        assertThat(service.get("/v1/candidate").statusCode()).isEqualTo(404);
    }

    @Test
    void questionsAboutTheWholePolicyAreAnswered() throws Exception {
        assertThat(json(service.post("/v1/find", "direct to 10.0.0.0/8")).get("found").asBoolean())
                .isTrue();
        assertThat(service.post("/v1/find", "nonsense").statusCode()).isEqualTo(400);
        assertThat(json(service.post("/v1/diff", WITH_BRANCH)).get("equal").asBoolean()).isFalse();
        assertThat(
                        json(service.post("/v1/test", "10.1.2.3:80\tdirect\n"))
                                .get("passed")
                                .asBoolean())
                .isTrue();
        JsonNode refuted = json(service.post("/v1/test", "10.1.0.0/16 port 1-1023 refused\n"));
        assertThat(refuted.get("passed").asBoolean()).isFalse();
        assertThat(refuted.at("/results/0/example/destination").asText()).isEqualTo("10.1.0.0:1");
        assertThat(service.post("/v1/test", "10.0.0.0/8 any\n".repeat(1001)).statusCode())
                .isEqualTo(400);
        assertThat(service.get("/v1/map.svg").body()).startsWith("<svg");
        assertThat(service.get("/proxy.pac").body()).contains("FindProxyForURL");
    }

    @Test
    void everyRuleIsCounted() throws Exception {
        service.get("/v1/route?to=10.1.2.3:80");
        service.get("/v1/route?to=192.0.2.1:80");
        service.get("/v1/route?to=192.0.2.2:80");
        String metrics = service.get("/metrics").body();
        assertThat(metrics)
                .contains(
                        "tsocks_decisions_total{route=\"direct\"} 1.0",
                        "tsocks_decisions_total{route=\"via\"} 2.0",
                        "tsocks_rule_hits_total{rule=\"local at line 1\"} 1.0",
                        "tsocks_rule_hits_total{rule=\"default server at line 2\"} 2.0",
                        "tsocks_policy_revision 1.0",
                        "tsocks_policy_file_in_force 1.0");
    }

    @Test
    void aFileThatIsNotInForceIsShown() throws Exception {
        service.put("/v1/policy", WITH_BRANCH);
        assertThat(file().get("state").asText()).isEqualTo("overridden");
        Files.writeString(folder.resolve("tsocks.conf"), OFFICE + "nonsense\n");
        service.post("/v1/reload", "");
        assertThat(file().get("state").asText()).isEqualTo("rejected");
        assertThat(file().get("error").asText()).contains("line 5");
        Files.writeString(folder.resolve("tsocks.conf"), OFFICE + "# better\n");
        service.post("/v1/reload", "");
        assertThat(file().get("state").asText()).isEqualTo("active");
        assertThat(json(service.get("/v1/status")).get("revision").get("number").asInt())
                .isEqualTo(3);
    }

    private JsonNode file() throws Exception {
        return json(service.get("/v1/status")).get("file");
    }

    private JsonNode json(HttpResponse<String> response) throws Exception {
        return mapper.readTree(response.body());
    }
}
