package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.store.Revision;
import io.tsocks.service.store.RevisionStore;
import java.io.IOException;
import java.util.Optional;

/// `/v1/revisions`: what was in force before.
record RevisionApi(PolicyService policies) {

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/v1/revisions", access.needs(Role.READ, this::list));
        routing.get("/v1/revisions/{number}", access.needs(Role.READ, this::one));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Replies.json(
                response,
                json -> {
                    json.writeStartObject();
                    Optional<LivePolicy> active = policies.active();
                    if (active.isPresent()) {
                        json.writeStringField("active", active.get().revision().shortName());
                    }
                    json.writeArrayFieldStart("revisions");
                    for (Revision revision : policies.store().list()) {
                        Reports.revision(json, revision);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private void one(ServerRequest request, ServerResponse response) throws IOException {
        long number = Requests.number(request.path().pathParameters().get("number"));
        RevisionStore.Stored stored = stored(policies, number);
        ConfFile file = file(stored);
        response.header(HeaderNames.ETAG, stored.revision().tag());
        if (Requests.accepts(request, "text/plain")) {
            ShownText.send(request, response, file);
            return;
        }
        boolean isWhole = ShownText.isWhole(request);
        Replies.json(response, json -> write(json, stored.revision(), file, isWhole));
    }

    private static void write(JsonGenerator json, Revision revision, ConfFile file, boolean isWhole)
            throws IOException {
        json.writeStartObject();
        json.writeFieldName("revision");
        Reports.revision(json, revision);
        json.writeBooleanField("secretsHidden", !isWhole);
        json.writeStringField("text", isWhole ? file.text() : ShownText.withoutSecrets(file));
        json.writeEndObject();
    }

    /// A revision with its text.
    static RevisionStore.Stored stored(PolicyService policies, long number) throws IOException {
        return policies.store()
                .read(number)
                .orElseThrow(() -> ProblemException.notFound("there is no revision " + number));
    }

    /// The file of a revision's text, under the name of the revision.
    static ConfFile file(RevisionStore.Stored stored) {
        return ConfParser.parse(name(stored.revision()), stored.text().bytes());
    }

    /// What messages call a revision.
    static String name(Revision revision) {
        return "revision " + revision.number();
    }
}
