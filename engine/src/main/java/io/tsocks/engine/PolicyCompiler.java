package io.tsocks.engine;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns the statements of a file into the policy they mean. A bad file never makes it throw: its
/// mistakes become a list of problems, and the policy is made of the rest, as tsocks does.
public final class PolicyCompiler {

    private final ConfFile file;
    private final Optional<Resolver> resolver;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Rule.Local> locals = new ArrayList<>();
    private final List<Rule.LocalHosts> localHosts = new ArrayList<>();
    private final List<Rule.Path> paths = new ArrayList<>();
    private final List<ServerBlock> pathBlocks = new ArrayList<>();
    private final ServerBlock top = new ServerBlock(problems::add);
    private Statement.@Nullable Fallback fallback;
    private Statement.@Nullable RemoteDns remoteDns;
    private Statement.@Nullable Chain chain;
    private Statement.@Nullable PathOpening opening;
    private ServerBlock block = top;

    private PolicyCompiler(ConfFile file, Optional<Resolver> resolver) {
        this.file = file;
        this.resolver = resolver;
    }

    /// A policy and the problems with its meaning.
    ///
    /// @param problems of the meaning only; those of the text are [ConfFile#problems()]
    public record Compilation(Policy policy, List<Problem> problems) {

        public Compilation {
            problems = List.copyOf(problems);
        }
    }

    /// Compiles a file. No name is looked up.
    public static Compilation compile(ConfFile file) {
        return compile(file, Optional.empty());
    }

    /// Compiles a file.
    ///
    /// @param resolver is asked for the addresses of servers that the file gives by name; if empty,
    ///     nothing is looked up, and it stays open whether these servers are in a local network
    public static Compilation compile(ConfFile file, Optional<Resolver> resolver) {
        return new PolicyCompiler(file, resolver).compile();
    }

    private Compilation compile() {
        locals.add(new Rule.Local(Network.Ip4.LOOPBACK, Origin.NONE));
        locals.add(new Rule.Local(Network.Ip6.LOOPBACK, Origin.NONE));
        file.statements().forEach(this::take);
        closePath(file.text().length());
        Optional<Origin> remote =
                Optional.ofNullable(remoteDns)
                        .filter(Statement.RemoteDns::enabled)
                        .map(this::origin);
        Optional<Origin> chained =
                Optional.ofNullable(chain).filter(Statement.Chain::enabled).map(this::origin);
        Policy written = new Policy(locals, localHosts, paths, last(), remote, chained);
        Policy policy = resolver.map(written::withServerAddresses).orElse(written);
        checkServersAreLocal(policy);
        checkRemoteDns(policy);
        checkChain(policy);
        return new Compilation(policy, problems);
    }

    private void take(Statement statement) {
        switch (statement) {
            case Statement.Local local ->
                    locals.add(new Rule.Local(local.network(), origin(local)));
            case Statement.LocalHosts local ->
                    localHosts.add(new Rule.LocalHosts(local.hosts(), origin(local)));
            case Statement.Reaches reaches -> {
                if (isInPath(reaches)) {
                    block.add(reaches);
                }
            }
            case Statement.ReachesHosts reaches -> {
                if (isInPath(reaches)) {
                    block.add(reaches);
                }
            }
            case Statement.PathOpening path -> {
                closePath(path.start());
                opening = path;
                block = new ServerBlock(problems::add);
            }
            case Statement.PathClosing closing -> closePath(closing.end());
            case Statement.Fallback setting -> takeFallback(setting);
            case Statement.RemoteDns setting -> takeRemoteDns(setting);
            case Statement.Chain setting -> takeChain(setting);
            case Statement.Setting setting -> block.add(setting);
        }
    }

    private boolean isInPath(Statement reaches) {
        if (block != top) {
            return true;
        }
        problems.add(
                Problem.of(
                        PolicyProblem.REACHES_OUTSIDE_PATH,
                        reaches.span(),
                        "reaches has no effect outside a path: the default server is tried for"
                                + " whatever no path reaches",
                        "move the line into a path, or remove it"));
        return false;
    }

    /// Takes a fallback. There is one for the whole file, wherever its line stands; the first one
    /// counts.
    private void takeFallback(Statement.Fallback setting) {
        reportInPath(setting);
        top.add(setting);
        if (fallback == null) {
            fallback = setting;
        }
    }

    /// Takes a `remote_dns`, by the same rule as a fallback.
    private void takeRemoteDns(Statement.RemoteDns setting) {
        reportInPath(setting);
        top.add(setting);
        if (remoteDns == null) {
            remoteDns = setting;
        }
    }

    /// Takes a `chain`, by the same rule as a fallback.
    private void takeChain(Statement.Chain setting) {
        reportInPath(setting);
        top.add(setting);
        if (chain == null) {
            chain = setting;
        }
    }

    private void reportInPath(Statement.Setting setting) {
        if (opening != null) {
            problems.add(
                    Problem.of(
                            PolicyProblem.FILE_SETTING_IN_PATH,
                            setting.span(),
                            setting.name() + " holds for the whole file, not for this path",
                            "move the line out of the path"));
        }
    }

    private void closePath(int end) {
        if (opening == null) {
            return;
        }
        Origin origin = new Origin(file.name(), file.lineAt(opening.start()), opening.start(), end);
        Optional<Upstream> upstream = block.upstream();
        if (upstream.isEmpty()) {
            problems.add(
                    Problem.of(
                            PolicyProblem.PATH_WITHOUT_SERVER,
                            opening.span(),
                            "this path names no server, so whatever it reaches is refused",
                            "add a server line to the path"));
        }
        if (block.reaches().isEmpty() && block.hosts().isEmpty()) {
            problems.add(
                    Problem.of(
                            PolicyProblem.PATH_WITHOUT_REACHES,
                            opening.span(),
                            "this path reaches nothing, so it is never used",
                            "add a reaches line, or remove the path"));
        }
        paths.add(new Rule.Path(reaches(block.reaches()), hosts(block.hosts()), upstream, origin));
        pathBlocks.add(block);
        opening = null;
        block = top;
    }

    private Rule last() {
        Optional<Upstream> upstream = top.upstream();
        if (upstream.isPresent()) {
            Span span = top.members().values().iterator().next();
            if (fallback != null && fallback.enabled()) {
                reportFallbackUnused(fallback, span);
            }
            return new Rule.DefaultServer(upstream.get(), origin(span));
        }
        return fallback != null && fallback.enabled()
                ? new Rule.Fallback(origin(fallback))
                : new Rule.Nothing();
    }

    private void reportFallbackUnused(Statement.Fallback setting, Span server) {
        problems.add(
                Problem.of(
                                PolicyProblem.FALLBACK_WITH_DEFAULT_SERVER,
                                setting.span(),
                                "fallback is used only if there is no default server",
                                "remove the fallback line, or the default server")
                        .with(server, "the default server"));
    }

    private void checkServersAreLocal(Policy policy) {
        Stream.concat(pathBlocks.stream(), Stream.of(top))
                .forEach(
                        one ->
                                one.members()
                                        .forEach(
                                                (server, span) ->
                                                        checkServerIsLocal(policy, server, span)));
    }

    private void checkServerIsLocal(Policy policy, ProxyServer server, Span span) {
        if (!(policy.wayTo(server) instanceof ServerWay.Nowhere nowhere)
                || policy.isCutOff(server)) {
            return;
        }
        switch (nowhere.reason()) {
            case CHAIN_IN_CIRCLE -> problems.add(circle(policy, server, span));
            case SERVER_NOT_LOCAL ->
                    problems.add(
                            policy.chains()
                                    ? unreached(server, nowhere.why(), span)
                                    : notLocal(policy, server, span));
            // a name without an address is the linter's to report
            case SERVER_UNKNOWN,
                    NOTHING_REACHES_IT,
                    NO_SERVER,
                    IPV6_OVER_SOCKS4,
                    NAME_OVER_SOCKS4,
                    ONION_WITHOUT_SERVER,
                    UNKNOWN_HOST -> {}
        }
    }

    private static Problem notLocal(Policy policy, ProxyServer server, Span span) {
        String address = policy.addressesOf(server).orElseThrow().getFirst().toString();
        return Problem.of(
                PolicyProblem.SERVER_NOT_LOCAL,
                span,
                "the server "
                        + server.host()
                        + (server.host().equals(address) ? "" : " (" + address + ")")
                        + " is in no local network, so it could only be reached through another"
                        + " server",
                howToReach(policy, server, address));
    }

    private static String howToReach(Policy policy, ProxyServer server, String address) {
        if (address.equals("0.0.0.0") || address.equals("::")) {
            return "a server listens on that address, and is found at another: write"
                    + " server = 127.0.0.1 if it is on this machine";
        }
        return "add: local = "
                + hostNetwork(address)
                + (wouldChain(policy, server)
                        ? ", or chain = yes to reach it through the other server"
                        : "");
    }

    private static boolean wouldChain(Policy policy, ProxyServer server) {
        return policy.withChain().wayTo(server) instanceof ServerWay.Through;
    }

    private static Problem unreached(ProxyServer server, String why, Span span) {
        return Problem.of(
                PolicyProblem.SERVER_NOT_LOCAL,
                span,
                "the server " + server.host() + " " + why,
                "add a path that reaches the server through another one, or a local line for its"
                        + " network");
    }

    /// A server in a circle, which is shown from that server on.
    private static Problem circle(Policy policy, ProxyServer server, Span span) {
        List<ProxyServer> circle = circleOf(policy, server);
        int start = circle.indexOf(server);
        String shown =
                IntStream.rangeClosed(start, start + circle.size())
                        .mapToObj(i -> circle.get(i % circle.size()).uri())
                        .collect(Collectors.joining(" through "));
        return Problem.of(
                PolicyProblem.CHAIN_IN_CIRCLE,
                span,
                "the server could only be reached through itself: " + shown,
                "have one of these servers reached directly: add a local line for its network, or"
                        + " for its name if a line lists it");
    }

    private static List<ProxyServer> circleOf(Policy policy, ProxyServer server) {
        return policy.circles().stream()
                .filter(one -> one.contains(server))
                .findFirst()
                .orElseThrow();
    }

    private void checkChain(Policy policy) {
        boolean isIdle =
                policy.servers()
                        .allMatch(
                                server ->
                                        policy.placeOf(server) == Policy.Place.LOCAL
                                                && policy.wayTo(server) instanceof ServerWay.Local);
        if (chain != null && chain.enabled() && isIdle) {
            problems.add(
                    Problem.of(
                            PolicyProblem.IDLE_CHAIN,
                            chain.span(),
                            policy.hasServer()
                                    ? "chain has no effect: every server is in a local network"
                                    : "chain has no effect: this file has no server",
                            "remove the line"));
        }
    }

    private void checkRemoteDns(Policy policy) {
        if (remoteDns != null && remoteDns.enabled() && !policy.hasServer()) {
            problems.add(
                    Problem.of(
                            PolicyProblem.REMOTE_DNS_WITHOUT_SERVER,
                            remoteDns.span(),
                            "remote_dns has no effect: this file has no server to resolve names",
                            "add a server, or remove the line"));
        }
    }

    private static String hostNetwork(String host) {
        return host.indexOf(':') >= 0 ? host + "/128" : host + "/255.255.255.255";
    }

    /// Copies what the statements say, so that a policy does not keep the statements of its file in
    /// memory.
    private List<Reach> reaches(List<Statement.Reaches> statements) {
        var list = new ReachList.Builder(file.name(), statements.size());
        for (Statement.Reaches to : statements) {
            list.add(to.network(), to.ports(), file.lineAt(to.start()), to.start(), to.end());
        }
        return list.build();
    }

    private List<HostReach> hosts(List<Statement.ReachesHosts> statements) {
        return statements.stream()
                .map(to -> new HostReach(to.hosts(), to.ports(), origin(to)))
                .toList();
    }

    private Origin origin(Statement statement) {
        return origin(statement.span());
    }

    private Origin origin(Span span) {
        return Origin.of(file.name(), file.lineAt(span.start()), span);
    }
}
