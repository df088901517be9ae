package io.tsocks.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class InetEndpointTest {

    private static final byte[] LINK_LOCAL = {
        (byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x35
    };

    private static InetEndpoint at(InetAddress address) {
        return InetEndpoint.forSocket(true, new InetSocketAddress(address, 53)).orElseThrow();
    }

    /// Without it, nobody can tell on which network the address is.
    @Test
    void aLinkLocalAddressKeepsItsScope() throws Exception {
        InetEndpoint endpoint = at(Inet6Address.getByAddress(null, LINK_LOCAL, 7));
        InetEndpoint read = InetEndpoint.of(endpoint.sockaddr()).orElseThrow();
        InetAddress address = read.toSocketAddress().getAddress();
        assertThat(address)
                .isInstanceOfSatisfying(
                        Inet6Address.class, it -> assertThat(it.getScopeId()).isEqualTo(7));
        assertThat(at(address)).isEqualTo(endpoint);
    }

    @Test
    void otherAddressesHaveNone() {
        InetAddress address = InetAddress.ofLiteral("2001:db8::35");
        byte[] sockaddr = at(address).sockaddr().clone();
        sockaddr[24] = 7;
        InetEndpoint read = InetEndpoint.of(sockaddr).orElseThrow();
        assertThat(at(read.toSocketAddress().getAddress()).sockaddr()[24]).isZero();
    }
}
