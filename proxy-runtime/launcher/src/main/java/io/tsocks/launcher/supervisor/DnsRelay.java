package io.tsocks.launcher.supervisor;

import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.SocksVersion;
import io.tsocks.launcher.linux.InetEndpoint;
import io.tsocks.socks.HandshakeState;
import io.tsocks.socks.SocksAddress;
import io.tsocks.socks.SocksHandshake;
import io.tsocks.socks.SocksRequest;
import io.tsocks.socks.Strategy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Answers the questions that programs send to name servers by UDP: asks the same server over TCP,
/// the way the policy has for it (RFC 7766). The programs' sockets are connected to it.
///
/// A thread receives the questions and a virtual thread asks each of them; the supervisor's thread
/// only says who is whom.
final class DnsRelay implements AutoCloseable {

    /// A question is short; an answer by UDP may be this long (RFC 6891).
    private static final int LONGEST = 65_535;

    private static final int TIMEOUT_MILLIS = 10_000;

    /// So many sockets are remembered; a socket that comes back is told again.
    private static final int MOST_ASKERS = 65_536;

    private final Settings settings;
    private final DatagramSocket socket;

    /// Which name server the socket with a local port means. Written by the supervisor's thread
    /// before the socket can send, read by the receiver.
    private final Map<Integer, InetEndpoint> askers = new ConcurrentHashMap<>();

    private DnsRelay(Settings settings, DatagramSocket socket) {
        this.settings = settings;
        this.socket = socket;
    }

    /// Opens it on a free port of the loopback.
    static DnsRelay open(Settings settings) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        DnsRelay relay = new DnsRelay(settings, socket);
        Thread.ofPlatform().daemon().name("dns").start(relay::receive);
        return relay;
    }

    /// Where programs' sockets are to be connected.
    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// The socket with this local port means this name server.
    void expect(int localPort, InetEndpoint nameServer) {
        if (askers.size() < MOST_ASKERS || askers.containsKey(localPort)) {
            askers.put(localPort, nameServer);
        }
    }

    private void receive() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(new byte[LONGEST], LONGEST);
                socket.receive(question);
                InetEndpoint nameServer = askers.get(question.getPort());
                if (nameServer != null) {
                    Thread.ofVirtual().start(() -> answer(question, nameServer));
                }
            } catch (IOException e) {
                // An earlier asker has gone (ECONNREFUSED), or the relay is closed.
            }
        }
    }

    private void answer(DatagramPacket question, InetEndpoint nameServer) {
        try (Socket connection = new Socket()) {
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.setTcpNoDelay(true);
            connect(connection, nameServer);
            byte[] text = Arrays.copyOf(question.getData(), question.getLength());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            out.write(
                    ByteBuffer.allocate(Short.BYTES + text.length)
                            .putShort((short) text.length)
                            .put(text)
                            .array());
            DataInputStream in = new DataInputStream(connection.getInputStream());
            byte[] answer = in.readNBytes(in.readUnsignedShort());
            socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        } catch (IOException e) {
            // The asker hears nothing, as of a name server that is down, and asks another one.
        }
    }

    private void connect(Socket connection, InetEndpoint nameServer) throws IOException {
        switch (settings.routing().plan(nameServer)) {
            case Routing.Plan.Direct _ ->
                    connection.connect(nameServer.toSocketAddress(), TIMEOUT_MILLIS);
            case Routing.Plan.Refused refused -> throw new IOException(refused.message());
            case Routing.Plan.Via via -> {
                connection.connect(via.addresses().getFirst(), TIMEOUT_MILLIS);
                shakeHands(connection, handshake(via.server(), nameServer));
            }
        }
    }

    private SocksHandshake handshake(SocksServer server, InetEndpoint to) {
        SocksRequest request = SocksRequest.connect(new SocksAddress.Ip(to.address(), to.port()));
        return server.version() == SocksVersion.SOCKS4
                ? SocksHandshake.socks4(request, settings.credentials().userId())
                : SocksHandshake.socks5(
                        request, settings.credentials().methods(server), Strategy.SEQUENTIAL);
    }

    private static void shakeHands(Socket connection, SocksHandshake machine) throws IOException {
        while (true) {
            byte[] bytes = new byte[machine.output().remaining()];
            machine.output().get(bytes);
            connection.getOutputStream().write(bytes);
            if (machine.state() instanceof HandshakeState.Failed(_, var failure)) {
                throw new IOException(failure.message());
            }
            if (machine.state().isOver()) {
                return;
            }
            byte[] in = connection.getInputStream().readNBytes(machine.needed());
            if (in.length == 0) {
                machine.endOfInput();
            } else {
                machine.receive(ByteBuffer.wrap(in));
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
