package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of questions, and of the addresses that answers give.
class NameAnswersTest {

    private static final String SERVER = "server = 10.0.0.1\nserver_type = 5\n";

    private static final String POLICY =
            """
            local = 10.0.0.0/255.0.0.0
            local = .corp.example
            path {
                reaches = .cloud.example
                reaches = .half.example:443
                server = 10.0.0.1
                server_type = 5
            }
            path {
                reaches = .old.example
                server = 10.0.0.1
                server_type = 4
            }
            """;

    private final List<String> told = new ArrayList<>();

    @TempDir private Path folder;
    private Path resolvConf = Path.of("absent");

    @BeforeEach
    void write() throws Exception {
        resolvConf = Files.writeString(folder.resolve("resolv.conf"), "search home.example\n");
    }

    /// The parts of a run.
    private final class Run {
        final FakeNames fakes = new FakeNames(FakeNet.DEFAULT, 0, System::nanoTime, _ -> {});
        final Routing routing;
        final Destinations destinations;
        final NameAnswers answers;

        Run(String policy, boolean all) {
            PolicyEngine engine =
                    PolicyEngine.of(
                            PolicyCompiler.compile(ConfParser.parse("test", policy.getBytes(UTF_8)))
                                    .policy());
            routing = Routing.of(engine, Resolver.none());
            destinations = new Destinations(routing, fakes);
            answers =
                    new NameAnswers(routing, fakes, destinations, all, new NameServers(resolvConf));
        }

        NameAnswers.Reaction react(String name, int type) {
            return answers.react(
                    Messages.question(name, type), (asked, _, why) -> told.add(asked + ": " + why));
        }

        String kind(String name, int type) {
            return switch (react(name, type)) {
                case NameAnswers.Reaction.AsSent(boolean isDirect) ->
                        isDirect ? "direct" : "as sent";
                case NameAnswers.Reaction.ThroughServer _ -> "server";
                case NameAnswers.Reaction.Reply reply ->
                        Messages.code(reply.answer()) + " " + Messages.count(reply.answer());
            };
        }

        /// The fake address of a name.
        InetAddress fake(String name) {
            if (react(name, DnsQuestion.A) instanceof NameAnswers.Reaction.Reply reply) {
                DnsQuestion question = Messages.question(name, DnsQuestion.A);
                return AnsweredAddresses.in(reply.answer(), question).getFirst();
            }
            throw new AssertionError("no answer for " + name);
        }

        /// The addresses that a connect at port 80 tries, and the action.
        String others(InetAddress fake) {
            InetEndpoint to =
                    InetEndpoint.forSocket(false, new InetSocketAddress(fake, 80)).orElseThrow();
            Destinations.Course.Decided course =
                    (Destinations.Course.Decided) destinations.course(to);
            return course.destination().endpoints(true).stream()
                            .map(one -> one.address().getHostAddress())
                            .toList()
                    + " "
                    + course.plan().action().getClass().getSimpleName();
        }

        String course(InetAddress address, int port) {
            InetEndpoint to =
                    InetEndpoint.forSocket(false, new InetSocketAddress(address, port))
                            .orElseThrow();
            return switch (destinations.course(to)) {
                case Destinations.Course.Unresolved(String name) -> "resolve " + name;
                case Destinations.Course.Decided(Destination whither, Routing.Plan plan) ->
                        whither + " " + plan.action().getClass().getSimpleName();
            };
        }
    }

    /// A question type: 1 A, 28 AAAA, 65 HTTPS, 15 MX, 12 PTR, 255 ANY.
    @ParameterizedTest
    @CsvSource({
        "www.example.com, 1, 0 1",
        "www.example.com, 255, 0 1",
        "www.example.com, 28, 0 0",
        "www.example.com, 65, 0 0",
        "www.example.com, 15, server",
        "WWW.cloud.example, 1, 0 1",
        "web.corp.example, 1, direct",
        "web.corp.example, 28, direct",
        "web.corp.example, 15, direct",
        "host.home.example, 1, 3 0",
        "host.home.example, 28, 3 0",
        "home.example, 1, 0 1",
        "a.old.example, 1, 3 0",
        "localhost, 1, 0 1",
        "localhost, 28, 0 1",
        "1.2.3.4, 1, 3 0",
        "a b.example, 1, 3 0",
        "a b.example, 33, server",
        "'', 2, server",
        "7.0.18.198.in-addr.arpa, 12, 3 0",
        "1.0.0.127.in-addr.arpa, 12, 0 1",
        "2.0.0.127.in-addr.arpa, 12, 3 0",
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa, 12, 0 1",
        "1.0.0.10.in-addr.arpa, 12, as sent",
        "7.2.0.192.in-addr.arpa, 12, server",
    })
    void withRemoteDnsEveryNameIsThePolicys(String name, int type, String kind) {
        Run run = new Run(POLICY + SERVER + "remote_dns = yes\n", true);
        assertThat(run.kind(name, type)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, 1, as sent",
        "www.cloud.example, 1, 0 1",
        "www.cloud.example, 28, 0 0",
        "web.corp.example, 1, direct",
        "host.home.example, 1, as sent",
        "a.half.example, 1, 0 1",
        "a.old.example, 1, 3 0",
        "hidden.onion, 1, 3 0",
        "1.2.3.4, 1, as sent",
        "a b.example.com, 33, as sent",
        "a b.cloud.example, 1, 3 0",
        "a b.cloud.example, 33, server",
        "a b.corp.example, 33, direct",
        "a b.old.example, 33, 3 0",
        "a b.onion, 1, 3 0",
        "7.2.0.192.in-addr.arpa, 12, as sent",
        "1.0.0.127.in-addr.arpa, 12, 0 1",
        "9.9.0.127.in-addr.arpa, 12, 3 0",
    })
    void withoutOnlyTheNamesThatARuleNames(String name, int type, String kind) {
        assertThat(new Run(POLICY + SERVER, false).kind(name, type)).isEqualTo(kind);
    }

    /// Such as CHAOS, in which name servers tell their version.
    @Test
    void aQuestionOfAnotherClassGetsNoFakeAddress() {
        byte[] chaos = Messages.bytes("www.example.com", DnsQuestion.A);
        int end = Messages.question("www.example.com", DnsQuestion.A).end();
        chaos[end - 1] = 3;
        NameAnswers answers = new Run(POLICY + SERVER + "remote_dns = yes\n", true).answers;
        assertThat(answers.react(DnsQuestion.parse(chaos).orElseThrow(), (_, _, _) -> {}))
                .isInstanceOf(NameAnswers.Reaction.ThroughServer.class);
    }

    @Test
    void aRefusedNameIsToldOfOnce() {
        Run run = new Run(POLICY, true);
        run.react("a.old.example", DnsQuestion.A);
        run.react("a.old.example", DnsQuestion.AAAA);
        assertThat(told).singleElement().asString().contains("server_type = 4a");
    }

    @Test
    void aFakeAddressStandsForItsName() {
        Run run = new Run(POLICY + SERVER + "remote_dns = yes\n", true);
        InetAddress fake = run.fake("www.example.com");
        assertThat(run.course(fake, 80)).isEqualTo("www.example.com:80 Via");
        String reverse =
                "%d.%d.18.198.in-addr.arpa".formatted(fake.getAddress()[3], fake.getAddress()[2]);
        assertThat(run.kind(reverse, DnsQuestion.PTR)).isEqualTo("0 1");
    }

    @Test
    void aFakeAddressThatNobodyWasGivenIsRefused() {
        Run run = new Run(POLICY + SERVER + "remote_dns = yes\n", true);
        assertThat(run.course(InetAddress.ofLiteral("198.18.7.7"), 80))
                .isEqualTo("198.18.7.7:80 Refused");
    }

    /// The policy has the name go through a server at one port, and says nothing of others.
    @Test
    void aNameThatAnAddressDecidesForIsLookedUpWhenItIsConnectedTo() {
        Run run = new Run(POLICY + SERVER, false);
        InetAddress fake = run.fake("a.half.example");
        assertThat(run.course(fake, 443)).isEqualTo("a.half.example:443 Via");
        assertThat(run.course(fake, 80)).isEqualTo("resolve a.half.example");
        run.destinations.found("a.half.example", List.of(InetAddress.ofLiteral("10.9.9.9")));
        assertThat(run.course(fake, 80)).isEqualTo("a.half.example:80 Direct");
        run.destinations.found("a.half.example", List.of());
        assertThat(run.course(fake, 80)).isEqualTo("a.half.example:80 Refused");
    }

    /// An address that is refused has its turn only if all are.
    @Test
    void eachAddressOfANameHasItsOwnDecision() {
        Run run = new Run(POLICY + SERVER, false);
        InetAddress fake = run.fake("a.half.example");
        run.destinations.found("a.half.example", addresses("10.9.9.9", "192.0.2.9", "10.9.9.8"));
        assertThat(run.others(fake)).isEqualTo("[10.9.9.9, 10.9.9.8] Direct");
        run.destinations.found("a.half.example", addresses("192.0.2.9", "10.9.9.9"));
        assertThat(run.others(fake)).isEqualTo("[192.0.2.9, 10.9.9.9] Via");
        Run closed = new Run(POLICY, false);
        InetAddress refused = closed.fake("a.half.example");
        closed.destinations.found("a.half.example", addresses("192.0.2.9", "10.9.9.9"));
        assertThat(closed.others(refused)).isEqualTo("[10.9.9.9] Direct");
        closed.destinations.found("a.half.example", addresses("192.0.2.9", "192.0.2.8"));
        assertThat(closed.course(refused, 80)).isEqualTo("a.half.example:80 Refused");
    }

    private static List<InetAddress> addresses(String... texts) {
        return Stream.of(texts).map(InetAddress::ofLiteral).toList();
    }

    /// A server that carries IPv6 gets the address, though the program has an IPv4 socket.
    @Test
    void aNameWithIpv6AddressesAloneGoesWhereTheseGo() {
        Run run = new Run(POLICY + SERVER, false);
        InetAddress fake = run.fake("a.half.example");
        run.destinations.found("a.half.example", addresses("2001:db8::9"));
        assertThat(run.others(fake)).isEqualTo("[2001:db8:0:0:0:0:0:9] Via");
    }

    @Test
    void aRealAddressAmongTheFakeOnesIsRefusedByWhatItIs() throws Exception {
        Files.writeString(resolvConf, "nameserver 192.0.2.53\n");
        Run run = new Run(POLICY + SERVER, false);
        DnsQuestion question = Messages.question("web.corp.example", DnsQuestion.A);
        InetAddress real = InetAddress.ofLiteral("198.18.7.7");
        byte[] answer = DnsAnswer.addresses(question, List.of(Address.of(real)));
        InetEndpoint from =
                InetEndpoint.forSocket(false, new InetSocketAddress("192.0.2.53", 53))
                        .orElseThrow();
        run.answers.learn(question, answer, true, from);
        InetEndpoint to =
                InetEndpoint.forSocket(false, new InetSocketAddress(real, 80)).orElseThrow();
        assertThat(run.destinations.course(to))
                .asString()
                .contains("the address 198.18.7.7 of web.corp.example is in the network of fake")
                .contains("198.18.0.0/15")
                .contains("--fake-net");
    }

    /// What was said last of an address counts.
    @Test
    void theRealAddressOfADirectNameGoesDirectly() {
        Run run = new Run(POLICY + SERVER, false);
        InetAddress real = InetAddress.ofLiteral("192.0.2.9");
        assertThat(run.course(real, 80)).isEqualTo("192.0.2.9:80 Via");
        run.destinations.learn("web.corp.example", List.of(real), true);
        assertThat(run.course(real, 80)).isEqualTo("web.corp.example:80 Direct");
        run.destinations.learn("www.example.com", List.of(real), false);
        assertThat(run.course(real, 80)).isEqualTo("192.0.2.9:80 Via");
    }

    /// A program can ask a name server of its own for a local name.
    @ParameterizedTest
    @CsvSource({
        "203.0.113.53, 192.0.2.9:80 Via",
        "192.0.2.53, web.corp.example:80 Direct",
        "10.9.9.53, web.corp.example:80 Direct",
        "127.0.0.53, web.corp.example:80 Direct"
    })
    void onlyNameServersOfTheUserMakeAnAddressDirect(String server, String course)
            throws Exception {
        Files.writeString(resolvConf, "nameserver 192.0.2.53\n");
        Run run = new Run(POLICY + SERVER, false);
        InetAddress real = InetAddress.ofLiteral("192.0.2.9");
        DnsQuestion question = Messages.question("web.corp.example", DnsQuestion.A);
        byte[] answer = DnsAnswer.addresses(question, List.of(Address.of(real)));
        InetEndpoint from =
                InetEndpoint.forSocket(false, new InetSocketAddress(server, 53)).orElseThrow();
        run.answers.learn(question, answer, true, from);
        assertThat(run.course(real, 80)).isEqualTo(course);
    }

    @Test
    void noDatagramGoesToAFakeAddress() {
        Run run = new Run("local = 198.18.0.0/255.254.0.0\n" + SERVER, true);
        InetEndpoint to =
                InetEndpoint.forSocket(false, new InetSocketAddress("198.18.0.1", 80))
                        .orElseThrow();
        assertThat(run.destinations.plan(to)).isInstanceOf(Routing.Plan.Refused.class);
    }

    @Test
    void tenThousandNamesAreToldApart() {
        Run run = new Run(POLICY + SERVER + "remote_dns = yes\n", true);
        Set<InetAddress> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(run.fake("host" + i + ".example.com"));
        }
        assertThat(all).hasSize(10_000);
        int i = 0;
        for (InetAddress address : all) {
            i += run.course(address, 80).endsWith(".example.com:80 Via") ? 1 : 0;
        }
        assertThat(i).isEqualTo(10_000);
    }

    @Test
    void theSearchDomainIsToldOfOnce() {
        Run run = new Run(POLICY + SERVER + "remote_dns = yes\n", true);
        run.react("a.home.example", DnsQuestion.A);
        run.react("b.home.example", DnsQuestion.A);
        assertThat(told).singleElement().asString().contains("reaches = .home.example");
    }
}
