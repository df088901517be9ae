package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Checks;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import io.tsocks.net.Span;
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

    private final Consumer<Problem> problems;
    private final Map<String, Statement.Setting> settings = new LinkedHashMap<>();
    private final List<Statement.ServerLine> servers = new ArrayList<>();
    private final Map<ProxyServer, Span> members = new LinkedHashMap<>();
    private final Map<ProxyServer, Integer> weights = new LinkedHashMap<>();
    private final List<Statement.Reaches> reaches = new ArrayList<>();
    private final List<Statement.ReachesHosts> hosts = new ArrayList<>();
    private final TlsBlock tls;
    private final GssapiBlock gssapi;
    private final String file;

    /// @param file the name of the policy's file
    ServerBlock(String file, Consumer<Problem> problems) {
        this.file = file;
        this.problems = problems;
        this.tls = new TlsBlock(problems);
        this.gssapi = new GssapiBlock(settings, problems);
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

    /// Keeps the first of each name, as tsocks does, and reports the others. Servers with a scheme
    /// are a group.
    void add(Statement.Setting setting) {
        if (setting instanceof Statement.TlsPin pin) {
            tls.add(pin);
            return;
        }
        Statement.Setting first = settings.putIfAbsent(setting.name(), setting);
        if (first == null || isMember(setting, first)) {
            if (setting instanceof Statement.ServerLine server) {
                servers.add(server);
            }
            return;
        }
        boolean oneHasScheme =
                setting instanceof Statement.ServerByUri || first instanceof Statement.ServerByUri;
        problems.accept(
                Problem.of(
                                PolicyProblem.DUPLICATE_SETTING,
                                setting.span(),
                                setting.name()
                                        + " is already given in this block, and the first one"
                                        + " stands",
                                oneHasScheme
                                        ? "keep one of the two lines, or write both servers with a"
                                                + " scheme to make a group of them"
                                        : "keep one of the two lines")
                        .with(first.span(), "the first one"));
    }

    private static boolean isMember(Statement.Setting setting, Statement.Setting first) {
        return setting instanceof Statement.ServerByUri && first instanceof Statement.ServerByUri;
    }

    /// A setting of the block; empty if no line gives it.
    <T extends Statement.Setting> Optional<T> setting(Class<T> type) {
        return settings.values().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /// The block's servers; empty if no `server` line gives one.
    Optional<Upstream> upstream() {
        if (servers.isEmpty()) {
            Stream.concat(settings.values().stream(), tls.lines().stream())
                    .filter(setting -> !(setting instanceof Statement.FileSetting))
                    .forEach(this::reportWithoutServer);
            return Optional.empty();
        }
        checkUris();
        new LoginCheck(servers, settings, problems).run();
        servers.forEach(this::addMember);
        checkTls();
        gssapi.check(servers, kind());
        checkGroup();
        checkWeights();
        return Optional.of(
                new Upstream(
                        List.copyOf(members.keySet()),
                        List.copyOf(weights.values()),
                        selection(),
                        recovery(),
                        checks()));
    }

    /// Where the `server` line of each server stands, in file order.
    Map<ProxyServer, Span> members() {
        return members;
    }

    private void addMember(Statement.ServerLine line) {
        ProxyServer server =
                switch (line) {
                    case Statement.ServerByUri(var ignored, var also, ServerUri uri, var later) ->
                            new ProxyServer(
                                    uri.address(),
                                    uri.kind(),
                                    uri.user().orElseGet(this::user),
                                    password(),
                                    tls(),
                                    gssapi(uri.address(), uri.kind()));
                    case Statement.Server classic -> {
                        ServerAddress at = new ServerAddress.Inet(classic.host(), port());
                        yield new ProxyServer(
                                at,
                                kind(),
                                user(),
                                password(),
                                TlsSettings.STANDARD,
                                gssapi(at, kind()));
                    }
                };
        Span first = members.putIfAbsent(server, line.span());
        weights.putIfAbsent(server, weight(line));
        if (first != null) {
            problems.accept(
                    Problem.of(
                                    PolicyProblem.DUPLICATE_MEMBER,
                                    line.span(),
                                    "the group has this server already",
                                    "remove the line")
                            .with(first, "the same server"));
        }
    }

    private TlsSettings tls() {
        return tls.settings(
                setting(Statement.TlsCa.class), setting(Statement.TlsClient.class), this::path);
    }

    private @Nullable GssapiSettings gssapi(ServerAddress address, ServerKind kind) {
        return ProxyServer.mayHaveGssapi(address, kind) ? gssapi.demanded().orElse(null) : null;
    }

    private String path(String said) {
        return FilePaths.resolve(file, said);
    }

    private void checkTls() {
        if (members.keySet().stream().noneMatch(server -> server.kind().usesTls())) {
            tls.reportWithoutTls(
                    setting(Statement.TlsCa.class),
                    setting(Statement.TlsClient.class),
                    servers.getFirst().span());
        }
    }

    private static int weight(Statement.ServerLine line) {
        return line instanceof Statement.ServerByUri server
                ? server.weight().map(Statement.Weight::value).orElse(Upstream.STANDARD_WEIGHT)
                : Upstream.STANDARD_WEIGHT;
    }

    private void checkGroup() {
        if (members.size() == 1) {
            reportNoGroup("select", "there is one server to select from");
            reportNoGroup("recover", "there is one server only");
            reportNoGroup("check", "there is one server only, and no other to go to");
        } else if (selection() != Selection.FAILOVER) {
            reportNoGroup("recover", "only `select = failover` prefers a server to others");
        }
    }

    /// Reports each weight that changes no share.
    private void checkWeights() {
        boolean isGroup = members.size() > 1;
        if (isGroup && Upstream.isShared(selection())) {
            return;
        }
        servers.stream()
                .filter(Statement.ServerByUri.class::isInstance)
                .flatMap(line -> ((Statement.ServerByUri) line).weight().stream())
                .map(
                        weight ->
                                Problem.of(
                                        PolicyProblem.WEIGHT_WITHOUT_EFFECT,
                                        weight.span(),
                                        "the weight has no effect: "
                                                + (isGroup
                                                        ? "`select = "
                                                                + selection().word()
                                                                + "`"
                                                                + " shares nothing out"
                                                        : "there is one server only"),
                                        isGroup
                                                ? "remove the weight, or write `select ="
                                                        + " round-robin` or `select = hash`"
                                                : "remove the weight"))
                .forEach(problems);
    }

    private void reportNoGroup(String name, String why) {
        Stream.ofNullable(settings.get(name))
                .map(
                        setting ->
                                Problem.of(
                                        PolicyProblem.SETTING_WITHOUT_GROUP,
                                        setting.span(),
                                        name + " has no effect: " + why,
                                        "remove the line"))
                .forEach(problems);
    }

    private Selection selection() {
        return settings.get("select") instanceof Statement.Select select
                ? select.selection()
                : Selection.FAILOVER;
    }

    private Recovery recovery() {
        return settings.get("recover") instanceof Statement.Recover recover
                ? recover.recovery()
                : Recovery.standard();
    }

    private Checks checks() {
        return settings.get("check") instanceof Statement.Check check
                ? check.checks()
                : new Checks.None();
    }

    /// Reports the lines for what the URIs say already.
    private void checkUris() {
        List<ServerUri> uris = uris();
        if (uris.isEmpty()) {
            return;
        }
        boolean allHaveUsers = uris.stream().allMatch(uri -> uri.user().isPresent());
        Stream.of("server_port", "server_type", "default_user")
                .filter(name -> allHaveUsers || !name.equals("default_user"))
                .flatMap(name -> Stream.ofNullable(settings.get(name)))
                .forEach(setting -> reportSaid(setting, uris));
    }

    private List<ServerUri> uris() {
        return servers.stream()
                .filter(Statement.ServerByUri.class::isInstance)
                .map(line -> ((Statement.ServerByUri) line).uri())
                .toList();
    }

    private void reportSaid(Statement.Setting setting, List<ServerUri> uris) {
        problems.accept(
                Problem.of(
                                PolicyProblem.SAID_BY_URI,
                                setting.span(),
                                setting.name() + " has no effect: the server is " + uris.getFirst(),
                                "remove the line, or write the server without a scheme")
                        .with(servers.getFirst().span(), "the server"));
    }

    private int port() {
        return settings.get("server_port") instanceof Statement.ServerPort port
                ? port.port()
                : ProxyServer.DEFAULT_PORT;
    }

    private ServerKind kind() {
        return settings.get("server_type") instanceof Statement.ServerType type
                ? ServerKind.of(type.version())
                : ServerKind.SOCKS4;
    }

    private @Nullable String user() {
        return settings.get("default_user") instanceof Statement.DefaultUser user
                ? user.user()
                : null;
    }

    private @Nullable PasswordSource password() {
        return setting(Statement.DefaultPass.class)
                .<PasswordSource>map(pass -> new PasswordSource.Given(pass.password()))
                .or(
                        () ->
                                setting(Statement.PasswordFile.class)
                                        .map(said -> new PasswordSource.InFile(path(said.path()))))
                .orElse(null);
    }

    private void reportWithoutServer(Statement.Setting setting) {
        problems.accept(
                Problem.of(
                        PolicyProblem.SETTING_WITHOUT_SERVER,
                        setting.span(),
                        setting.name() + " belongs to a server, and this block names none",
                        "add a server line to the block, or remove this one"));
    }
}
