package io.tsocks.launcher.supervisor;

import io.tsocks.engine.SocksServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Asks name servers and waits for their answers: over TCP (RFC 7766) by the policy's route, or by
/// UDP.
final class NameServerCalls {

    /// How long a lookup may take, with all that has to be said before it.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int TIMEOUT_MILLIS = 10_000;

    /// The longest answer by UDP (RFC 6891).
    private static final int LONGEST = 65_535;

    private final Settings settings;
    private final Duration limit;

    NameServerCalls(Settings settings) {
        this(settings, TIMEOUT);
    }

    /// @param limit how long a lookup over TCP may take
    NameServerCalls(Settings settings, Duration limit) {
        this.settings = settings;
        this.limit = limit;
    }

    /// A name server was not reached, or gave no answer.
    static final class FailedLookup extends IOException {
        private static final long serialVersionUID = 1;

        FailedLookup(String nameServer, String why, IOException cause) {
            super("the lookup at the name server " + nameServer + " failed: " + why, cause);
        }
    }

    /// Asks over TCP.
    ///
    /// @param course where the name server is, and the way there
    byte[] overTcp(byte[] question, Destinations.Course.Decided course) throws FailedLookup {
        String nameServer = course.destination().toString();
        try (Socket connection = new Socket(Proxy.NO_PROXY);
                TimeLimit time = TimeLimit.of(connection, limit)) {
            return overTcp(question, course, connection, time);
        } catch (EOFException e) {
            throw new FailedLookup(nameServer, "it closed the connection", e);
        } catch (IOException e) {
            throw new FailedLookup(nameServer, reason(e), e);
        }
    }

    private byte[] overTcp(
            byte[] question, Destinations.Course.Decided course, Socket connection, TimeLimit time)
            throws IOException {
        try {
            connection.setTcpNoDelay(true);
            connect(connection, course);
            connection.getOutputStream().write(framed(question));
            DataInputStream in = new DataInputStream(connection.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        } catch (IOException e) {
            throw time.hasPassed() ? new SocketTimeoutException("no answer in time") : e;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof PortUnreachableException) {
            return "nothing listens there";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /// A message in the form for TCP: preceded by its length.
    static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(Short.BYTES + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    /// Asks by UDP, directly.
    byte[] byUdp(DnsQuestion question, InetEndpoint nameServer) throws FailedLookup {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(nameServer.toSocketAddress());
            byte[] text = question.message();
            socket.send(new DatagramPacket(text, text.length));
            while (true) {
                socket.setSoTimeout(millisUntil(end));
                DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
                socket.receive(packet);
                ByteBuffer answer = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
                if (answer.remaining() >= 2 && (answer.getShort(0) & 0xffff) == question.id()) {
                    byte[] bytes = new byte[answer.remaining()];
                    answer.get(bytes);
                    return bytes;
                }
            }
        } catch (IOException e) {
            throw new FailedLookup(nameServer.toString(), reason(e), e);
        }
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer");
        }
        return (int) millis;
    }

    private void connect(Socket connection, Destinations.Course.Decided course) throws IOException {
        Destination to = course.destination();
        switch (course.plan()) {
            case Routing.Plan.Direct _ ->
                    connection.connect(
                            to.endpoint(to.asked().isIpv6Sockaddr()).toSocketAddress(),
                            TIMEOUT_MILLIS);
            case Routing.Plan.Refused refused -> throw new IOException(refused.message());
            case Routing.Plan.Via via -> {
                connection.connect(via.addresses().getFirst(), TIMEOUT_MILLIS);
                shakeHands(connection, handshake(via.server(), to.target()));
            }
        }
    }

    private SocksHandshake handshake(SocksServer server, SocksAddress to) {
        SocksRequest request = SocksRequest.connect(to);
        return server.version() == SocksVersion.SOCKS5
                ? SocksHandshake.socks5(
                        request, settings.credentials().methods(server), Strategy.SEQUENTIAL)
                : SocksHandshake.socks4(request, settings.credentials().userId());
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
            byte[] in = new byte[machine.needed()];
            int length = connection.getInputStream().read(in);
            if (length < 0) {
                machine.endOfInput();
            } else {
                machine.receive(ByteBuffer.wrap(in, 0, length));
            }
        }
    }
}
