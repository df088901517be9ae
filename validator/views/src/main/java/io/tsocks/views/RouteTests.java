package io.tsocks.views;

import io.tsocks.engine.Decision;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameExplanation;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.Coverage;
import io.tsocks.engine.analysis.NameChart;
import io.tsocks.engine.analysis.NameCoverage;
import io.tsocks.net.Address;
import io.tsocks.net.HostName;
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
    private final List<NameCoverage.Tried> names = new ArrayList<>();
    private final List<Coverage.Ruled> ruled = new ArrayList<>();

    private RouteTests(Policy policy, Resolver resolver) {
        this.engine = PolicyEngine.of(policy);
        this.resolver = resolver;
    }

    /// An expectation and its result.
    ///
    /// @param known the policy's answer before a name is resolved
    /// @param why for one that failed, the line that decided and the reason; otherwise empty
    public record Result(
            Expectation expectation, HostDecision known, Decision decision, String why) {

        public boolean passed() {
            return expectation.isMetBy(known, decision);
        }

        /// The policy's answer, in the words of an expectation.
        public String actual() {
            boolean ofAddress =
                    expectation.asksWhetherResolved() && known instanceof HostDecision.NeedsAddress;
            return ofAddress ? Words.outcome(known) : decision.toString();
        }
    }

    /// The results of all expectations.
    ///
    /// @param addresses how much of the lines about addresses is covered
    /// @param names how much of the lines about names is covered
    public record Outcome(List<Result> results, Coverage addresses, NameCoverage names) {
        public Outcome {
            results = List.copyOf(results);
        }

        public List<Result> failures() {
            return results.stream().filter(result -> !result.passed()).toList();
        }

        /// How many lines can be covered.
        public int live() {
            return addresses.live() + names.live();
        }

        /// How many lines are covered.
        public int covered() {
            return addresses.covered() + names.covered();
        }

        /// The percentage of live lines that are covered; 100 if no line counts.
        public double percent() {
            return live() == 0 ? 100 : 100.0 * covered() / live();
        }
    }

    /// Tries all expectations.
    ///
    /// @param resolver is asked for the addresses of host names
    public static Outcome run(ChartedConf conf, List<Expectation> expectations, Resolver resolver) {
        Policy policy = conf.conf().policy();
        RouteTests tests = new RouteTests(policy, resolver);
        expectations.forEach(tests::run);
        return new Outcome(
                tests.results,
                Coverage.of(conf.chart(), tests.tried, tests.ruled),
                NameChart.isNeededFor(policy)
                        ? NameCoverage.of(NameChart.of(policy), tests.names)
                        : NameCoverage.NONE);
    }

    private void run(Expectation expectation) {
        Destination destination = expectation.destination();
        Optional<Address> literal = Address.parse(destination.host());
        HostDecision known = engine.decide(destination.host(), destination.port());
        Optional<Address> address = literal.or(() -> address(destination, known));
        Decision decision =
                address.isPresent()
                        ? engine.decide(address.get(), destination.port())
                        : known.orUnresolved(destination.host() + " does not resolve");
        if (literal.isEmpty()) {
            addName(destination);
            addRule(destination, known);
        }
        address.ifPresent(one -> tried.add(new Coverage.Tried(one, destination.port())));
        boolean met = expectation.isMetBy(known, decision);
        String why = met ? "" : why(destination, address);
        results.add(new Result(expectation, known, decision, why));
    }

    private void addName(Destination destination) {
        try {
            HostName name = HostName.parse(destination.host());
            names.add(new NameCoverage.Tried(name, destination.port()));
        } catch (HostName.MalformedException _) {
            // no line is about it
        }
    }

    /// Adds the rule about addresses that decides for a name, if one does.
    private void addRule(Destination destination, HostDecision known) {
        boolean isOfAddresses =
                switch (engine.basis(destination.host(), destination.port())) {
                    case EVERY_ADDRESS, REMOTE_DNS -> true;
                    case LOCALHOST, LINE, ONION, ADDRESS -> false;
                };
        if (isOfAddresses && known instanceof HostDecision.Decided(Decision decision)) {
            ruled.add(new Coverage.Ruled(decision.rule(), destination.port()));
        }
    }

    /// The address of a destination; empty for a name that need not be resolved, or does not
    /// resolve.
    private Optional<Address> address(Destination destination, HostDecision known) {
        if (known instanceof HostDecision.Decided) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.of(resolver.resolve(destination.host()).getFirst()));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    private String why(Destination destination, Optional<Address> address) {
        return address.map(known -> why(known, destination.port()))
                .orElseGet(() -> whyOfName(destination));
    }

    /// The basis of the answer for a name; an empty text if the name has no address, because the
    /// decision then says so.
    private String whyOfName(Destination destination) {
        NameExplanation why = engine.explain(destination.host(), destination.port());
        if (why.basis() == NameBasis.ADDRESS) {
            return "";
        }
        NameExplanation.Step step = why.steps().getLast();
        return step.line().map(owner -> Lines.of(owner) + ": ").orElse("") + step.why();
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
