package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.convert.Conversion;
import io.tsocks.convert.TargetFormat;
import io.tsocks.service.policy.BackgroundWork;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.views.ConversionReport;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// `/proxy.pac`: the policy in force for browsers, which refuse what a PAC cannot say.
/// `/v1/pac` says what that is.
///
/// @param isPublic whether browsers, which send no token for a PAC, may fetch it
/// @param made the last PAC
record PacApi(PolicyService policies, boolean isPublic, AtomicReference<Optional<Made>> made) {

    private static final Header PAC =
            HeaderValues.createCached(
                    HeaderNames.CONTENT_TYPE, "application/x-ns-proxy-autoconfig");

    PacApi(PolicyService policies, boolean isPublic) {
        this(policies, isPublic, new AtomicReference<>(Optional.empty()));
    }

    /// The PAC of a policy.
    private record Made(LivePolicy live, Conversion conversion) {}

    void addTo(HttpRouting.Builder routing, Access access) {
        if (isPublic) {
            routing.get("/proxy.pac", this::send);
        } else {
            routing.get("/proxy.pac", access.needs(Role.READ, this::send));
        }
        routing.get("/v1/pac", access.needs(Role.READ, this::report));
    }

    private void send(ServerRequest request, ServerResponse response) {
        LivePolicy live = Requests.live(policies);
        String tag = live.revision().tag();
        response.header(HeaderNames.ETAG, tag);
        if (Requests.header(request, HeaderNames.IF_NONE_MATCH).equals(Optional.of(tag))) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(PAC).send(conversion(live).text().getBytes(StandardCharsets.UTF_8));
    }

    private void report(ServerRequest request, ServerResponse response) {
        Conversion conversion = conversion(Requests.live(policies));
        Replies.printed(
                response,
                Replies.JSON,
                out ->
                        new ConversionReport("policy", conversion)
                                .writeJson("tsocks", TargetFormat.PAC.label(), out));
    }

    /// The PAC of a policy, which is made once.
    private Conversion conversion(LivePolicy live) {
        Optional<Made> known = made.get();
        if (known.isPresent() && known.get().live() == live) {
            return known.get().conversion();
        }
        Conversion conversion =
                BackgroundWork.QUESTIONS.done(
                        () -> TargetFormat.PAC.convert(live.conf().file(), live.conf().policy()));
        made.set(Optional.of(new Made(live, conversion)));
        return conversion;
    }
}
