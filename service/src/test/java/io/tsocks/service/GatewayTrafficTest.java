package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.UdpEcho;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What goes through the gateway is decided by the policy in force, and seen in the API.
@Timeout(120)
class GatewayTrafficTest {

    private static final String OPEN = "fallback = yes\n";

    @TempDir private Path folder;

    @Test
    void aConnectionGoesWhereThePolicySaysAndIsShown() throws Exception {
        try (ServerSocket target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningService service =
                        RunningService.following(
                                folder,
                                OPEN,
                                "[gateway]\nlisten = 127.0.0.1:" + freePort() + "\n");
                Socket client = connect(service, target);
                Socket accepted = target.accept()) {
            accepted.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');
            assertThat(service.get("/v1/connections").body())
                    .contains("\"gateway\":true", ":" + target.getLocalPort(), "direct");
            assertThat(service.get("/metrics").body())
                    .contains(
                            "tsocks_decisions_total{route=\"direct\"} 1.0",
                            "tsocks_connections 1.0");
        }
    }

    @Test
    void datagramsAreShownForEachDestination() throws Exception {
        try (UdpEcho echo = UdpEcho.start();
                RunningService service =
                        RunningService.following(
                                folder,
                                OPEN,
                                "[gateway]\nlisten = 127.0.0.1:" + freePort() + "\n");
                Socket control =
                        new Socket(InetAddress.getLoopbackAddress(), gatewayPort(service));
                DatagramSocket datagrams =
                        new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            datagrams.setSoTimeout(10_000);
            control.getOutputStream()
                    .write(HexFormat.of().parseHex("050100" + "05030001000000000000"));
            byte[] reply = control.getInputStream().readNBytes(12);
            int relay = (reply[10] & 0xff) << 8 | (reply[11] & 0xff);
            byte[] hello =
                    HexFormat.of().parseHex("000000017f000001%04x".formatted(echo.port()) + "6869");
            datagrams.send(
                    new DatagramPacket(
                            hello, hello.length, InetAddress.getLoopbackAddress(), relay));
            datagrams.receive(new DatagramPacket(new byte[100], 100));
            assertThat(service.get("/v1/connections").body())
                    .contains(
                            "\"flows\":[{",
                            "\"destination\":\"127.0.0.1:" + echo.port() + "\"",
                            "\"sent\":2,\"received\":2}]");
            assertThat(service.get("/metrics").body())
                    .contains("tsocks_decisions_total{route=\"direct\"} 1.0");
        }
    }

    @Test
    void withoutAPolicyThereIsNoProxy() {
        assertThatThrownBy(
                        () ->
                                RunningService.with(
                                        folder,
                                        "[gateway]\nlisten = 127.0.0.1:" + freePort() + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a proxy needs a policy");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int gatewayPort(RunningService service) {
        Matcher port =
                Pattern.compile("\"gateway\":\"127\\.0\\.0\\.1:(\\d+)\"").matcher(service.log());
        assertThat(port.find()).as(service.log()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    /// Through the gateway, by SOCKS 5.
    private static Socket connect(RunningService service, ServerSocket target) throws IOException {
        var gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), gatewayPort(service));
        Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, gateway));
        try {
            socket.connect(target.getLocalSocketAddress());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
