package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Action;
import io.tsocks.engine.Resolver;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Errno;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksReply;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsocksTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aNameGoesToTheServerUnresolved(int version) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks = clientFor(through(server, version, "")).build();
            try (Socket socket = tsocks.connect("a.test", 80, SOON)) {
                assertEchoes(socket);
                assertThat(socket.getInetAddress().getHostName()).isEqualTo("a.test");
                assertThat(socket.getPort()).isEqualTo(80);
                assertThat(socket.getRemoteSocketAddress())
                        .isEqualTo(InetSocketAddress.createUnresolved("a.test", 80));
            }
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS" + version + " command 1 a.test:80]");
        }
    }

    @Test
    void aServerOfSocks4GetsTheAddressThatItTakes() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks =
                    clientFor(policy("server = socks4://127.0.0.1:" + server.port()))
                            .resolver(
                                    _ ->
                                            List.of(
                                                    InetAddress.ofLiteral("2001:db8::7"),
                                                    InetAddress.ofLiteral("192.0.2.7")))
                            .build();
            try (Socket socket = tsocks.connect("a.test", 80, SOON)) {
                assertEchoes(socket);
            }
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS4 command 1 192.0.2.7:80]");
        }
    }

    @Test
    void anAddressGoesToTheServerAsOne() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Socket socket = tsocks.connect("2001:db8::1", 80, SOON)) {
                assertEchoes(socket);
                assertThat(socket.getInetAddress()).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
            }
            assertThat(server.awaitEnd(1).request().orElseThrow().host())
                    .isEqualTo("2001:db8:0:0:0:0:0:1");
        }
    }

    @Test
    void whatIsLocalIsReachedDirectly() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Socket socket = tsocks.connect("127.0.0.1", target.port(), SOON)) {
                assertEchoes(socket);
            }
            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void aNameIsResolvedWhereThePolicyNeedsItsAddress() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Resolver names =
                    host ->
                            switch (host) {
                                case "near.test" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
                                case "far.test" -> List.of(InetAddress.ofLiteral("10.9.9.9"));
                                default -> throw new UnknownHostException(host);
                            };
            Tsocks tsocks =
                    clientFor(through(server, 5, "local = 192.168.0.0/255.255.0.0"))
                            .resolver(names)
                            .build();
            try (Socket near = tsocks.connect("near.test", target.port(), SOON);
                    Socket far = tsocks.connect("far.test", 80, SOON)) {
                assertEchoes(near);
                assertEchoes(far);
            }
            assertThat(server.sessions()).hasSize(1);
            assertThat(server.awaitEnd(1).request().orElseThrow().host()).isEqualTo("10.9.9.9");
            assertThatExceptionOfType(RouteRefusedException.class)
                    .isThrownBy(() -> tsocks.connect("no.test", 80, SOON))
                    .satisfies(
                            e ->
                                    assertThat(e.refusal().reason())
                                            .isEqualTo(Action.Reason.UNKNOWN_HOST));
        }
    }

    @Test
    void theNextAddressOfANameIsTriedByItsOwnRoute() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(new Fault.Refuse(5))
                                .start()) {
            Tsocks tsocks =
                    clientFor(through(server, 5, "local = 192.168.0.0/255.255.0.0"))
                            .resolver(
                                    _ ->
                                            List.of(
                                                    InetAddress.ofLiteral("10.9.9.9"),
                                                    InetAddress.ofLiteral("127.0.0.1")))
                            .build();
            try (Socket socket = tsocks.connect("two.test", target.port(), SOON)) {
                assertEchoes(socket);
            }
            assertThat(server.sessions()).hasSize(1);
        }
    }

    @Test
    void aRefusedDestinationHasAnExceptionOfItsOwn() {
        Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).build();
        assertThatExceptionOfType(RouteRefusedException.class)
                .isThrownBy(() -> tsocks.connect("192.0.2.1", 80, SOON))
                .withMessageContaining("192.0.2.1:80")
                .satisfies(
                        e ->
                                assertThat(e.refusal().reason())
                                        .isEqualTo(Action.Reason.NOTHING_REACHES_IT));
    }

    @Test
    void theServerMustBeLocalOnceItsNameIsResolved() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            String text =
                    "server = socks.test\nserver_port = " + server.port() + "\nserver_type = 5\n";
            Tsocks elsewhere =
                    clientFor(policy(text))
                            .resolver(_ -> List.of(InetAddress.ofLiteral("192.0.2.7")))
                            .build();
            assertThatExceptionOfType(RouteRefusedException.class)
                    .isThrownBy(() -> elsewhere.connect("a.test", 80, SOON))
                    .withMessageContaining("socks.test")
                    .satisfies(
                            e ->
                                    assertThat(e.refusal().reason())
                                            .isEqualTo(Action.Reason.SERVER_NOT_LOCAL));
            Tsocks here =
                    clientFor(policy(text))
                            .resolver(
                                    _ ->
                                            List.of(
                                                    InetAddress.ofLiteral("192.0.2.7"),
                                                    InetAddress.ofLiteral("127.0.0.1")))
                            .build();
            try (Socket socket = here.connect("a.test", 80, SOON)) {
                assertEchoes(socket);
            }
        }
    }

    @Test
    void aServerThatIsDownIsSaidToBeTheServer() {
        int port = TargetServer.closedPort();
        Tsocks tsocks = clientFor(policy("server = socks5://127.0.0.1:" + port)).build();
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> tsocks.connect("a.test", 80, SOON))
                .withMessage(
                        "a.test:80 via socks5://127.0.0.1:"
                                + port
                                + ": the server itself cannot be reached: Connection refused"
                                + " (connecting to the server); is it running, and is its line in"
                                + " tsocks.conf right? tsocks-inspect 127.0.0.1:"
                                + port
                                + " tells")
                .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
    }

    @Test
    void aRefusalCarriesWhatTheServerSaid() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(4)).start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80, SOON))
                    .withMessageContaining("0x04 (host unreachable)")
                    .satisfies(
                            e -> {
                                assertThat(e.phase()).isEqualTo(Phase.REPLY);
                                assertThat(e.errno()).isEqualTo(Errno.EHOSTUNREACH);
                                assertThat(e.reply())
                                        .contains(new SocksReply(SocksVersion.SOCKS5, 4));
                                assertThat(e.destination()).hasToString("a.test:80");
                                assertThat(e.server().uri()).endsWith(":" + server.port());
                            });
        }
    }

    @Test
    void aPasswordIsUsedAndNeverTold() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .login("joe", "hunter2")
                                .redirectAll(target.address())
                                .start()) {
            String login = "default_user = joe\ndefault_pass = hunter2\n";
            Tsocks right = clientFor(through(server, 5, login)).build();
            try (Socket socket = right.connect("a.test", 80, SOON)) {
                assertEchoes(socket);
            }
            Tsocks wrong =
                    clientFor(through(server, 5, login.replace("hunter2", "hunter3"))).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> wrong.connect("a.test", 80, SOON))
                    .withMessageContaining("refused the user name or password")
                    .satisfies(e -> assertThat(e).hasMessageContaining(e.server().uri()))
                    .satisfies(e -> assertThat(e).message().doesNotContain("hunter3"));
        }
    }

    @Test
    void theTargetMaySpeakInTheSegmentOfTheReply() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(new Fault.Banner("220 hello"))
                                .start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Socket socket = tsocks.connect("a.test", 25, SOON)) {
                assertThat(socket.getInputStream().readNBytes(9)).asString().isEqualTo("220 hello");
            }
        }
    }

    @Test
    void aChannelIsTheConnectionItself() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (SocketChannel channel = tsocks.openChannel("a.test", 80, SOON)) {
                assertThat(channel.isBlocking()).isTrue();
                channel.write(ByteBuffer.wrap(new byte[] {7}));
                ByteBuffer back = ByteBuffer.allocate(1);
                channel.read(back);
                assertThat(back.get(0)).isEqualTo((byte) 7);
            }
        }
    }

    @Test
    void aFutureGivesTheSocketOrTheReason() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks = clientFor(through(server)).build();
            try (Socket socket = tsocks.connectAsync("a.test", 80, SOON).get()) {
                assertEchoes(socket);
            }
            server.behave(new Fault.Refuse(2));
            assertThatThrownBy(() -> tsocks.connectAsync("a.test", 80, SOON).get())
                    .hasCauseInstanceOf(SocksException.class);
        }
    }

    @Test
    void aCancelledFutureLeavesNothingOpen() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .faults(new Fault.Mute(io.tsocks.testserver.FaultPhase.METHOD))
                        .start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            CompletableFuture<Socket> future = tsocks.connectAsync("a.test", 80, SOON);
            server.awaitSession(1);
            assertThat(future.cancel(true)).isTrue();
            server.awaitEnd(1);
        }
    }

    @Test
    void aHostThatCannotBeOneIsUnknown() {
        Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).build();
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> tsocks.connect("not a host", 80, SOON));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> tsocks.connect("a.test", 0, SOON));
    }

    @Test
    void aFileWithErrorsDoesNotLoad(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tsocks.conf");
        Files.writeString(file, "local = 10.0.0.0/255.0.0.0\nserver = 10.0.0.1\nserver_port = x\n");
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> Tsocks.load(file))
                .withMessageContaining(file + " has errors:")
                .withMessageContaining("line 3: ")
                .satisfies(e -> assertThat(e.problems()).hasSize(1));
        assertThatThrownBy(() -> Tsocks.load(folder.resolve("absent")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theDefaultFileIsTheOneOfTsocks(@TempDir Path home) throws Exception {
        Map<String, String> environment = Map.of("HOME", home.toString());
        assertThat(PolicyFiles.defaultFile(Map.of("TSOCKS_CONF_FILE", "/x/y")))
                .isEqualTo(Path.of("/x/y"));
        Path own = Files.createFile(home.resolve(".tsocks.conf"));
        assertThat(PolicyFiles.defaultFile(environment)).isEqualTo(own);
    }

    static void assertEchoes(Socket socket) throws IOException {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(text);
        assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(text);
    }
}
