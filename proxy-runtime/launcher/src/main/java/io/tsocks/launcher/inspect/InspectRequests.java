package io.tsocks.launcher.inspect;

import io.tsocks.launcher.inspect.InspectRequest.Asked;
import io.tsocks.launcher.inspect.InspectRequest.Questions;
import io.tsocks.launcher.inspect.InspectRequest.Subject;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.SocksAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// What to ask whom, as the arguments say.
///
/// @param servers at least one, in the order of the arguments, then of the file
/// @param isOne whether the user named one server, and no file that may have more
record InspectRequests(List<InspectRequest> servers, boolean isOne, Form form) {

    /// For whom the report is.
    enum Form {
        /// For people.
        TEXT,
        /// For programs.
        JSON
    }

    private static final double LONGEST_SECONDS = 600;

    InspectRequests {
        servers = List.copyOf(servers);
    }

    /// Reads the arguments.
    ///
    /// @param environment gives TSOCKS_PASSWORD
    /// @throws IllegalArgumentException if they are wrong
    /// @throws ConfServers.UnusableException if the file is
    static InspectRequests of(ParseResult parsed, Map<String, String> environment)
            throws ConfServers.UnusableException {
        String file = parsed.matchedOptionValue("--file", "");
        List<String> words = parsed.matchedPositionalValue(0, List.of());
        if (words.isEmpty() && !parsed.hasMatchedOption("--file")) {
            throw new IllegalArgumentException("name a server, or a tsocks.conf with --file");
        }
        Questions questions =
                new Questions(
                        login(parsed, environment),
                        target(parsed),
                        timeout(
                                parsed.matchedOptionValue(
                                        "--timeout", InspectSpec.DEFAULT_TIMEOUT)));
        List<Subject> subjects = new ArrayList<>();
        words.forEach(word -> subjects.add(subject(word)));
        if (parsed.hasMatchedOption("--file")) {
            subjects.addAll(ConfServers.of(file));
        }
        return new InspectRequests(
                subjects.stream().map(each -> new InspectRequest(each, questions)).toList(),
                subjects.size() == 1 && words.size() == 1,
                parsed.hasMatchedOption("--json") ? Form.JSON : Form.TEXT);
    }

    private static Subject subject(String text) {
        if (ServerUri.isMeant(text)) {
            ServerUri uri = uri(text);
            return Subject.of(uri.address(), uri.kind(), Asked.of(uri.kind()));
        }
        Endpoint server = endpoint(text).orPort(ServerKind.SOCKS5.defaultPort());
        return Subject.of(
                new ServerAddress.Inet(server.host(), server.port()), ServerKind.SOCKS5, Asked.ANY);
    }

    private static ServerUri uri(String text) {
        try {
            ServerUri uri = ServerUri.parse(text);
            if (uri.user().isPresent()) {
                throw new IllegalArgumentException(uri + ": give the user as --user NAME");
            }
            return uri;
        } catch (ServerUri.MalformedException e) {
            throw new IllegalArgumentException(e.reason() + "; " + e.advice(), e);
        }
    }

    /// The login to send. Only a user name from the arguments is sent, and only with a password
    /// from the environment, which other users cannot see in the list of processes.
    private static Authentication.@Nullable Password login(
            ParseResult parsed, Map<String, String> environment) {
        if (!parsed.hasMatchedOption("--user")) {
            return null;
        }
        String password = environment.getOrDefault("TSOCKS_PASSWORD", "");
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "--user takes the password from TSOCKS_PASSWORD, which is not set");
        }
        return new Authentication.Password(
                parsed.matchedOptionValue("--user", ""), Secret.of(password));
    }

    private static @Nullable SocksAddress target(ParseResult parsed) {
        if (!parsed.hasMatchedOption("--target")) {
            return null;
        }
        Endpoint target = endpoint(parsed.matchedOptionValue("--target", ""));
        if (target.port() == Endpoint.NO_PORT) {
            throw new IllegalArgumentException(target + ": a target is HOST:PORT");
        }
        return SocksAddress.of(target.host(), target.port());
    }

    private static Endpoint endpoint(String text) {
        try {
            return Endpoint.parse(text);
        } catch (Endpoint.MalformedException e) {
            throw new IllegalArgumentException(text + ": " + e.reason(), e);
        }
    }

    private static Duration timeout(String text) {
        if (text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds <= LONGEST_SECONDS) {
                return Duration.ofMillis(Math.round(seconds * 1e3));
            }
        }
        throw new IllegalArgumentException(
                "a timeout must be more than 0 and at most 600 seconds, not '" + text + "'");
    }
}
