package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
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
        Destination nameServer = course.destination();
        try {
            return switch (course.plan()) {
                case Routing.Plan.Direct _ -> askDirectly(question, nameServer);
                case Routing.Plan.Refused refused -> throw new IOException(refused.message());
                case Routing.Plan.Via via -> through(via, question, nameServer.target());
            };
        } catch (EOFException e) {
            throw new FailedLookup(nameServer.toString(), "it closed the connection", e);
        } catch (IOException e) {
            throw new FailedLookup(nameServer.toString(), ThroughServers.reason(e), e);
        }
    }

    private static void direct(Socket connection, Destination nameServer) throws IOException {
        InetEndpoint address = nameServer.endpoints(true).getFirst();
        connection.connect(address.toSocketAddress(), TIMEOUT_MILLIS);
    }

    private byte[] askDirectly(byte[] question, Destination nameServer) throws IOException {
        try (Socket connection = new Socket(Proxy.NO_PROXY);
                TimeLimit time = TimeLimit.of(connection, limit)) {
            try {
                connection.setTcpNoDelay(true);
                direct(connection, nameServer);
                return answer(question, new ServerLine(connection, time));
            } catch (IOException e) {
                throw time.hasPassed() ? new SocketTimeoutException(ThroughServers.LATE) : e;
            }
        }
    }

    private static byte[] answer(byte[] question, ServerLine connection) throws IOException {
        connection.write(framed(question));
        int length = ByteBuffer.wrap(connection.read(Short.BYTES)).getShort() & 0xffff;
        return connection.read(length);
    }

    /// Asks through the servers of a plan; all within the limit.
    private byte[] through(Routing.Plan.Via via, byte[] question, SocksAddress nameServer)
            throws IOException {
        return new ThroughServers(
                        settings,
                        (way, _) -> ServerHandshake.sequential(way, nameServer, settings),
                        (_, failed) -> !failed.wasReached() || failed.verdict().letsOthersTry())
                .request(
                        via,
                        ThroughServers.Servers::of,
                        nameServer.host(),
                        limit,
                        granted -> {
                            try (Socket _ = granted.connection()) {
                                return answer(question, granted.line());
                            } finally {
                                granted.line().close();
                            }
                        });
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
            throw new FailedLookup(nameServer.toString(), ThroughServers.reason(e), e);
        }
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer");
        }
        return (int) millis;
    }
}
