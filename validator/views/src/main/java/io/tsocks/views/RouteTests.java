package io.tsocks.views;

import io.tsocks.engine.Decision;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.Coverage;
import io.tsocks.net.Address;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries expectations on a policy.
public final class RouteTests {

    private final PolicyEngine engine;
    private final Resolver resolver;
    private final List<Result> results = new ArrayList<>();
    private final List<Coverage.Tried> tried = new ArrayList<>();

    private RouteTests(Policy policy, Resolver resolver) {
        this.engine = PolicyEngine.of(policy);
        this.resolver = resolver;
    }

    /// An expectation and what came of it.
    ///
    /// @param why for one that failed, which line decided and why; else empty
    public record Result(Expectation expectation, Decision decision, String why) {

        public boolean passed() {
            return expectation.isMetBy(decision);
        }
    }

    /// What came of all of them.
    public record Outcome(List<Result> results, Coverage coverage) {
        public Outcome {
            results = List.copyOf(results);
        }

        public List<Result> failures() {
            return results.stream().filter(result -> !result.passed()).toList();
        }
    }

    /// Tries all expectations.
    ///
    /// @param resolver who is asked for the addresses of host names
    public static Outcome run(ChartedConf conf, List<Expectation> expectations, Resolver resolver) {
        RouteTests tests = new RouteTests(conf.conf().policy(), resolver);
        expectations.forEach(tests::run);
        return new Outcome(tests.results, Coverage.of(conf.chart(), tests.tried));
    }

    private void run(Expectation expectation) {
        Destination destination = expectation.destination();
        Optional<Address> address = address(destination);
        Decision decision =
                address.isPresent()
                        ? engine.decide(address.get(), destination.port())
                        : engine.decide(destination.host(), destination.port(), Resolver.none());
        address.ifPresent(known -> tried.add(new Coverage.Tried(known, destination.port())));
        String why =
                address.isPresent() && !expectation.isMetBy(decision)
                        ? why(address.get(), destination.port())
                        : "";
        results.add(new Result(expectation, decision, why));
    }

    /// Empty for a name that need not be resolved, or does not resolve.
    private Optional<Address> address(Destination destination) {
        Optional<Address> literal = Address.parse(destination.host());
        if (literal.isPresent()
                || engine.decide(destination.host(), destination.port())
                        instanceof HostDecision.Decided) {
            return literal;
        }
        try {
            return Optional.of(Address.of(resolver.resolve(destination.host()).getFirst()));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    private String why(Address address, int port) {
        Explanation.Step step = engine.explain(address, port).deciding();
        if (step.rule().line() == 0 || step.reach() == null) {
            String rule = step.rule().describe();
            return rule.equals(step.why()) ? rule : rule + ": " + step.why();
        }
        return "reaches at line " + step.origin().line() + ": " + step.why();
    }
}
