package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.client.health.Condition;
import io.tsocks.client.health.ServerSnapshot;
import io.tsocks.engine.ProxyServer;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyFile;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Rejections;
import io.tsocks.service.policy.RuleHits;
import io.tsocks.service.policy.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the service does now: `/v1/status`, `/v1/rules`, `/v1/servers`, `/v1/connections`,
/// `/healthz` and `/readyz`.
///
/// @param addresses at which the API listens
record StatusApi(PolicyService policies, Traffic traffic, Instant started, ListeningAt addresses) {

    private static final int MOST_DIFFERENCES = 20;

    /// At which addresses the service listens.
    @FunctionalInterface
    interface ListeningAt {
        /// The addresses, once it does.
        List<String> list();
    }

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/healthz", (_, response) -> response.header(Replies.TEXT).send("ok\n"));
        routing.get("/readyz", this::ready);
        routing.get("/v1/status", access.needs(Role.READ, this::status));
        routing.get("/v1/rules", access.needs(Role.READ, this::rules));
        routing.get("/v1/servers", access.needs(Role.READ, this::servers));
        routing.get("/v1/connections", access.needs(Role.READ, this::connections));
        routing.delete("/v1/connections/{id}", access.needs(Role.OPERATE, this::close));
    }

    /// Ready as soon as a policy is in force. Whether a newer one was rejected does not matter
    /// here: what is in force still decides.
    private void ready(ServerRequest request, ServerResponse response) {
        boolean isReady = policies.active().isPresent();
        response.status(isReady ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(Replies.TEXT)
                .send(isReady ? "ready\n" : "no policy is in force\n");
    }

    private void status(ServerRequest request, ServerResponse response) {
        Optional<LivePolicy> active = policies.active();
        response.header(
                Replies.VERDICT,
                policies.file().map(file -> file.state(active).label()).orElse("none"));
        if (Requests.accepts(request, "text/plain")) {
            Replies.printed(
                    response,
                    Replies.TEXT,
                    new StatusText(policies, started, addresses.list())::print);
            return;
        }
        Replies.json(response, this::writeStatus);
    }

    private void writeStatus(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", Version.TEXT);
        json.writeStringField("started", started.toString());
        json.writeArrayFieldStart("listening");
        for (String address : addresses.list()) {
            json.writeString(address);
        }
        json.writeEndArray();
        Optional<LivePolicy> active = policies.active();
        if (active.isPresent()) {
            json.writeFieldName("revision");
            Reports.revision(json, active.get().revision());
        }
        Optional<PolicyFile> file = policies.file();
        if (file.isPresent()) {
            json.writeFieldName("file");
            Reports.file(json, file.get(), file.get().state(active));
        }
        Optional<Rejections.Rejection> rejected = policies.rejection();
        if (rejected.isPresent()) {
            writeRejected(json, rejected.get());
        }
        Optional<Trial> trial = policies.trial();
        if (trial.isPresent()) {
            json.writeFieldName("candidate");
            Reports.trial(json, trial.get(), MOST_DIFFERENCES);
        }
        json.writeBooleanField("gateway", traffic.isThere());
        json.writeNumberField("connections", traffic.connections().size());
        json.writeEndObject();
    }

    private static void writeRejected(JsonGenerator json, Rejections.Rejection rejected)
            throws IOException {
        json.writeObjectFieldStart("rejected");
        json.writeStringField("sha256", rejected.sha256());
        json.writeStringField("who", rejected.who());
        json.writeStringField("when", rejected.when().toString());
        json.writeStringField("error", rejected.why());
        json.writeEndObject();
    }

    private void rules(ServerRequest request, ServerResponse response) {
        LivePolicy live = Requests.live(policies);
        Replies.json(
                response,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("revision", live.revision().shortName());
                    json.writeArrayFieldStart("rules");
                    for (RuleHits.Hits one : live.hits().list()) {
                        json.writeStartObject();
                        json.writeNumberField("line", one.rule().line());
                        json.writeStringField("rule", one.rule().describe());
                        json.writeNumberField("hits", one.count());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeNumberField("otherHits", live.hits().others());
                    json.writeEndObject();
                });
    }

    private void servers(ServerRequest request, ServerResponse response) {
        Map<ProxyServer, Optional<ServerSnapshot<ProxyServer>>> servers = new LinkedHashMap<>();
        Requests.live(policies)
                .conf()
                .policy()
                .servers()
                .forEach(server -> servers.put(server, Optional.empty()));
        traffic.servers().forEach(known -> servers.put(known.server(), Optional.of(known)));
        Replies.json(
                response,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("servers");
                    for (var server : servers.entrySet()) {
                        write(json, server.getKey(), server.getValue());
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void write(
            JsonGenerator json, ProxyServer server, Optional<ServerSnapshot<ProxyServer>> known)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("server", server.uri());
        json.writeBooleanField("used", known.isPresent());
        if (known.isPresent()) {
            ServerSnapshot<ProxyServer> snapshot = known.get();
            json.writeStringField("condition", label(snapshot.condition()));
            json.writeNumberField("failures", snapshot.failures());
            json.writeNumberField("answers", snapshot.answers());
            if (snapshot.handshakeTime().isPresent()) {
                json.writeNumberField(
                        "handshakeMillis", snapshot.handshakeTime().get().toNanos() / 1e6);
            }
            if (snapshot.lastFailure().isPresent()) {
                json.writeStringField("lastFailure", snapshot.lastFailure().get().words());
            }
        }
        json.writeEndObject();
    }

    private static String label(Condition condition) {
        return switch (condition) {
            case Condition.Closed _ -> "usable";
            case Condition.Open _ -> "down";
            case Condition.HalfOpen _ -> "probing";
        };
    }

    private void connections(ServerRequest request, ServerResponse response) {
        Replies.json(
                response,
                json -> {
                    json.writeStartObject();
                    json.writeBooleanField("gateway", traffic.isThere());
                    json.writeArrayFieldStart("connections");
                    for (Traffic.Connection one : traffic.connections()) {
                        write(json, one);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void write(JsonGenerator json, Traffic.Connection one) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", one.id());
        json.writeStringField("client", one.client());
        if (!one.user().isEmpty()) {
            json.writeStringField("user", one.user());
        }
        writeFields(json, one.flow());
        if (!one.flows().isEmpty()) {
            json.writeArrayFieldStart("flows");
            for (Traffic.Flow flow : one.flows()) {
                json.writeStartObject();
                writeFields(json, flow);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Traffic.Flow flow) throws IOException {
        json.writeStringField("since", flow.since().toString());
        json.writeStringField("destination", flow.destination());
        json.writeStringField("decision", flow.decision());
        json.writeStringField("revision", flow.revision());
        if (!flow.server().isEmpty()) {
            json.writeStringField("server", flow.server());
        }
        json.writeNumberField("sent", flow.sent());
        json.writeNumberField("received", flow.received());
    }

    private void close(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        if (!id.matches("[0-9]{1,18}") || !traffic.close(Long.parseLong(id))) {
            throw ProblemException.notFound("no connection has this id now");
        }
        response.status(Status.NO_CONTENT_204).send();
    }
}
