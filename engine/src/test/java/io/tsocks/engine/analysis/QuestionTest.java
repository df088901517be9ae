package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Action;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.TlsSettings;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Address;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionTest {

    @Test
    void anOutcomeAloneIsSoughtEverywhere() throws QuestionSyntaxException {
        assertThat(Question.parse("direct"))
                .isEqualTo(
                        new Question(
                                new Question.Wanted.Direct(),
                                false,
                                List.of(AddressRange.IP4, AddressRange.IP6),
                                List.of(new HostPattern.Every()),
                                PortSet.ALL));
    }

    @Test
    void everyWordCountsWhateverItsCase() throws QuestionSyntaxException {
        Question question = Question.parse("  NOT via 10.1.7.25:1081 To 10.0.0.0/8 , ::1 PORT 80 ");
        assertThat(question.negated()).isTrue();
        assertThat(question.wanted())
                .isEqualTo(
                        new Question.Wanted.Via(
                                "10.1.7.25", OptionalInt.of(1081), Optional.empty()));
        assertThat(question.to())
                .containsExactly(
                        new AddressRange(new Address.Ip4(0x0a000000), new Address.Ip4(0x0affffff)),
                        new AddressRange(new Address.Ip6(0, 1), new Address.Ip6(0, 1)));
        assertThat(question.ports()).hasToString("80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "via 10.1.7.25 | 10.1.7.25 | 0 |",
                "via proxy.example:1 | proxy.example | 1 |",
                "via socks5://proxy.example | proxy.example | 0 | SOCKS5",
                "via SOCKS4://10.1.7.25:1080 | 10.1.7.25 | 1080 | SOCKS4",
                "via socks4a://proxy.example | proxy.example | 0 | SOCKS4A",
                "via socks5+tls://proxy.example | proxy.example | 0 | SOCKS5_TLS",
                "via https://proxy.example | proxy.example | 0 | HTTPS",
                "via 2001:db8::1 | 2001:db8::1 | 0 |",
                "via 2001:DB8:0::1 | 2001:db8::1 | 0 |",
                "via Proxy.Example | proxy.example | 0 |",
                "via [2001:db8::1]:1080 | 2001:db8::1 | 1080 |",
                "via socks5://[2001:db8::1] | 2001:db8::1 | 0 | SOCKS5",
            })
    void aServerMayBeGivenWithItsPortAndVersion(
            String text, String host, int port, ServerKind version) throws QuestionSyntaxException {
        assertThat(Question.parse(text).wanted())
                .isEqualTo(
                        new Question.Wanted.Via(
                                host, optional(port), Optional.ofNullable(version)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "via http://a:3128, else b | http://a:3128, else socks5://b:1080 | true",
                "VIA A , ELSE B            | http://a:3128, else socks5://b:1080 | true",
                "via b, else a             | http://a:3128, else socks5://b:1080 | false",
                "via a, else b, else c     | http://a:3128, else socks5://b:1080 | false",
                "via a:80, else b          | http://a:3128, else socks5://b:1080 | false",
                "via a and b in turn       | http://a:3128, else socks5://b:1080 | false",
                "via a                     | http://a:3128, else socks5://b:1080 | true",
                "via b:1080                | http://a:3128, else socks5://b:1080 | true",
                "via c                     | http://a:3128, else socks5://b:1080 | false",
                "not via b                 | http://a:3128, else socks5://b:1080 | false",
            })
    void aGroupMayBeGivenInWordsOrByAServer(String text, String group, boolean sought)
            throws QuestionSyntaxException {
        Upstream upstream =
                new Upstream(
                        List.of(
                                new ProxyServer("a", 3128, ServerKind.HTTP, null, null),
                                new ProxyServer("b", 1080, ServerKind.SOCKS5, null, null)),
                        Selection.FAILOVER,
                        Recovery.standard());
        assertThat(upstream).hasToString(group);
        assertThat(Question.parse(text).seeks(new Action.Via(upstream))).isEqualTo(sought);
    }

    @ParameterizedTest
    @EnumSource
    void theWordsOfAnAnswerAreAQuestionForIt(Selection selection) throws QuestionSyntaxException {
        List<ProxyServer> servers =
                List.of(
                        new ProxyServer("2001:db8::1", 80, ServerKind.HTTP, null, null),
                        new ProxyServer("else", 1, ServerKind.SOCKS4A, null, null),
                        new ProxyServer("10.0.0.1", 2, ServerKind.SOCKS4, null, null),
                        new ProxyServer("10.0.0.1", 2, ServerKind.SOCKS5_TLS, null, null),
                        new ProxyServer(
                                new ServerAddress.Unix("/run/Proxy,/else "),
                                ServerKind.SOCKS5,
                                null,
                                null,
                                TlsSettings.STANDARD));
        for (int size = 1; size <= servers.size(); size++) {
            Action action =
                    new Action.Via(
                            new Upstream(servers.subList(0, size), selection, Recovery.standard()));
            assertThat(Question.parse(action + " port 80").seeks(action)).as("%s", action).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "via a and b | how the group selects is missing: A, else B; A and B in turn; A or B"
                        + " by host; the fastest of A and B",
                "via a or b in turn | how the group selects is missing: A, else B; A and B in turn; A"
                        + " or B by host; the fastest of A and B",
                "via a and b or c by host | the servers are joined by 'and' and by 'or'",
                "via a, else | a server must follow 'via'",
            })
    void whatIsNoGroupIsExplained(String text, String message) {
        assertThatThrownBy(() -> Question.parse(text)).hasMessage(message);
    }

    private static OptionalInt optional(int number) {
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:10.0.0.0/104, 10.0.0.0-10.255.255.255",
        "::ffff:0:0/96, 0.0.0.0-255.255.255.255",
        "::ffff:a00:1/128, 10.0.0.1-10.0.0.1",
        "::ffff:10.0.0.1-10.0.0.9, 10.0.0.1-10.0.0.9"
    })
    void mappedAddressesAreThoseOfIpv4(String text, String range) throws QuestionSyntaxException {
        assertThat(Question.parse("any to " + text).to()).hasToString("[" + range + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "any to names | [] | [*]",
                "any to any | [0.0.0.0-255.255.255.255,"
                        + " ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff] | [*]",
                "direct to .Example.com,*.b.test | [] | [.example.com, *.b.test]",
                "direct to example.com,10.0.0.1 | [10.0.0.1-10.0.0.1] | [example.com]"
            })
    void namesAreSoughtByPatterns(String text, String to, String names)
            throws QuestionSyntaxException {
        Question question = Question.parse(text);
        assertThat(question.to()).hasToString(to);
        assertThat(question.names()).hasToString(names);
    }

    @Test
    void addressesAndPortsAreJoined() throws QuestionSyntaxException {
        Question question =
                Question.parse(
                        "any to 10.0.1.0/24,10.0.0.0/255.255.255.0,10.0.1.7,10.0.2.0-10.0.2.9"
                                + " port 90-99,80-95,100");
        assertThat(question.to()).hasToString("[10.0.0.0-10.0.2.9]");
        assertThat(question.ports()).hasToString("80-100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | an outcome is missing: direct, refused, resolved, via SERVER, via any"
                        + " or any",
                "drect | 'drect' is not an outcome; use direct, refused, resolved, via SERVER, via"
                        + " any or any",
                "via | a server must follow 'via'",
                "via a/b | 'a/b' is not a server (HOST, HOST:PORT or socks5://HOST:PORT)",
                "via a:99999 | 'a:99999' is not a server (HOST, HOST:PORT or socks5://HOST:PORT)",
                "via [::1]x | '[::1]x' is not a server (HOST, HOST:PORT or socks5://HOST:PORT)",
                "direct to | addresses must follow 'to'",
                "direct to *a.example | '*a.example' is not a host pattern: a star stands alone, or"
                        + " before the first dot",
                "direct to LocalHost | 'LocalHost' is loopback; ask about 127.0.0.1 or ::1",
                "any to *.db.localhost | '*.db.localhost' is loopback; ask about 127.0.0.1 or ::1",
                "direct to a.1 | 'a.1' is not a host pattern: its last label is a number, as in an"
                        + " address",
                "direct to 10.0.0.1/8 | 10.0.0.1/8 has bits beyond the network, which starts at"
                        + " 10.0.0.0",
                "direct to 10.0.0.0/33 | '33' in 10.0.0.0/33 is not a prefix length (0 to 32) or a"
                        + " netmask without holes",
                "direct to 10.0.0.0/255.0.255.0 | '255.0.255.0' in 10.0.0.0/255.0.255.0 is not a prefix"
                        + " length (0 to 32) or a netmask without holes",
                "via 10.0.0.999 | '10.0.0.999' is not a server (HOST, HOST:PORT or"
                        + " socks5://HOST:PORT)",
                "via \"10.0.0.1\" | '\"10.0.0.1\"' is not a server (HOST, HOST:PORT or"
                        + " socks5://HOST:PORT)",
                "direct to ::/129 | '129' in ::/129 is not a prefix length (0 to 128)",
                "any to ::ffff:0:0/16 | ::ffff:0:0/16 has bits beyond the network, which starts at ::",
                "any to ::ffff:10.0.0.1/104 | ::ffff:10.0.0.1/104 has bits beyond the network, which"
                        + " starts at 10.0.0.0",
                "direct to 10.0.0.9-10.0.0.1 | the addresses 10.0.0.9-10.0.0.1 end before they"
                        + " start",
                "direct port 0 | '0' is not a port (1 to 65535)",
                "direct port 9-1 | the ports 9-1 end before they start",
                "direct port | ports must follow 'port'",
                "direct 10.0.0.0/8 | '10.0.0.0/8' is not understood here; a question is: [not]"
                        + " OUTCOME [to ADDRESSES] [port PORTS]",
            })
    void whatIsNoQuestionIsExplained(String text, String message) {
        assertThatThrownBy(() -> Question.parse(text))
                .isInstanceOf(QuestionSyntaxException.class)
                .hasMessage(message);
    }
}
