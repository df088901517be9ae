package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsRelayTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final BlockingQueue<Journal.Event> events = new LinkedBlockingQueue<>();

    private Settings settings(String policy) {
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        return Supervised.settings(
                policy, Duration.ofSeconds(30), sequential, Settings.Dns.TCP, events::add);
    }

    /// Takes a connection, answers what comes with these bytes, and holds the connection open.
    private static void answer(ServerSocket server, byte[]... answers) {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            for (byte[] answer : answers) {
                assertThat(in.read(new byte[100])).isPositive();
                client.getOutputStream().write(answer);
            }
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Servers exist that send no more of a refusal than that. Nobody may wait for the rest.
    @ParameterizedTest
    @CsvSource({"5, connection refused", "4, rejected or failed"})
    @Timeout(60)
    void aRefusalOfTwoBytesIsARefusal(int version, String reason) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                DatagramSocket asker = new DatagramSocket(0, LOOPBACK)) {
            byte[][] answers =
                    version == 5 ? new byte[][] {{5, 0}, {5, 5}} : new byte[][] {{0, 91}};
            Thread.ofVirtual().start(() -> answer(server, answers));
            String policy =
                    "server = 127.0.0.1\nserver_port = %d\nserver_type = %d\n"
                            .formatted(server.getLocalPort(), version);
            try (DnsRelay relay = DnsRelay.open(settings(policy), null, events::add)) {
                InetSocketAddress nameServer = new InetSocketAddress("192.0.2.53", 53);
                InetEndpoint endpoint = InetEndpoint.forSocket(false, nameServer).orElseThrow();
                expect(relay, asker.getLocalPort(), inode(asker), endpoint);
                byte[] question = new byte[20];
                asker.send(new DatagramPacket(question, question.length, relay.address()));
                assertThat(events.take().message()).contains(reason);
            }
        }
    }

    /// The asker hears nothing, so its user is told, in one line.
    @ParameterizedTest
    @CsvSource({"true, it closed the connection", "false, Connection refused"})
    @Timeout(60)
    void aLookupThatFailsIsTold(boolean isUp, String reason) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                DatagramSocket asker = new DatagramSocket(0, LOOPBACK);
                DnsRelay relay =
                        DnsRelay.open(
                                settings("local = 10.0.0.0/255.0.0.0\n"), null, events::add)) {
            InetEndpoint nameServer = isUp ? nameServer(server) : nobody();
            Thread.ofVirtual().start(() -> hangUp(server));
            expect(relay, asker.getLocalPort(), inode(asker), nameServer);
            asker.send(new DatagramPacket(new byte[20], 20, relay.address()));
            Journal.Event event = events.take();
            assertThat(event.outcome()).isEqualTo(Journal.Outcome.FAILED);
            assertThat(event.isOurs()).isTrue();
            assertThat(event.message())
                    .isEqualTo(
                            "the lookup at the name server " + nameServer + " failed: " + reason);
            assertThat(events).isEmpty();
        }
    }

    /// Takes a question, and no more.
    private static void hangUp(ServerSocket server) {
        try (Socket client = server.accept()) {
            assertThat(client.getInputStream().readNBytes(22)).hasSize(22);
        } catch (IOException e) {
            // Nobody has asked before the test was over.
        }
    }

    /// A name server whose port is closed.
    private static InetEndpoint nobody() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 5, LOOPBACK)) {
            return nameServer(gone);
        }
    }

    /// The inode of a socket of this process, found by its port.
    private static String inode(DatagramSocket socket) throws IOException {
        String port = String.format(":%04X", socket.getLocalPort());
        for (String table : List.of("/proc/net/udp", "/proc/net/udp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] row = line.strip().split(" +", -1);
                if (row[1].endsWith(port)) {
                    return row[9];
                }
            }
        }
        throw new AssertionError("no socket has port" + port);
    }

    /// Neither a socket with the asker's port at another address of the loopback nor one that has
    /// got the port after the asker has the relay ask for it.
    @Test
    @Timeout(60)
    void nobodyElseIsServed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                DnsRelay relay =
                        DnsRelay.open(
                                settings("local = 10.0.0.0/255.0.0.0\n"), null, events::add)) {
            int port;
            try (DatagramSocket asker = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
                port = asker.getLocalPort();
                expect(relay, port, inode(asker), nameServer(server));
                ask(
                        relay,
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port),
                        (byte) 1);
            }
            ask(relay, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), (byte) 2);
            try (DatagramSocket last = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
                expect(relay, last.getLocalPort(), inode(last), nameServer(server));
                byte[] question = {3};
                last.send(new DatagramPacket(question, 1, relay.address()));
                try (Socket first = server.accept()) {
                    assertThat(first.getInputStream().readNBytes(3)).containsExactly(0, 1, 3);
                }
            }
        }
    }

    /// Names below `.onion` are asked of nobody (RFC 7686): the name server is not even connected
    /// to, as the event would say.
    @Test
    @Timeout(60)
    void noNameServerHearsOfOnions() throws Exception {
        try (DatagramSocket asker = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
                DnsRelay relay =
                        DnsRelay.open(
                                settings("local = 10.0.0.0/255.0.0.0\n"), null, events::add)) {
            expect(relay, asker.getLocalPort(), inode(asker), nobody());
            byte[] question = Messages.bytes("Hidden.Onion", DnsQuestion.A);
            asker.send(new DatagramPacket(question, question.length, relay.address()));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            asker.receive(answer);
            assertThat(Messages.code(answer.getData())).isEqualTo(3);
            Journal.Event event = events.take();
            assertThat(event.outcome()).isEqualTo(Journal.Outcome.DENIED);
            assertThat(event.message()).contains("hidden.onion must not be asked");
            assertThat(events).isEmpty();
        }
    }

    /// They are more than are kept open at the same time.
    @Test
    @Timeout(60)
    void connectionsThatAskNothingLeaveRoomForQuestions() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                DatagramSocket asker = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
                DnsRelay relay =
                        DnsRelay.open(
                                settings("local = 10.0.0.0/255.0.0.0\n"), null, events::add)) {
            for (int i = 0; i < 1_100; i++) {
                InetSocketAddress door = streams(relay);
                idle.add(new Socket(door.getAddress(), door.getPort()));
            }
            expect(relay, asker.getLocalPort(), inode(asker), nameServer(server));
            asker.send(new DatagramPacket(new byte[] {3}, 1, relay.address()));
            try (Socket first = server.accept()) {
                assertThat(first.getInputStream().readNBytes(3)).containsExactly(0, 1, 3);
            }
        } finally {
            for (Socket one : idle) {
                one.close();
            }
        }
    }

    private static InetSocketAddress streams(DnsRelay relay) {
        NativeSocket any = new NativeSocket(Kernel.ofThisProcess(), -1);
        return relay.streams(any, NativeSocket.Kind.TCP4).orElseThrow().toSocketAddress();
    }

    private static void expect(DnsRelay relay, int port, String inode, InetEndpoint nameServer) {
        InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        relay.askers().expect(false, new Askers.Asker(from, inode, nameServer, false, "asker", 0));
    }

    private static InetEndpoint nameServer(ServerSocket server) {
        InetSocketAddress at = new InetSocketAddress(LOOPBACK, server.getLocalPort());
        return InetEndpoint.forSocket(false, at).orElseThrow();
    }

    private static void ask(DnsRelay relay, InetSocketAddress from, byte text) throws IOException {
        try (DatagramSocket other = new DatagramSocket(from)) {
            other.send(new DatagramPacket(new byte[] {text}, 1, relay.address()));
        }
    }
}
