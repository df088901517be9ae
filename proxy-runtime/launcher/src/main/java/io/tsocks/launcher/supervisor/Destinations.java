package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.Address;
import io.tsocks.net.RecentMap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides for the addresses that programs name. Some of them stand for names: the fake ones, and
/// those that a name server gave for names that go directly by a rule.
///
/// Thread-safe. No method waits.
final class Destinations {

    /// The most real addresses of names that are remembered, and the most names whose addresses
    /// were looked up here. The ones unused for longest are forgotten.
    static final int MOST = 65_536;

    /// How long addresses that were looked up here are valid.
    private static final long NANOS_OF_FOUND = 30_000_000_000L;

    private static final String RULE = "fake addresses";

    private final Routing routing;
    private final @Nullable FakeNames fakes;
    private final Map<InetAddress, String> direct = new RecentMap<>(MOST);
    private final Map<InetAddress, String> colliding = new RecentMap<>(MOST);
    private final Map<String, Found> found = new RecentMap<>(MOST);

    /// The addresses of a name, while they are valid.
    ///
    /// @param until the end of validity, on the clock of `System.nanoTime()`
    private record Found(List<InetAddress> addresses, long until) {}

    /// @param fakes null if no address is fake
    Destinations(Routing routing, @Nullable FakeNames fakes) {
        this.routing = routing;
        this.fakes = fakes;
    }

    /// What to do for a destination.
    sealed interface Course {

        /// The course is decided.
        record Decided(Destination destination, Routing.Plan plan) implements Course {}

        /// The policy needs the addresses of a name, which have to be passed to [#found].
        record Unresolved(String name) implements Course {}
    }

    /// What to do for the address that a program connects to.
    Course course(InetEndpoint to) {
        if (isFake(to.address())) {
            return ofFake(to);
        }
        Course.Decided byAddress = new Course.Decided(Destination.of(to), routing.plan(to));
        return nameOfDirect(to.address()).flatMap(name -> directly(to, name)).orElse(byAddress);
    }

    /// What to do for the address of a name server, without waiting for anything: one whose name
    /// would have to be looked up here is refused.
    Course.Decided decide(InetEndpoint to) {
        return switch (course(to)) {
            case Course.Decided decided -> decided;
            case Course.Unresolved(String name) ->
                    new Course.Decided(
                            Destination.of(to, name),
                            refused("the address of the name server " + name + " is not known"));
        };
    }

    /// What to do for an address to which no name can be sent, as datagrams have it.
    Routing.Plan plan(InetEndpoint to) {
        return switch (course(to)) {
            case Course.Decided(_, Routing.Plan plan) when !isFake(to.address()) -> plan;
            case Course.Decided _, Course.Unresolved _ -> refused("only TCP goes by name");
        };
    }

    /// Whether an address is fake, so that nothing may ever be sent to it.
    boolean isFake(InetAddress address) {
        return fakes != null && fakes.isFake(address);
    }

    private Course ofFake(InetEndpoint to) {
        Optional<String> name = fakes == null ? Optional.empty() : fakes.nameOf(to.address());
        if (name.isEmpty()) {
            String message =
                    nameOfColliding(to.address())
                            .map(real -> collision(to.address(), real))
                            .orElseGet(() -> unknown(to));
            return new Course.Decided(Destination.of(to), refused(message));
        }
        Destination destination = Destination.of(to, name.get());
        Optional<Routing.Plan> plan = routing.plan(name.get(), to.port());
        boolean isByName = plan.isPresent() && !(plan.get() instanceof Routing.Plan.Direct);
        return isByName
                ? new Course.Decided(destination, plan.get())
                : byAddress(destination, name.get(), plan);
    }

    private static String unknown(InetEndpoint to) {
        return to
                + " is a fake address that stands for no name of this run; the program may have"
                + " kept it from another one, and has to look the name up again";
    }

    /// Says why a real address cannot be reached.
    private String collision(InetAddress address, String name) {
        return "the address "
                + Address.of(address)
                + " of "
                + name
                + " is in the network of fake addresses"
                + (fakes == null ? "" : " " + fakes.net())
                + ", which nothing is sent to; choose another network with --fake-net";
    }

    /// The course for a name that goes directly at this port, or whose address decides.
    private Course byAddress(Destination destination, String name, Optional<Routing.Plan> plan) {
        List<InetAddress> addresses = addressesOf(name);
        if (addresses == null) {
            return new Course.Unresolved(name);
        }
        if (addresses.isEmpty()) {
            return new Course.Decided(
                    destination, refused("the name " + name + " does not resolve here"));
        }
        List<Way> ways =
                addresses.stream()
                        .map(address -> new Way(address, plan(destination, name, address, plan)))
                        .toList();
        Way first =
                ways.stream()
                        .filter(way -> !(way.plan() instanceof Routing.Plan.Refused))
                        .findFirst()
                        .orElseGet(ways::getFirst);
        List<InetAddress> others =
                ways.stream()
                        .filter(
                                way ->
                                        !way.equals(first)
                                                && way.plan() instanceof Routing.Plan.Direct)
                        .map(Way::address)
                        .toList();
        return new Course.Decided(destination.to(first.address()).or(others), first.plan());
    }

    /// An address of a name, and the way to it.
    private record Way(InetAddress address, Routing.Plan plan) {}

    /// @param ofName the plan for all addresses of the name; empty if each has its own
    private Routing.Plan plan(
            Destination destination,
            String name,
            InetAddress address,
            Optional<Routing.Plan> ofName) {
        Routing.Plan plan = ofName.orElseGet(() -> planOf(address, destination));
        return plan instanceof Routing.Plan.Direct && isFake(address)
                ? refused(collision(address, name))
                : plan;
    }

    private Routing.Plan planOf(InetAddress address, Destination destination) {
        InetSocketAddress at = new InetSocketAddress(address, destination.port());
        return routing.plan(InetEndpoint.forSocket(true, at).orElseThrow());
    }

    private static Routing.Plan refused(String message) {
        return new Routing.Plan.Refused(
                new Action.Refused(Action.Reason.UNKNOWN_HOST, message), RULE, true);
    }

    private Optional<Course> directly(InetEndpoint to, String name) {
        return routing.plan(name, to.port())
                .filter(plan -> plan instanceof Routing.Plan.Direct)
                .map(
                        plan -> {
                            Destination named = Destination.of(to, name).to(to.address());
                            return new Course.Decided(named, plan);
                        });
    }

    /// Records the addresses of a name that were looked up here.
    ///
    /// @param addresses empty if it does not resolve
    void found(String name, List<InetAddress> addresses) {
        synchronized (found) {
            long until = System.nanoTime() + NANOS_OF_FOUND;
            found.put(name, new Found(List.copyOf(addresses), until));
        }
    }

    private @Nullable List<InetAddress> addressesOf(String name) {
        synchronized (found) {
            Found known = found.get(name);
            return known == null || System.nanoTime() - known.until() >= 0
                    ? null
                    : known.addresses();
        }
    }

    /// Records the addresses that a name server gave to a program for a name. The last answer about
    /// an address counts.
    ///
    /// @param isDirect whether a rule lists the name, and it goes directly
    void learn(String name, List<InetAddress> addresses, boolean isDirect) {
        synchronized (direct) {
            for (InetAddress address : addresses) {
                if (isDirect) {
                    direct.put(address, name);
                } else {
                    direct.remove(address);
                }
            }
        }
    }

    /// Takes note of the addresses that a program was told for a name, of which those in the
    /// network of fake addresses cannot be reached.
    void passedOn(String name, List<InetAddress> addresses) {
        synchronized (colliding) {
            addresses.stream().filter(this::isFake).forEach(it -> colliding.put(it, name));
        }
    }

    private Optional<String> nameOfColliding(InetAddress address) {
        synchronized (colliding) {
            return Optional.ofNullable(colliding.get(address));
        }
    }

    private Optional<String> nameOfDirect(InetAddress address) {
        synchronized (direct) {
            return direct.isEmpty() ? Optional.empty() : Optional.ofNullable(direct.get(address));
        }
    }

    /// Records that a connect to an address has begun.
    void begin(InetEndpoint to) {
        if (fakes != null) {
            fakes.begin(to.address());
        }
    }

    /// Records that a connect to an address is over.
    void end(InetEndpoint to) {
        if (fakes != null) {
            fakes.end(to.address());
        }
    }
}
