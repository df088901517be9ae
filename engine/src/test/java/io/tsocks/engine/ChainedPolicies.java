package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/// Policies whose servers are behind servers, for tests, and what they say. Lines are separated by
/// commas.
final class ChainedPolicies {

    /// Three servers, each behind the one before it.
    static final String THREE =
            """
            local = 10.1.0.0/16
            path {
                reaches = 10.2.0.0/16
                server = socks5://10.1.0.1
            }
            path {
                reaches = 10.3.0.0/16
                server = http://10.2.0.1:3128
            }
            path {
                reaches = 10.4.0.0/16
                server = socks4a://10.3.0.1
            }
            """;

    private ChainedPolicies() {}

    /// The circles that are reported, and nothing else is.
    static List<String> circles(String lines) {
        List<Problem> problems = compile(lines).problems();
        assertThat(problems).extracting(Problem::kind).containsOnly(PolicyProblem.CHAIN_IN_CIRCLE);
        return problems.stream()
                .map(problem -> problem.message().substring(problem.message().indexOf(": ") + 2))
                .toList();
    }

    static List<String> ways(Policy policy) {
        return policy.servers()
                .map(server -> server.uri() + " " + words(policy.wayTo(server)))
                .collect(Collectors.toList());
    }

    private static String words(ServerWay way) {
        return switch (way) {
            case ServerWay.Local _ -> "directly";
            case ServerWay.Direct(Rule rule) -> "directly (" + rule.describe() + ")";
            case ServerWay.Through(Upstream upstream, Rule rule, _) ->
                    "via " + upstream + " (" + rule.describe() + ")";
            case ServerWay.Nowhere(Action.Reason reason, String why) -> reason + " " + why;
        };
    }

    static String route(Policy policy, String address) {
        return PolicyEngine.of(policy).decide(InetAddress.ofLiteral(address), 80).toString();
    }

    static Policy sound(String lines) {
        PolicyCompiler.Compilation compilation = compile(lines);
        assertThat(compilation.problems()).isEmpty();
        return compilation.policy();
    }

    static PolicyCompiler.Compilation compile(String lines) {
        return PolicyCompiler.compile(
                ConfParser.parseText("test.conf", lines.replace(",", "\n").strip() + "\n"));
    }
}
