package io.tsocks.service.api;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads requests.
final class Requests {

    private static final List<String> FORMS =
            List.of("application/x-www-form-urlencoded", "multipart/form-data");

    private Requests() {}

    /// Who sends a request.
    static Caller caller(ServerRequest request) {
        return request.context().get(Caller.class).orElseThrow();
    }

    /// The value of a parameter in the query.
    static Optional<String> parameter(ServerRequest request, String name) {
        return request.query().first(name).asOptional();
    }

    /// A parameter that has to be there.
    static String required(ServerRequest request, String name) {
        return parameter(request, name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                ProblemException.badRequest(
                                        "the parameter '" + name + "' is missing"));
    }

    /// A parameter that is `true` or `false`, which is the default.
    static boolean flag(ServerRequest request, String name) {
        String value = parameter(request, name).orElse("false");
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default ->
                    throw ProblemException.badRequest(
                            "'" + name + "' is true or false, and not '" + value + "'");
        };
    }

    /// A parameter that is the number of a revision.
    static long number(ServerRequest request, String name) {
        return number(required(request, name));
    }

    /// The number of a revision.
    static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.badRequest("'" + text + "' is not the number of a revision");
        }
        return Long.parseLong(text);
    }

    /// A header. One that is sent several times counts as a list (RFC 9110, section 5.3), so that
    /// what stands in the first of them alone opens nothing.
    static Optional<String> header(ServerRequest request, HeaderName name) {
        List<String> values = request.headers().all(name, List::of);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /// Whether the client asks for a media type by name.
    static boolean accepts(ServerRequest request, String type) {
        return header(request, HeaderNames.ACCEPT).orElse("").contains(type);
    }

    /// The body, which is bounded in size and time.
    static byte[] body(ServerRequest request, long most) {
        String type = header(request, HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (FORMS.stream().anyMatch(type::contains)) {
            throw new ProblemException(
                    415,
                    "form",
                    "The body is a form",
                    "a body here is a text and not a form; send it as text/plain");
        }
        return BodyReader.read(request, most);
    }

    /// The body as a text.
    static String text(ServerRequest request, long most) {
        return new String(body(request, most), StandardCharsets.UTF_8);
    }

    /// The policy in force.
    static LivePolicy live(PolicyService policies) {
        return policies.active().orElseThrow(ProblemException::noPolicy);
    }
}
