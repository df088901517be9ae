package io.tsocks.client;

import io.tsocks.engine.PasswordSource;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The login of an environment, with the servers that get it.
///
/// @param user null if there is no TSOCKS_USERNAME
/// @param password null if there is no TSOCKS_PASSWORD
/// @param named the servers of TSOCKS_LOGIN_SERVER: host and port, in lower case
/// @param only the policy's only server with a login, written as in `named`; null if the policy has
///     none or several, or is not known
record EnvironmentCredentials(
        @Nullable String user,
        @Nullable Secret password,
        String localUser,
        Set<String> named,
        @Nullable String only)
        implements Credentials {

    static EnvironmentCredentials of(Map<String, String> environment, String localUser) {
        String password = environment.getOrDefault("TSOCKS_PASSWORD", "");
        String user = environment.getOrDefault("TSOCKS_USERNAME", "");
        String servers = environment.getOrDefault("TSOCKS_LOGIN_SERVER", "");
        return new EnvironmentCredentials(
                user.isEmpty() ? null : user,
                password.isEmpty() ? null : Secret.of(password),
                localUser,
                Arrays.stream(servers.split(",", -1))
                        .map(EnvironmentCredentials::withPort)
                        .collect(Collectors.toUnmodifiableSet()),
                null);
    }

    /// The policy's own login for a server.
    static Optional<Login> own(ProxyServer server, String otherwise) {
        String user = server.user();
        return server.password() instanceof PasswordSource.Given(Secret secret)
                ? Optional.of(new Login(user == null ? otherwise : user, secret))
                : Optional.empty();
    }

    @Override
    public Optional<Login> login(ProxyServer server) {
        String place = place(server);
        String nameless = user == null ? localUser : user;
        if (password != null && named.contains(place)) {
            String known = server.user();
            return Optional.of(
                    new Login(user == null && known != null ? known : nameless, password));
        }
        boolean isOnly = place.equals(only);
        if (server.password() != null) {
            return own(server, isOnly ? nameless : localUser);
        }
        if (password == null) {
            return Optional.empty();
        }
        String asked = server.user();
        if (asked != null) {
            return user == null || user.equals(asked)
                    ? Optional.of(new Login(asked, password))
                    : Optional.empty();
        }
        return isOnly ? Optional.of(new Login(nameless, password)) : Optional.empty();
    }

    @Override
    public String userId() {
        return localUser;
    }

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public Credentials in(Policy policy) {
        Set<String> servers =
                policy.servers()
                        .filter(server -> server.kind().hasLogin() && server.gssapi() == null)
                        .map(EnvironmentCredentials::place)
                        .collect(Collectors.toSet());
        return new EnvironmentCredentials(
                user,
                password,
                localUser,
                named,
                servers.size() == 1 ? servers.iterator().next() : null);
    }

    /// A text that shows neither user name nor password.
    @Override
    public String toString() {
        return "EnvironmentCredentials[named=" + named + ", only=" + only + "]";
    }

    private static String place(ProxyServer server) {
        return server.address().toString().toLowerCase(Locale.ROOT);
    }

    /// The server with its port, in lower case. A text that is not a server stays as it is, and
    /// matches none.
    private static String withPort(String server) {
        String text = server.strip().toLowerCase(Locale.ROOT);
        try {
            return Endpoint.parse(text).orPort(ProxyServer.DEFAULT_PORT).toString();
        } catch (Endpoint.MalformedException e) {
            return text;
        }
    }
}
