package io.tsocks.views;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.ServerWay;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.SyntaxProblem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A file, its policy, and the problems of both.
///
/// @param problems the problems of the text and of its meaning, in file order
public record LoadedConf(ConfFile file, Policy policy, List<Problem> problems) {

    private static final Set<Problem.Kind> FOREIGN =
            Set.of(
                    SyntaxProblem.TORSOCKS_2_FILE,
                    SyntaxProblem.PROXYCHAINS_FILE,
                    SyntaxProblem.TNAT64_FILE,
                    SyntaxProblem.DANTE_FILE,
                    SyntaxProblem.SSH_FILE);

    public LoadedConf {
        problems = List.copyOf(problems);
    }

    /// Compiles a parsed file.
    public static LoadedConf of(ConfFile file) {
        PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
        List<Problem> problems =
                Stream.concat(file.problems().stream(), compilation.problems().stream())
                        .sorted(
                                (one, other) ->
                                        Integer.compare(one.span().start(), other.span().start()))
                        .toList();
        return new LoadedConf(file, compilation.policy(), problems);
    }

    /// The same with the addresses of servers that the file gives by name.
    public LoadedConf withServerAddresses(Resolver resolver) {
        return new LoadedConf(file, policy.withServerAddresses(resolver), problems);
    }

    /// The names of servers that have to be looked up; each once.
    public List<String> unknownServers() {
        return policy.servers()
                .filter(server -> policy.addressesOf(server).isEmpty())
                .filter(server -> policy.wayTo(server) instanceof ServerWay.Local)
                .map(ProxyServer::label)
                .distinct()
                .toList();
    }

    /// Whether the file is another program's, so that its meaning to tsocks is not what its author
    /// meant.
    public boolean isForeign() {
        return problems.stream().anyMatch(problem -> FOREIGN.contains(problem.kind()));
    }

    /// The problems that keep tsocks from starting.
    public List<Problem> errors() {
        return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    }
}
