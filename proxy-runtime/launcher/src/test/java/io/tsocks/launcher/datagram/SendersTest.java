package io.tsocks.launcher.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendersTest {

    private static final SocksAddress.Name ONE = new SocksAddress.Name("one.example", 123);
    private static final SocksAddress.Name TWO = new SocksAddress.Name("two.example", 123);

    private final Senders senders = new Senders(false, SendersTest::isDirect);

    private static boolean isDirect(InetEndpoint to) {
        return to.address().getHostAddress().startsWith("10.");
    }

    private static SocksAddress at(String address, int port) {
        return new SocksAddress.Ip(InetAddress.ofLiteral(address), port);
    }

    private static InetEndpoint shown(String address) {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address), 123);
        return InetEndpoint.forSocket(false, socket).orElseThrow();
    }

    @Test
    void anAddressIsShownAsItIs() {
        senders.sentTo(at("192.0.2.1", 123), shown("192.0.2.1"));
        assertThat(senders.shown(at("192.0.2.1", 123))).contains(shown("192.0.2.1"));
        assertThat(senders.shown(at("192.0.2.2", 123))).contains(shown("192.0.2.2"));
    }

    @Test
    void anAddressThatTheSocketCannotBeToldOfIsNotShown() {
        assertThat(senders.shown(at("2001:db8::1", 123))).isEmpty();
        assertThat(new Senders(true, SendersTest::isDirect).shown(at("2001:db8::1", 123)))
                .isPresent();
    }

    /// A server could otherwise answer in the name of a local name server.
    @Test
    void aSenderThatIsReachedDirectlyIsNotBelieved() {
        for (String address : List.of("10.0.0.53", "127.0.0.1", "224.0.0.251", "255.255.255.255")) {
            assertThat(senders.shown(at(address, 123))).as(address).isEmpty();
        }
        assertThat(senders.shown(at("192.0.2.1", 0))).isEmpty();
    }

    @Test
    void aSenderThatTheProgramHasSentToThroughAServerIsBelieved() {
        senders.sentTo(at("10.0.0.53", 123), shown("10.0.0.53"));
        assertThat(senders.shown(at("10.0.0.53", 123))).contains(shown("10.0.0.53"));
        senders.sentTo(ONE, shown("198.18.0.1"));
        assertThat(senders.shown(at("10.1.2.3", 123))).contains(shown("198.18.0.1"));
    }

    @Test
    void aNameIsShownByItsFakeAddress() {
        senders.sentTo(ONE, shown("198.18.0.1"));
        assertThat(senders.shown(ONE)).contains(shown("198.18.0.1"));
        assertThat(senders.shown(TWO)).isEmpty();
    }

    /// Also one of the other version of IP.
    @Test
    void theAddressOfTheOnlyNameAtAPortIsKnownByTheFirstAnswer() {
        senders.sentTo(ONE, shown("198.18.0.1"));
        assertThat(senders.shown(at("192.0.2.1", 53))).isNotEqualTo(shown("198.18.0.1"));
        assertThat(senders.shown(at("2001:db8::1", 123))).contains(shown("198.18.0.1"));
        senders.sentTo(TWO, shown("198.18.0.2"));
        assertThat(senders.shown(at("192.0.2.2", 123))).contains(shown("198.18.0.2"));
        assertThat(senders.shown(at("2001:db8::1", 123))).contains(shown("198.18.0.1"));
        assertThat(senders.shown(at("192.0.2.3", 123))).contains(shown("192.0.2.3"));
    }

    /// It would be guessing.
    @Test
    void anAddressThatMayBeOfSeveralNamesIsShownAsItIs() {
        senders.sentTo(ONE, shown("198.18.0.1"));
        senders.sentTo(TWO, shown("198.18.0.2"));
        assertThat(senders.shown(at("192.0.2.1", 123))).contains(shown("192.0.2.1"));
    }

    @Test
    void anAddressThatWasSentToIsNoName() {
        senders.sentTo(at("192.0.2.1", 123), shown("192.0.2.1"));
        senders.sentTo(ONE, shown("198.18.0.1"));
        assertThat(senders.shown(at("192.0.2.1", 123))).contains(shown("192.0.2.1"));
    }
}
