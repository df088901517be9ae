package io.tsocks.client.netty;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.tsocks.client.SocksException;
import io.tsocks.client.Tsocks;
import io.tsocks.client.testing.TlsPolicies;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.TlsFront;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Channels that reach their destinations through servers inside TLS.
class TlsChannelTest {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue("127.0.0.1");

    private final Channels channels = new Channels();
    private final TargetServer target = TargetServer.echo();
    private final SocksTestServer server = leadingTo(target.address());

    @TempDir private Path folder;
    private Path ca;

    @BeforeEach
    void writeAuthority() throws IOException {
        ca =
                Files.writeString(
                        folder.resolve("ca.pem"), Identity.pem(List.of(AUTHORITY.certificate())));
    }

    @AfterEach
    void stop() throws Exception {
        channels.close();
        server.close();
        target.close();
    }

    private Tsocks client(String conf) {
        return clientFor(TlsPolicies.with(policy(conf), TlsPolicies.trust(ca))).build();
    }

    private Tsocks through(TlsFront front) {
        return client("server = socks5+tls://127.0.0.1:" + front.port() + "\nremote_dns = yes\n");
    }

    private void assertEchoes(Channel channel) throws InterruptedException {
        assertThat(channels.events().take()).isEqualTo("active");
        channel.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII)).sync();
        assertThat(channels.events().take()).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsFront.Behaviour.class,
            names = {"PLAIN", "OLD"})
    void aChannelGoesThroughTls(TlsFront.Behaviour behaviour) throws Exception {
        try (TlsFront front = TlsFront.start(IDENTITY, server.address(), behaviour)) {
            Channel channel = channels.connect(through(front), "a.test", 80).sync().channel();
            assertEchoes(channel);
            channel.close().sync();
            assertThat(server.awaitEnd(1).request().orElseThrow().host()).isEqualTo("a.test");
        }
    }

    @Test
    void theTargetMaySpeakFirst() throws Exception {
        server.behave(new Fault.Banner("220 hello"));
        try (TlsFront front = TlsFront.start(IDENTITY, server.address())) {
            Channel channel = channels.connect(through(front), "a.test", 25).sync().channel();
            assertThat(channels.events().take()).isEqualTo("active");
            assertThat(channels.events().take()).isEqualTo("220 hello");
            channel.close().sync();
        }
    }

    @Test
    void theEndOfTheServersDataClosesTheChannel() throws Exception {
        TargetServer banner = TargetServer.banner("bye");
        try (SocksTestServer leading = leadingTo(banner.address());
                TlsFront front = TlsFront.start(IDENTITY, leading.address())) {
            Channel channel = channels.connect(through(front), "a.test", 80).sync().channel();
            assertThat(channels.events().take()).isEqualTo("active");
            assertThat(channels.events().take()).isEqualTo("bye");
            banner.close();
            channel.closeFuture().sync();
        }
    }

    @Test
    void oneTlsCarriesAnother() throws Exception {
        Identity inner = AUTHORITY.issue("192.0.2.1");
        try (TlsFront innerFront = TlsFront.start(inner, server.address());
                SocksTestServer outer = leadingTo(innerFront.address());
                TlsFront outerFront = TlsFront.start(IDENTITY, outer.address())) {
            String conf =
                    """
                    chain = yes
                    remote_dns = yes
                    path {
                        reaches = 192.0.2.0/24
                        server = socks5+tls://127.0.0.1:%d
                    }
                    server = socks5+tls://192.0.2.1:1080
                    """
                            .formatted(outerFront.port());
            Channel channel = channels.connect(client(conf), "a.test", 80).sync().channel();
            assertEchoes(channel);
            channel.close().sync();
        }
    }

    @Test
    void aServerThatIsNotTrustedFailsTheConnect() throws Exception {
        Identity stranger = Authority.create("Stranger").issue("127.0.0.1");
        try (TlsFront front = TlsFront.start(stranger, server.address())) {
            ChannelFuture connect = channels.connect(through(front), "a.test", 80).await();
            assertThat(connect.cause())
                    .isInstanceOfSatisfying(
                            SocksException.class,
                            e ->
                                    assertThat(e.failure().orElseThrow())
                                            .isInstanceOf(TlsFailure.Untrusted.class));
            assertThat(front.opened()).isZero();
        }
    }
}
