package io.tsocks.lint.rules;

import io.tsocks.engine.HostReach;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.HostPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `reaches = *` in a path that does not reach every address.
public final class EveryNameReached extends LintRule {

    /// The rule.
    public EveryNameReached() {
        super("TS322", Severity.WARNING, "every name without every address");
    }

    @Override
    public Page page() {
        return Page.of(
                "`reaches = *` in a file in which no network contains every address, unless the"
                        + " default server is the path's own.",
                "`*` is every host name, and no address. A connection to an address that the"
                        + " program did not look up, such as one from its own file, does not go"
                        + " through the path's server.",
                """
                path {
                    reaches = *
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                path {
                    reaches = *
                    reaches = 0.0.0.0/0.0.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (!subject.isForeign() && !subject.isIncomplete()) {
            lines(subject.policy())
                    .map(line -> finding(line, subject.policy().last()))
                    .forEach(findings::add);
        }
    }

    /// The lines that have this problem.
    static Stream<HostReach> lines(Policy policy) {
        List<HostReach> everyName =
                policy.paths().stream()
                        .filter(path -> path.upstream().isPresent())
                        .filter(path -> !path.upstream().equals(lastServer(policy)))
                        .flatMap(path -> path.hosts().stream())
                        .filter(line -> line.hosts() instanceof HostPattern.Every)
                        .toList();
        // there may be a million networks, so they are only looked at if there is such a line
        return everyName.isEmpty() || saysWhereAddressesGo(policy)
                ? Stream.empty()
                : everyName.stream();
    }

    private static boolean saysWhereAddressesGo(Policy policy) {
        return Stream.concat(
                        policy.locals().stream().map(Rule.Local::network),
                        policy.paths().stream()
                                .flatMap(path -> path.reaches().stream())
                                .map(Reach::network))
                .anyMatch(UnresolvedNames::isEveryIp4);
    }

    private static Optional<Upstream> lastServer(Policy policy) {
        return policy.last() instanceof Rule.DefaultServer(var upstream, _)
                ? Optional.of(upstream)
                : Optional.empty();
    }

    private Finding finding(HostReach line, Rule last) {
        return Finding.of(
                Problem.of(
                        this,
                        line.origin().span(),
                        "* is every name and no address: connections to addresses "
                                + fateOfAddresses(last),
                        "add `reaches = 0.0.0.0/0.0.0.0` to the path"));
    }

    private static String fateOfAddresses(Rule last) {
        return switch (last) {
            case Rule.DefaultServer _ -> "go to the default server";
            case Rule.Fallback _ -> "are direct";
            case Rule.Nothing _ -> "are refused";
            case Rule.Local _, Rule.LocalHosts _, Rule.Path _ ->
                    throw new IllegalStateException("not last: " + last.describe());
        };
    }
}
