package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerUri;
import io.tsocks.net.SocksVersion;
import io.tsocks.net.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings and networks of one block while a file is compiled: of a path, or of the top level.
final class ServerBlock {

    /// RFC 1929, section 2: a length is one byte.
    private static final int LONGEST_CREDENTIAL = 255;

    private final Consumer<Problem> problems;
    private final Map<String, Statement.Setting> settings = new LinkedHashMap<>();
    private final List<Statement.Reaches> reaches = new ArrayList<>();
    private final List<Statement.ReachesHosts> hosts = new ArrayList<>();

    ServerBlock(Consumer<Problem> problems) {
        this.problems = problems;
    }

    List<Statement.Reaches> reaches() {
        return reaches;
    }

    List<Statement.ReachesHosts> hosts() {
        return hosts;
    }

    void add(Statement.Reaches network) {
        reaches.add(network);
    }

    void add(Statement.ReachesHosts names) {
        hosts.add(names);
    }

    /// Keeps the first of each name, as tsocks does, and reports the others.
    void add(Statement.Setting setting) {
        Statement.Setting first = settings.putIfAbsent(setting.name(), setting);
        if (first != null) {
            problems.accept(
                    Problem.of(
                                    PolicyProblem.DUPLICATE_SETTING,
                                    setting.span(),
                                    setting.name()
                                            + " is already given in this block, and the first one"
                                            + " stands",
                                    "keep one of the two lines")
                            .with(first.span(), "the first one"));
        }
    }

    /// The block's server; empty if no `server` line gives one.
    Optional<Upstream> upstream() {
        if (settings.get("server") instanceof Statement.ServerLine line) {
            if (line instanceof Statement.ServerByUri server) {
                checkUri(server);
            }
            checkCredentials();
            return Optional.of(
                    new Upstream(
                            new SocksServer(line.host(), port(), version(), user(), password())));
        }
        settings.values().stream()
                .filter(setting -> !isOfTheFile(setting))
                .forEach(this::reportWithoutServer);
        return Optional.empty();
    }

    private Optional<ServerUri> uri() {
        return settings.get("server") instanceof Statement.ServerByUri server
                ? Optional.of(server.uri())
                : Optional.empty();
    }

    /// Reports the lines for what the URI says already.
    private void checkUri(Statement.ServerByUri server) {
        List<String> said =
                server.uri().user().isPresent()
                        ? List.of("server_port", "server_type", "default_user")
                        : List.of("server_port", "server_type");
        said.stream()
                .flatMap(name -> Stream.ofNullable(settings.get(name)))
                .forEach(setting -> reportSaid(setting, server));
    }

    private void reportSaid(Statement.Setting setting, Statement.ServerByUri server) {
        problems.accept(
                Problem.of(
                                PolicyProblem.SAID_BY_URI,
                                setting.span(),
                                setting.name() + " has no effect: the server is " + server.uri(),
                                "remove the line, or write the server without a scheme")
                        .with(server.span(), "the server"));
    }

    private static boolean isOfTheFile(Statement.Setting setting) {
        return setting instanceof Statement.Fallback || setting instanceof Statement.RemoteDns;
    }

    /// Where the `server` line stands.
    Span serverSpan() {
        Statement.Setting server = settings.get("server");
        return server == null ? Span.NONE : server.span();
    }

    private int port() {
        return uri().map(ServerUri::port)
                .orElseGet(
                        () ->
                                settings.get("server_port") instanceof Statement.ServerPort port
                                        ? port.port()
                                        : SocksServer.DEFAULT_PORT);
    }

    private SocksVersion version() {
        return uri().map(ServerUri::version)
                .orElseGet(
                        () ->
                                settings.get("server_type") instanceof Statement.ServerType type
                                        ? type.version()
                                        : SocksVersion.SOCKS4);
    }

    private @Nullable String user() {
        return uri().flatMap(ServerUri::user)
                .orElseGet(
                        () ->
                                settings.get("default_user") instanceof Statement.DefaultUser user
                                        ? user.user()
                                        : null);
    }

    private @Nullable Secret password() {
        return settings.get("default_pass") instanceof Statement.DefaultPass pass
                ? pass.password()
                : null;
    }

    private void reportWithoutServer(Statement.Setting setting) {
        problems.accept(
                Problem.of(
                        PolicyProblem.SETTING_WITHOUT_SERVER,
                        setting.span(),
                        setting.name() + " belongs to a server, and this block names none",
                        "add a server line to the block, or remove this one"));
    }

    private void checkCredentials() {
        Statement.Setting server = settings.get("server");
        Statement.Setting user =
                uri().flatMap(ServerUri::user).isPresent() ? server : settings.get("default_user");
        Statement.Setting pass = settings.get("default_pass");
        if (version() != SocksVersion.SOCKS5) {
            reportSocks4(user);
            reportSocks4(pass);
        }
        if (pass != null && user == null) {
            problems.accept(
                    Problem.of(
                            PolicyProblem.PASSWORD_WITHOUT_USER,
                            pass.span(),
                            "a password is given, but no user name to go with it",
                            "add default_user, or the local user's name is sent"));
        }
        checkLength(user, user());
        Secret password = password();
        checkLength(pass, password == null ? null : password.reveal());
    }

    private void reportSocks4(Statement.@Nullable Setting credential) {
        if (credential != null) {
            problems.accept(
                    Problem.of(
                            PolicyProblem.CREDENTIALS_WITH_SOCKS4,
                            credential.span(),
                            "SOCKS 4 has no login, so " + nameOf(credential) + " is never sent",
                            uri().isPresent()
                                    ? "write socks5:// if the server speaks SOCKS 5"
                                    : "write server_type = 5 if the server speaks SOCKS 5"));
        }
    }

    private static String nameOf(Statement.Setting credential) {
        return credential instanceof Statement.ServerByUri
                ? "the user of the URI"
                : credential.name();
    }

    private void checkLength(Statement.@Nullable Setting credential, @Nullable String value) {
        if (credential == null || value == null) {
            return;
        }
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_CREDENTIAL) {
            problems.accept(
                    Problem.of(
                            PolicyProblem.CREDENTIAL_TOO_LONG,
                            credential.span(),
                            nameOf(credential)
                                    + " has "
                                    + length
                                    + " bytes, and SOCKS 5 can send at most 255",
                            "ask for shorter credentials"));
        }
    }
}
