package io.tsocks.client;

import io.tsocks.engine.Policy;
import io.tsocks.engine.SocksServer;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who the client is to each SOCKS server. It is asked for each handshake, so a login may change or
/// come from elsewhere; what it answers goes to that server only, and into no message or log.
///
/// ```java
/// Credentials credentials = server -> server.host().equals("10.1.7.25")
///         ? Optional.of(new Credentials.Login("joe", Secret.of(vault.read("joe"))))
///         : Credentials.ofPolicy(server);
/// ```
@FunctionalInterface
public interface Credentials {

    /// A user name and a password.
    record Login(String user, Secret password) {

        /// Neither of the two.
        @Override
        public String toString() {
            return "Login[********]";
        }
    }

    /// The login for a server of SOCKS5; empty for none.
    ///
    /// @param server as the policy has it, with the policy's own login if it gives one
    Optional<Login> login(SocksServer server);

    /// The user id to send to every SOCKS4 server: by default the local user's name.
    default String userId() {
        return System.getProperty("user.name", "");
    }

    /// Whether [#login] may wait for something, such as a vault or a person. It is then called in a
    /// thread of its own, with the deadline of a connect.
    default boolean mayWait() {
        return true;
    }

    /// The same for a certain policy, all of whose servers may count.
    default Credentials in(Policy policy) {
        return this;
    }

    /// The methods to offer to a SOCKS5 server: none; and user name and password if there is a
    /// login.
    default List<Authentication> methods(SocksServer server) {
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

    /// The login that the policy itself gives for a server; without a name there, the local user's.
    static Optional<Login> ofPolicy(SocksServer server) {
        return EnvironmentCredentials.own(server, System.getProperty("user.name", ""));
    }

    /// Those of an environment, and of the policy. A server gets the environment's login,
    /// TSOCKS_USERNAME and TSOCKS_PASSWORD, only if it is clear that it is meant:
    ///
    /// - TSOCKS_LOGIN_SERVER names the server as `host:port`; commas separate several. Then it
    ///   replaces what the policy gives.
    /// - Or the policy gives the server a user name, but no password, and TSOCKS_USERNAME is
    ///   absent or the same name.
    /// - Or the policy gives the server no login, and has no other SOCKS5 server.
    ///
    /// Without a user name it is the local user's. An empty variable counts as absent.
    ///
    /// @param localUser the local user's name
    static Credentials of(Map<String, String> environment, String localUser) {
        return EnvironmentCredentials.of(environment, localUser);
    }

    /// Those of this process.
    static Credentials ofThisProcess() {
        return of(System.getenv(), System.getProperty("user.name", ""));
    }
}
