package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Policy;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocksSocketFactoryTest {

    private final TargetServer target = TargetServer.echo();
    private final SocksTestServer server = leadingTo(target.address());

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    @Test
    void everyKindOfSocketGoesThroughTheServer() throws Exception {
        SocketFactory factory = new SocksSocketFactory(clientFor(through(server)).build());
        InetAddress address = InetAddress.ofLiteral("10.9.9.9");
        InetAddress local = InetAddress.ofLiteral("127.0.0.1");
        try (Socket unconnected = factory.createSocket();
                Socket byName = factory.createSocket("a.test", 80);
                Socket byAddress = factory.createSocket(address, 80);
                Socket byNameFrom = factory.createSocket("a.test", 80, local, 0);
                Socket byAddressFrom = factory.createSocket(address, 80, local, 0)) {
            unconnected.connect(InetSocketAddress.createUnresolved("a.test", 80), 10_000);
            for (Socket socket :
                    new Socket[] {unconnected, byName, byAddress, byNameFrom, byAddressFrom}) {
                TsocksTest.assertEchoes(socket);
            }
        }
        assertThat(server.sessions()).hasSize(5);
    }

    /// A server would take these for itself, and give the services on its own loopback addresses.
    @Test
    void whatMeansThisMachineIsReachedDirectly() throws Exception {
        SocketFactory factory = new SocksSocketFactory(clientFor(through(server)).build());
        int port = target.port();
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        InetAddress from = InetAddress.ofLiteral("127.0.0.1");
        try (Socket name = factory.createSocket("localhost", port);
                Socket complete = factory.createSocket("LocalHost.", port);
                Socket below = factory.createSocket("a.localhost.", port);
                Socket unspecified = factory.createSocket("0.0.0.0", port);
                Socket address = factory.createSocket(any, port);
                Socket noAddress = factory.createSocket((InetAddress) null, port);
                Socket noName = factory.createSocket((String) null, port);
                Socket noNameFrom = factory.createSocket((String) null, port, from, 0);
                Socket bracketed = unspecified6(factory, port)) {
            for (Socket socket :
                    new Socket[] {
                        name, complete, below, unspecified, address, noAddress, noName, noNameFrom
                    }) {
                TsocksTest.assertEchoes(socket);
            }
            assertThat(bracketed.isConnected()).isFalse();
        }
        assertThat(server.sessions()).isEmpty();
    }

    /// The target listens on 127.0.0.1 only, so `::` is refused there, and asked of no server.
    private static Socket unspecified6(SocketFactory factory, int port) throws IOException {
        Socket socket = factory.createSocket();
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress("::", port)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocksException.class);
        return socket;
    }

    @Test
    void theFileIsTheArgumentOrAmongTheProperties(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tsocks.conf");
        Files.writeString(
                file, "server = 127.0.0.1\nserver_type = 5\nserver_port = " + server.port() + "\n");
        Properties properties = new Properties();
        properties.setProperty("socketFactoryArg", file.toString());
        try (Socket one = new SocksSocketFactory(file.toString()).createSocket("a.test", 80);
                Socket two = new SocksSocketFactory(properties).createSocket("a.test", 80)) {
            TsocksTest.assertEchoes(one);
            TsocksTest.assertEchoes(two);
        }
        assertThatThrownBy(() -> new SocksSocketFactory(folder + "/absent"))
                .isInstanceOf(IOException.class);
    }

    /// Drivers exist that make a factory for each connection. A file that is half-written may be a
    /// policy, of other routes.
    @Test
    void factoriesOfAFileShareOneClientWhileItChanges(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.conf"), "local = 10.0.0.0/255.0.0.0\n");
        Tsocks first = new SocksSocketFactory(file.toString()).client();
        Policy before = first.engine().policy();
        Files.writeString(file, "fallback = yes\n");
        SocksSocketFactory again = new SocksSocketFactory(folder + "/./a.conf");
        assertThat(again.client()).isSameAs(first);
        assertThat(again.client().engine().policy()).isSameAs(before);
        Files.delete(file);
        assertThat(new SocksSocketFactory(file.toString()).client()).isSameAs(first);
    }

    @Test
    void aServerMayStandInPlaceOfAFile() throws Exception {
        String uri = "socks5h://%s:%d".formatted(server.host(), server.port());
        Properties properties = new Properties();
        properties.setProperty("socketFactoryArg", uri);
        try (Socket socket = new SocksSocketFactory(uri).createSocket("a.test", 80);
                Socket byDriver = new SocksSocketFactory(properties).createSocket("b.test", 80)) {
            TsocksTest.assertEchoes(socket);
            TsocksTest.assertEchoes(byDriver);
        }
        assertThat(server.sessions())
                .extracting(session -> session.request().orElseThrow().host())
                .containsExactly("a.test", "b.test");
        assertThat(new SocksSocketFactory(uri).client())
                .as("what is known of the server is kept")
                .isSameAs(new SocksSocketFactory(properties).client());
    }

    @Test
    void aPolicyMayStandInPlaceOfItsFile() throws Exception {
        String policy =
                "path {\n reaches = .lab.test\n server = socks5://%s:%d\n}\n"
                        .formatted(server.host(), server.port());
        SocketFactory factory = new SocksSocketFactory(policy);
        try (Socket socket = factory.createSocket("a.lab.test", 80)) {
            TsocksTest.assertEchoes(socket);
        }
        assertThatThrownBy(() -> factory.createSocket("other.test", 80))
                .isInstanceOf(RouteRefusedException.class);
    }

    @Test
    void aPolicyInPlaceOfItsFileIsOneLineToo() throws Exception {
        String line = "server = socks5://%s:%d".formatted(server.host(), server.port());
        try (Socket socket = new SocksSocketFactory(line).createSocket("a.test", 80)) {
            TsocksTest.assertEchoes(socket);
        }
    }

    @Test
    void whatIsNoPolicySaysSo() {
        assertThatThrownBy(() -> new SocksSocketFactory("ftp://proxy.test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ftp");
        assertThatThrownBy(() -> new SocksSocketFactory("sever = proxy.test"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("sever");
        assertThatThrownBy(() -> new SocksSocketFactory("./no=such.conf"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no=such.conf");
        assertThatThrownBy(() -> new SocksSocketFactory("socks5://anna:hunter2@proxy.test:0"))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e).hasMessageNotContaining("hunter2"));
    }
}
