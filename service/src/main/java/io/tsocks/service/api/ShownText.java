package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tsocks.grammar.ConfFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/// The text of a policy as a caller may see it: with `********` in place of each password, unless
/// an admin asks for them.
final class ShownText {

    private static final HeaderName SECRETS = HeaderNames.create("Tsocks-Secrets");
    private static final Header HIDDEN = HeaderValues.createCached(SECRETS, "hidden");

    private ShownText() {}

    /// The text without its passwords.
    static String withoutSecrets(ConfFile file) {
        return file.lines()
                .map(line -> line.hasSecret() ? line.redacted() + line.lineEnd() : line.text())
                .collect(Collectors.joining());
    }

    /// Whether a caller sends a text that it was shown without passwords, and says so.
    static boolean wasWithoutSecrets(ServerRequest request) {
        return Requests.header(request, SECRETS).equals(Optional.of("hidden"));
    }

    /// Whether a caller asks for the passwords, and may have them.
    static boolean isWhole(ServerRequest request) {
        if (!Requests.flag(request, "secrets")) {
            return false;
        }
        if (!Requests.caller(request).role().includes(Role.ADMIN)) {
            throw new ProblemException(
                    403,
                    "role",
                    "The role does not allow this",
                    "passwords are shown to the role admin alone");
        }
        return true;
    }

    /// Sends the text.
    static void send(ServerRequest request, ServerResponse response, ConfFile file) {
        response.header(Replies.TEXT);
        if (isWhole(request)) {
            response.send(file.bytes());
        } else {
            response.header(HIDDEN).send(withoutSecrets(file).getBytes(StandardCharsets.UTF_8));
        }
    }
}
