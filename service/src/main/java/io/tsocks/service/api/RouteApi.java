package io.tsocks.service.api;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.views.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// `/v1/route`: where connections go.
record RouteApi(PolicyService policies, Decisions decisions, RouteBatch batch) {

    private static final int USUAL_SIZE = 512;

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/v1/route", access.needs(Role.READ, this::one));
        routing.post("/v1/route", access.needs(Role.READ, this::many));
    }

    private void one(ServerRequest request, ServerResponse response) throws IOException {
        String destination = Requests.required(request, "to");
        boolean explain = Requests.flag(request, "explain");
        LivePolicy live = Requests.live(policies);
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        Decisions.Writer writer = decisions.to(live, policies.trial(), explain, bytes);
        Answer answer = writer.answer(destination);
        if (answer instanceof Answer.Malformed malformed) {
            throw ProblemException.badRequest(malformed.message());
        }
        writer.write(answer);
        writer.flush();
        response.header(Replies.JSON).send(bytes.toByteArray());
    }

    private void many(ServerRequest request, ServerResponse response) throws Exception {
        boolean explain = Requests.flag(request, "explain");
        LivePolicy live = Requests.live(policies);
        batch.answer(request, response, chunk -> new RouteLines(chunk, explain).answer(live, this));
    }
}
