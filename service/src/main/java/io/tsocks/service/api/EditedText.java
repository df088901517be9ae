package io.tsocks.service.api;

import io.helidon.webserver.http.ServerRequest;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.store.PolicyText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The text that a person means who has edited one whose passwords were hidden: a line that was
/// shown with `********` and comes back unchanged has its password again.
final class EditedText {

    private static final String HIDDEN = "********";

    /// The lines with passwords, by what was shown of them, in their order.
    private final Map<String, Deque<String>> originals = new HashMap<>();

    private EditedText(ConfFile shown) {
        shown.lines()
                .filter(ConfLine::hasSecret)
                .forEach(
                        line ->
                                originals
                                        .computeIfAbsent(line.redacted(), _ -> new ArrayDeque<>())
                                        .add(withoutEnd(line.text())));
    }

    /// The text in the body of a request, with its passwords if they were hidden from the client.
    ///
    /// @param most how many bytes it may have
    static PolicyText of(ServerRequest request, long most, Optional<LivePolicy> active) {
        byte[] body = Requests.body(request, most);
        return active.isPresent() && ShownText.wasWithoutSecrets(request)
                ? of(body, active.get().conf().file())
                : PolicyText.of(body);
    }

    /// The text with its passwords.
    ///
    /// @param shown the file that was shown without them
    /// @throws ProblemException if a hidden password stands in a line that has changed, so that
    ///     nothing tells which one is meant
    static PolicyText of(byte[] edited, ConfFile shown) {
        return PolicyText.of(
                new EditedText(shown).restored(new String(edited, StandardCharsets.UTF_8)));
    }

    private String restored(String edited) {
        StringBuilder text = new StringBuilder(edited.length());
        int number = 0;
        for (String line : edited.split("(?<=\n)", -1)) {
            number++;
            String content = withoutEnd(line);
            text.append(content.contains(HIDDEN) ? original(content, number) : content);
            text.append(line, content.length(), line.length());
        }
        return text.toString();
    }

    private String original(String shown, int number) {
        Deque<String> same = originals.get(shown);
        if (same == null || same.isEmpty()) {
            throw new ProblemException(
                    422,
                    "hidden-password",
                    "A password is hidden",
                    "line "
                            + number
                            + " has changed and its password is hidden; write the password, or"
                            + " leave the line as it was");
        }
        return same.remove();
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }
}
