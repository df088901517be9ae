package io.tsocks.service.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.Review;
import io.tsocks.service.policy.Trial;
import io.tsocks.service.store.PolicyText;

/// `/v1/candidate`: a policy that is asked beside the one in force, and decides nothing.
///
/// @param most how many bytes a policy may have
record TrialApi(PolicyService policies, long most) {

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/v1/candidate", access.needs(Role.READ, this::show));
        routing.put("/v1/candidate", access.needs(Role.OPERATE, this::put));
        routing.delete("/v1/candidate", access.needs(Role.OPERATE, this::delete));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Trial trial =
                policies.trial()
                        .orElseThrow(() -> ProblemException.notFound("no candidate is tried"));
        Replies.json(response, json -> Reports.trial(json, trial, Trial.MOST_DIFFERENCES));
    }

    private void put(ServerRequest request, ServerResponse response) {
        PolicyText text = PolicyText.of(Requests.body(request, most));
        Review review = policies.tryOut(text, Requests.caller(request).name());
        if (!review.isValid()) {
            throw new ProblemException(
                    422,
                    "invalid-policy",
                    "The policy is not valid",
                    "the candidate has errors or does not give the expected routes, and is not"
                            + " tried",
                    json -> Reports.details(json, review));
        }
        Replies.json(
                response,
                json -> {
                    json.writeStartObject();
                    Reports.review(json, review);
                    json.writeEndObject();
                });
    }

    private void delete(ServerRequest request, ServerResponse response) {
        if (!policies.endTrial()) {
            throw ProblemException.notFound("no candidate is tried");
        }
        response.status(Status.NO_CONTENT_204).send();
    }
}
