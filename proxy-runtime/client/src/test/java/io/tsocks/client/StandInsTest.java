package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class StandInsTest {

    private final StandIns standIns = new StandIns(2);

    @Test
    void aStandInMeansItsName() throws Exception {
        InetAddress address = standIns.of("a.test");
        assertThat(address.getAddress()).startsWith((byte) 0);
        assertThat(address.getHostName()).isEqualTo("a.test");
        assertThat(standIns.of("a.test")).isEqualTo(address);
        assertThat(standIns.of("b.test")).isNotEqualTo(address);
        assertThat(standIns.meant(new SocksAddress.Ip(address, 80)))
                .isEqualTo(new SocksAddress.Name("a.test", 80));
    }

    @Test
    void theNameUsedLongestAgoIsForgotten() throws Exception {
        InetAddress first = standIns.of("a.test");
        InetAddress second = standIns.of("b.test");
        assertThat(standIns.of("a.test")).isEqualTo(first);
        standIns.of("c.test");
        assertThat(standIns.meant(new SocksAddress.Ip(first, 80)).host()).isEqualTo("a.test");
        assertThatThrownBy(() -> standIns.meant(new SocksAddress.Ip(second, 80)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("stands for no name");
    }

    @Test
    void otherAddressesMeanThemselves() throws Exception {
        for (String literal : new String[] {"10.0.0.1", "1.0.0.0", "::1"}) {
            SocksAddress.Ip ip = new SocksAddress.Ip(InetAddress.ofLiteral(literal), 80);
            assertThat(standIns.meant(ip)).isSameAs(ip);
        }
    }
}
