package io.tsocks.client;

import io.tsocks.engine.Resolver;
import io.tsocks.engine.options.BadOptionException;
import io.tsocks.engine.options.PolicyOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A policy as a driver's settings name it in one word: a file, a server or the policy itself.
final class NamedPolicy {

    private static final Pattern SERVER = Pattern.compile("(?s)[a-z0-9+]+://.*|unix:/.*");

    /// No path that a person writes: a line of a policy, or several.
    private static final Pattern TEXT = Pattern.compile("(?s)[^/.~].*=.*|.*\n.*");

    /// The clients of servers and texts, because some drivers make a socket factory for each
    /// connection, and what is known about the servers is to be kept.
    private static final ConcurrentMap<String, Tsocks> CLIENTS = new ConcurrentHashMap<>();

    private NamedPolicy() {}

    /// What gives the client of a policy.
    ///
    /// @param name the URI of a server for everything, the text of a tsocks.conf, or the path of
    ///     one, which is followed
    /// @throws InvalidPolicyException if the policy has errors
    /// @throws IOException if a file cannot be read, or the name is no path and no server
    static Supplier<Tsocks> of(String name) throws IOException {
        boolean isServer = SERVER.matcher(name).matches();
        if (!isServer && !TEXT.matcher(name).matches()) {
            return LoadedFiles.of(path(name))::client;
        }
        Tsocks known = CLIENTS.get(name);
        if (known == null) {
            Tsocks made = Tsocks.parse(isServer ? text(name) : name);
            Tsocks earlier = CLIENTS.putIfAbsent(name, made);
            known = earlier == null ? made : earlier;
        }
        Tsocks client = known;
        return () -> client;
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("no path of a tsocks.conf: " + e.getReason());
        }
    }

    private static String text(String server) throws IOException {
        try {
            return PolicyOptions.of(List.of(server), List.of(), Optional.empty())
                    .text(Resolver.system());
        } catch (BadOptionException e) {
            throw new IOException(e.getMessage());
        }
    }
}
