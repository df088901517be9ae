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
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries expectations on a policy.
public final class RouteTests {

    private final PolicyEngine engine;
    private final Resolver resolver;
    private final Proof proof;
    private final List<Result> results = new ArrayList<>();
    private final List<Coverage.Tried> tried = new ArrayList<>();
    private final List<NameCoverage.Tried> names = new ArrayList<>();
    private final List<Coverage.Ruled> ruled = new ArrayList<>();

    private RouteTests(ChartedConf conf, Resolver resolver) {
        this.engine = PolicyEngine.of(conf.conf().policy());
        this.resolver = resolver;
        this.proof = new Proof(conf.chart());
    }

    /// An expectation and its result.
    ///
    /// @param actual the policy's answer, in the words of an expectation; of several destinations
    ///     the answer for the counterexample, or the expected one if there is none
    /// @param why for one that failed, the line that decided and the reason; otherwise empty
    /// @param counterexample one of several destinations that has another route; empty if the
    ///     expectation is about one destination, or is met
    public record Result(
            Expectation expectation,
            boolean passed,
            String actual,
            String why,
            Optional<Counterexample> counterexample) {}

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
        RouteTests tests = new RouteTests(conf, resolver);
        expectations.forEach(tests::run);
        return new Outcome(
                tests.results,
                Coverage.of(conf.chart(), tests.tried, tests.ruled),
                NameChart.isNeededFor(policy)
                        ? NameCoverage.of(NameChart.of(policy), tests.names)
                        : NameCoverage.NONE);
    }

    /// Asks for all the addresses that these expectations need.
    ///
    /// @return a resolver that knows those addresses, and sends no query
    public static Resolver lookUp(
            ChartedConf conf, List<Expectation> expectations, Resolver resolver) {
        PolicyEngine engine = PolicyEngine.of(conf.conf().policy());
        Map<String, List<InetAddress>> known = new HashMap<>();
        for (Expectation expectation : expectations) {
            if (expectation.subject() instanceof Subject.One(Destination destination)
                    && needsAddress(engine, destination)) {
                known.computeIfAbsent(destination.host(), host -> addresses(resolver, host));
            }
        }
        return host -> {
            List<InetAddress> addresses = known.getOrDefault(host, List.of());
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return addresses;
        };
    }

    private static boolean needsAddress(PolicyEngine engine, Destination destination) {
        return Address.parse(destination.host()).isEmpty()
                && engine.decide(destination.host(), destination.port())
                        instanceof HostDecision.NeedsAddress;
    }

    private static List<InetAddress> addresses(Resolver resolver, String host) {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException _) {
            return List.of();
        }
    }

    private void run(Expectation expectation) {
        results.add(
                switch (expectation.subject()) {
                    case Subject.One(Destination destination) -> ofOne(expectation, destination);
                    case Subject.All all -> ofAll(expectation, all);
                });
    }

    private Result ofOne(Expectation expectation, Destination destination) {
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
        boolean ofName =
                expectation.asksWhetherResolved() && known instanceof HostDecision.NeedsAddress;
        return new Result(
                expectation,
                met,
                ofName ? Words.outcome(known) : decision.toString(),
                met ? "" : why(destination, address),
                Optional.empty());
    }

    private Result ofAll(Expectation expectation, Subject.All all) {
        if (!proof.isPossible()) {
            return new Result(
                    expectation,
                    false,
                    "unknown",
                    "a netmask of the configuration has too many holes for a proof",
                    Optional.empty());
        }
        return proof.refute(all.with(expectation.outcome()))
                .map(found -> refuted(expectation, found))
                .orElseGet(
                        () ->
                                new Result(
                                        expectation,
                                        true,
                                        expectation.expected(),
                                        "",
                                        Optional.empty()));
    }

    private Result refuted(Expectation expectation, Counterexample found) {
        return new Result(expectation, false, found.actual(), why(found), Optional.of(found));
    }

    private String why(Counterexample found) {
        return switch (found) {
            case Counterexample.OfAddress(Witness witness) ->
                    why(witness.address(), witness.port());
            case Counterexample.OfName(NameWitness name, Optional<Witness> address) ->
                    address.map(RouteTests::whyOfResolved)
                            .orElseGet(() -> whyOfName(name.name().text(), name.port()));
        };
    }

    private static String whyOfResolved(Witness address) {
        return "its address decides, and may be "
                + address.address()
                + ", which is "
                + Lines.route(address);
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
                .orElseGet(() -> whyOfName(destination.host(), destination.port()));
    }

    /// The basis of the answer for a name; an empty text if the name has no address, because the
    /// decision then says so.
    private String whyOfName(String host, int port) {
        NameExplanation why = engine.explain(host, port);
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
