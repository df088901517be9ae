package io.tsocks.agent.inside;

import io.tsocks.client.StandIns;
import io.tsocks.client.Tsocks;
import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Resolver;
import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The program's lookups of names. A name that a server is asked for gets a stand-in, so that no
/// query for it leaves this machine.
///
/// Thread-safe.
final class NameLookups {

    /// What becomes of names.
    enum Mode {
        /// As the policy says.
        POLICY,
        /// All names are looked up by this machine.
        LOCAL,
        /// As the policy says, but none is looked up by this machine.
        DENY
    }

    private final Mode mode;
    private final DirectNames directNames;

    private volatile String thisMachine = "";

    /// Null until the agent is installed.
    private volatile @Nullable NameVerdicts verdicts;

    /// The resolver of the program's that was asked last, wrapped.
    private volatile @Nullable Wrapped wrapped;

    NameLookups(Mode mode, DirectNames directNames) {
        this.mode = mode;
        this.directNames = directNames;
    }

    /// Has the policy of a client decide about names from now on, except for that of this machine.
    void decideBy(Tsocks tsocks, Jdk jdk) {
        thisMachine = jdk.localHostName();
        verdicts = new NameVerdicts(tsocks::engine);
    }

    /// The address that stands for a name; null if the name is looked up.
    @Nullable InetAddress standIn(String host) {
        NameVerdicts deciding = verdicts;
        return deciding != null
                        && mode != Mode.LOCAL
                        && !isOwn(host)
                        && deciding.of(host) instanceof NameVerdicts.Verdict.Remote
                ? StandIns.ofThisProgram().of(host)
                : null;
    }

    /// Whether a name is one of this machine.
    private boolean isOwn(String host) {
        return Policy.isLocalhost(host) || host.equals(thisMachine);
    }

    /// The resolver in place of the program's own.
    InetAddressResolver of(InetAddressResolver own) {
        Wrapped known = wrapped;
        if (own instanceof Wrapped) {
            return own;
        }
        if (known != null && known.own.equals(own)) {
            return known;
        }
        Wrapped made = new Wrapped(own);
        wrapped = made;
        return made;
    }

    /// The resolver of the agent's own lookups: the program's, without stand-ins.
    Resolver forAgent() {
        return host -> {
            Wrapped known = wrapped;
            InetAddress[] addresses =
                    known == null
                            ? InetAddress.getAllByName(host)
                            : known.own.lookupByName(host, families()).toArray(InetAddress[]::new);
            if (addresses.length == 0) {
                throw new UnknownHostException(host);
            }
            return List.of(addresses);
        };
    }

    private static LookupPolicy families() {
        return Boolean.getBoolean("java.net.preferIPv4Stack")
                ? LookupPolicy.of(LookupPolicy.IPV4)
                : LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6 | LookupPolicy.IPV4_FIRST);
    }

    /// Whether name servers are not to learn of an address.
    private boolean isHidden(InetAddress address) {
        NameVerdicts deciding = verdicts;
        return deciding != null
                && deciding.hides(address.getHostAddress())
                && directNames.of(address) == null;
    }

    private final class Wrapped implements InetAddressResolver {

        private final InetAddressResolver own;

        Wrapped(InetAddressResolver own) {
            this.own = own;
        }

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy families)
                throws UnknownHostException {
            NameVerdicts deciding = verdicts;
            if (deciding == null || isOwn(host)) {
                return own.lookupByName(host, families);
            }
            return switch (deciding.of(host)) {
                case NameVerdicts.Verdict.Refused(Action.Refused refused) ->
                        throw new UnknownHostException(
                                "tsocks: the policy refuses " + host + ": " + refused.message());
                case NameVerdicts.Verdict.Remote ignored when mode != Mode.LOCAL ->
                        Stream.of(standIn(host, families));
                case NameVerdicts.Verdict.Remote ignored -> real(host, families);
                case NameVerdicts.Verdict.Direct ignored ->
                        directNames.remember(host, real(host, families));
                case NameVerdicts.Verdict.ByAddress ignored -> real(host, families);
            };
        }

        private Stream<InetAddress> real(String host, LookupPolicy families)
                throws UnknownHostException {
            if (mode == Mode.DENY) {
                throw new UnknownHostException(
                        "tsocks: "
                                + host
                                + " would be looked up by this machine, and dns=deny forbids it");
            }
            return own.lookupByName(host, families);
        }

        /// Stand-ins are IPv4 addresses.
        private static InetAddress standIn(String host, LookupPolicy families)
                throws UnknownHostException {
            if ((families.characteristics() & LookupPolicy.IPV4) == 0) {
                throw new UnknownHostException(
                        "tsocks: " + host + ": the address that stands for it is of IPv4");
            }
            return StandIns.ofThisProgram().of(host);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            if (StandIns.isStandIn(address)) {
                return StandIns.ofThisProgram()
                        .nameOf(address)
                        .orElseThrow(() -> new UnknownHostException("stands for no name"));
            }
            if (mode == Mode.DENY && !Address.of(InetAddress.getByAddress(address)).isLoopback()) {
                throw new UnknownHostException("tsocks: dns=deny forbids to look up addresses");
            }
            if (mode == Mode.POLICY && isHidden(InetAddress.getByAddress(address))) {
                throw new UnknownHostException(
                        "tsocks: servers resolve names, and this address is not reached directly");
            }
            return own.lookupByAddress(address);
        }
    }
}
