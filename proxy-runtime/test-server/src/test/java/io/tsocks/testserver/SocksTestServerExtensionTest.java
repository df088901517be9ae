package io.tsocks.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testserver.junit.SocksTestServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SocksTestServerExtensionTest {

    @RegisterExtension
    final SocksTestServerExtension socks =
            new SocksTestServerExtension(() -> SocksTestServer.builder().login("alice", "secret"));

    @RegisterExtension final SocksTestServerExtension plain = new SocksTestServerExtension();

    @Test
    void eachTestHasAServerOfItsOwn() throws Exception {
        assertThat(socks.server().sessions()).isEmpty();
        try (RawClient client = new RawClient(socks.server())) {
            assertThat(client.send("05 01 02").read(2)).isEqualTo("05 02");
        }
        try (RawClient client = new RawClient(plain.server())) {
            assertThat(client.send("05 01 00").read(2)).isEqualTo("05 00");
        }
    }

    @Test
    void anotherTestSeesNothingOfTheFirst() {
        assertThat(socks.server().sessions()).isEmpty();
        assertThat(plain.server().sessions()).isEmpty();
    }
}
