package io.tsocks.engine;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final ServerBlock top;
    private Statement.@Nullable PathOpening opening;
    private ServerBlock block;

    private PolicyCompiler(ConfFile file, Optional<Resolver> resolver) {
        this.file = file;
        this.resolver = resolver;
        this.top = new ServerBlock(file.name(), problems::add);
        this.block = top;
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
        Policy written =
                new Policy(
                        locals,
                        localHosts,
                        paths,
                        last(),
                        enabled(Statement.RemoteDns.class).map(this::origin),
                        enabled(Statement.Chain.class).map(this::origin));
        Policy policy = resolver.map(written::withServerAddresses).orElse(written);
        ServerChecks checks = new ServerChecks(policy, problems::add);
        Stream.concat(pathBlocks.stream(), Stream.of(top))
                .forEach(one -> one.members().forEach(checks::checkWay));
        enabled(Statement.RemoteDns.class).ifPresent(checks::checkRemoteDns);
        enabled(Statement.Chain.class).ifPresent(checks::checkChain);
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
                block = new ServerBlock(file.name(), problems::add);
            }
            case Statement.PathClosing closing -> closePath(closing.end());
            case Statement.FileSetting setting -> takeOfTheFile(setting);
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

    /// Takes a setting of the whole file, wherever its line stands; the first one counts.
    private void takeOfTheFile(Statement.FileSetting setting) {
        if (opening != null) {
            problems.add(
                    Problem.of(
                            PolicyProblem.FILE_SETTING_IN_PATH,
                            setting.span(),
                            setting.name() + " holds for the whole file, not for this path",
                            "move the line out of the path"));
        }
        top.add(setting);
    }

    private <T extends Statement.FileSetting> Optional<T> enabled(Class<T> setting) {
        return top.setting(setting).filter(Statement.FileSetting::enabled);
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
        Optional<Statement.Fallback> fallback = enabled(Statement.Fallback.class);
        if (upstream.isPresent()) {
            Span span = top.members().values().iterator().next();
            fallback.ifPresent(setting -> reportFallbackUnused(setting, span));
            return new Rule.DefaultServer(upstream.get(), origin(span));
        }
        return fallback.<Rule>map(setting -> new Rule.Fallback(origin(setting)))
                .orElseGet(Rule.Nothing::new);
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
