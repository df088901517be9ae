package io.tsocks.socks;

import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who the client is to a SOCKS server: TSOCKS_USERNAME and TSOCKS_PASSWORD, else what the policy
/// says for the server, else the local user's name.
public final class Credentials {

    private final @Nullable String user;
    private final @Nullable Secret password;
    private final String localUser;

    private Credentials(@Nullable String user, @Nullable Secret password, String localUser) {
        this.user = user;
        this.password = password;
        this.localUser = localUser;
    }

    /// Those of an environment. An empty variable counts as absent.
    ///
    /// @param localUser the local user's name
    public static Credentials of(Map<String, String> environment, String localUser) {
        String password = nonEmpty(environment.get("TSOCKS_PASSWORD"));
        return new Credentials(
                nonEmpty(environment.get("TSOCKS_USERNAME")),
                password == null ? null : Secret.of(password),
                localUser);
    }

    /// Those of this process.
    public static Credentials ofThisProcess() {
        return of(System.getenv(), System.getProperty("user.name", ""));
    }

    /// The methods to offer to a SOCKS5 server: none; and user name and password where there is a
    /// password.
    public List<Authentication> methods(SocksServer server) {
        Secret secret = password != null ? password : server.password();
        return secret == null
                ? List.of(new Authentication.None())
                : List.of(
                        new Authentication.None(),
                        new Authentication.Password(user(server), secret));
    }

    /// The user id to send to a SOCKS4 server: the local user's name.
    public String userId() {
        return localUser;
    }

    private String user(SocksServer server) {
        if (user != null) {
            return user;
        }
        return server.user() != null ? server.user() : localUser;
    }

    private static @Nullable String nonEmpty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
