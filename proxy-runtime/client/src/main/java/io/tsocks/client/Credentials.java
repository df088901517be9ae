package io.tsocks.client;

import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The client's logins at servers. They are asked for at each handshake, so a login may
/// change or come from another source. An answer goes only to its server, and into no message or
/// log.
///
/// ```java
/// Credentials credentials = server -> server.label().equals("10.1.7.25")
///         ? Optional.of(new Credentials.Login("joe", Secret.of(vault.read("joe"))))
///         : Credentials.ofPolicy(server);
/// ```
@FunctionalInterface
public interface Credentials {

    /// A user name and a password.
    record Login(String user, Secret password) {

        /// A text that shows neither user name nor password.
        @Override
        public String toString() {
            return "Login[********]";
        }
    }

    /// The login for a SOCKS 5 server or an HTTP proxy; empty for none.
    ///
    /// @param server the policy's server, with the login that the policy gives, if any
    Optional<Login> login(ProxyServer server);

    /// The user id for every SOCKS 4 server: by default the local user's name.
    default String userId() {
        return System.getProperty("user.name", "");
    }

    /// Whether [#login] may wait for something, such as a vault or a person. It is then called in a
    /// thread of its own, with the deadline of a connect.
    default boolean mayWait() {
        return true;
    }

    /// These credentials for one policy. Its whole list of servers may matter for a login.
    default Credentials in(Policy policy) {
        return this;
    }

    /// The methods to offer to such a server: no authentication, and if there is a login, also
    /// user name and password. None of them if the policy demands GSSAPI of the server.
    default List<Authentication> methods(ProxyServer server) {
        if (server.gssapi() != null) {
            return List.of();
        }
        Authentication none = new Authentication.None();
        return login(server)
                .<List<Authentication>>map(
                        login ->
                                List.of(
                                        none,
                                        new Authentication.Password(
                                                login.user(), login.password())))
                .orElse(List.of(none));
    }

    /// The login that the policy itself gives for a server. If it names no user, the user is the
    /// local one.
    static Optional<Login> ofPolicy(ProxyServer server) {
        return EnvironmentCredentials.own(server, System.getProperty("user.name", ""));
    }

    /// The credentials of an environment and of the policy. A server gets the environment's login,
    /// TSOCKS_USERNAME and TSOCKS_PASSWORD, only if it is clearly meant for that server:
    ///
    /// - TSOCKS_LOGIN_SERVER names the server as `host:port`; commas separate several. The login
    ///   then replaces the policy's.
    /// - Or the policy gives the server a user name, but no password, and TSOCKS_USERNAME is
    ///   absent or the same name.
    /// - Or the policy gives the server no login, and has no other server with a login.
    ///
    /// Without TSOCKS_USERNAME the user is the local one. An empty variable counts as absent.
    ///
    /// @param localUser the local user's name
    static Credentials of(Map<String, String> environment, String localUser) {
        return EnvironmentCredentials.of(environment, localUser);
    }

    /// The credentials of this process's environment, and of the policy.
    static Credentials ofThisProcess() {
        return of(System.getenv(), System.getProperty("user.name", ""));
    }
}
