package io.tsocks.engine.options;

import io.tsocks.net.Printable;
import io.tsocks.net.ServerUri;
import io.tsocks.net.Span;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the variables say from which curl and others take their proxy.
///
/// @param server a URI without a password
/// @param password under the name under which the client looks for it; empty if there is none
/// @param exceptions networks and host patterns, as `local` has them
record ProxyVariables(String server, Map<String, String> password, List<String> exceptions) {

    private static final String PASSWORD = "TSOCKS_PASSWORD";
    private static final String EVERYTHING = "*";

    /// Reads `all_proxy` and `no_proxy`. A server without a scheme is an HTTP proxy, as in curl.
    static ProxyVariables of(Map<String, String> environment) throws BadOptionException {
        String server =
                value("all_proxy", environment)
                        .map(text -> ServerUri.isMeant(text) ? text : "http://" + text)
                        .orElseThrow(
                                () ->
                                        new BadOptionException(
                                                "neither all_proxy nor ALL_PROXY is set"));
        List<String> exceptions = exceptions(value("no_proxy", environment).orElse(""));
        Optional<Span> secret = ServerUri.password(server);
        if (secret.isEmpty()) {
            return new ProxyVariables(server, Map.of(), exceptions);
        }
        Span span = secret.get();
        return new ProxyVariables(
                server.substring(0, span.start() - 1) + server.substring(span.end()),
                Map.of(PASSWORD, decoded(server.substring(span.start(), span.end()))),
                exceptions);
    }

    /// Lower case first, as curl has it.
    private static Optional<String> value(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(text -> !text.isBlank());
    }

    private static List<String> exceptions(String list) throws BadOptionException {
        if (list.strip().equals(EVERYTHING)) {
            return exception(EVERYTHING);
        }
        List<String> exceptions = new ArrayList<>();
        for (String entry : list.split("[,\\s]+", -1)) {
            if (!isLiteral(entry)) {
                exceptions.addAll(exception(entry));
            }
        }
        return exceptions;
    }

    /// Whether curl compares an entry letter by letter with the host, and finds none that is
    /// spelled so: it knows `*` only as the whole of `no_proxy`, and compares whole addresses for
    /// `/0`.
    static boolean isLiteral(String entry) {
        return entry.indexOf('*') >= 0 || entry.endsWith("/0");
    }

    /// What an entry names, or `*` if it is all of `no_proxy`. A name stands for itself and all
    /// below it, with or without a dot in front.
    static List<String> exception(String entry) throws BadOptionException {
        if (entry.isEmpty() || entry.equalsIgnoreCase("localhost")) {
            return List.of();
        }
        if (entry.equals(EVERYTHING)) {
            return List.of("*", "0.0.0.0/0", "::/0");
        }
        if (entry.startsWith("[") && entry.endsWith("]")) {
            return List.of(entry.substring(1, entry.length() - 1));
        }
        if (isNetwork(entry)) {
            return List.of(entry);
        }
        if (entry.startsWith("[") && entry.indexOf(']') < 0) {
            throw new BadOptionException(
                    "no_proxy has " + Printable.of(entry) + " without a closing bracket");
        }
        if (entry.indexOf(':') >= 0) {
            throw new BadOptionException(
                    "no_proxy has "
                            + Printable.of(entry)
                            + " with a port, and what is local is local on every port; write it"
                            + " without the port");
        }
        return List.of("." + entry.replaceFirst("^\\.", ""));
    }

    private static boolean isNetwork(String entry) {
        return !entry.startsWith("[")
                && (entry.indexOf('/') >= 0
                        || entry.indexOf(':') != entry.lastIndexOf(':')
                        || entry.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    }

    private static String decoded(String text) throws BadOptionException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadOptionException(
                    "the password of all_proxy has a % that no two hexadecimal digits follow;"
                            + " write %25 for a %");
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "ProxyVariables[server=" + server + ", exceptions=" + exceptions + "]";
    }
}
