package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.ConnectPlan;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Turn;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.ChainedHandshake;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks name servers and waits for their answers: over TCP (RFC 7766) by the policy's route, or by
/// UDP.
final class NameServerCalls {

    /// How long a lookup may take, with all that has to be said before it.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int TIMEOUT_MILLIS = 10_000;

    /// The longest answer by UDP (RFC 6891).
    private static final int LONGEST = 65_535;

    private static final String AT_SOCKET =
            "names are not looked up through a server at an AF_UNIX socket";

    private static final String LATE = "no answer in time";

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
                case Routing.Plan.Direct _ -> ask(question, to -> direct(to, nameServer));
                case Routing.Plan.Refused refused -> throw new IOException(refused.message());
                case Routing.Plan.Via via -> through(via, question, nameServer.target());
            };
        } catch (EOFException e) {
            throw new FailedLookup(nameServer.toString(), "it closed the connection", e);
        } catch (IOException e) {
            throw new FailedLookup(nameServer.toString(), reason(e), e);
        }
    }

    /// Makes a connection to the name server.
    @FunctionalInterface
    private interface Way {
        void connect(Socket connection) throws IOException;
    }

    private static void direct(Socket connection, Destination nameServer) throws IOException {
        InetEndpoint address = nameServer.endpoint(nameServer.asked().isIpv6Sockaddr());
        connection.connect(address.toSocketAddress(), TIMEOUT_MILLIS);
    }

    private byte[] ask(byte[] question, Way way) throws IOException {
        return ask(question, way, limit);
    }

    private static byte[] ask(byte[] question, Way way, Duration limit) throws IOException {
        try (Socket connection = new Socket(Proxy.NO_PROXY);
                TimeLimit time = TimeLimit.of(connection, limit)) {
            try {
                connection.setTcpNoDelay(true);
                way.connect(connection);
                return answer(question, connection);
            } catch (ServerException e) {
                throw time.hasPassed() ? new ServerException(LATE, e.verdict(), e.wasReached()) : e;
            } catch (IOException e) {
                throw time.hasPassed() ? new SocketTimeoutException(LATE) : e;
            }
        }
    }

    private static byte[] answer(byte[] question, Socket connection) throws IOException {
        connection.getOutputStream().write(framed(question));
        DataInputStream in = new DataInputStream(connection.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return answer;
    }

    /// Asks through the servers of a plan, the next one where one fails, and once more if their
    /// names resolve to other addresses by then; all within the limit.
    private byte[] through(Routing.Plan.Via via, byte[] question, SocksAddress nameServer)
            throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            return throughAny(via, question, nameServer, end);
        } catch (ServerException e) {
            if (e.wasReached()) {
                throw e;
            }
            settings.routing().lookUpAgain(via.upstream().servers());
            Optional<Routing.Plan.Via> other =
                    settings.routing().renewed(via).filter(found -> !found.equals(via));
            if (other.isEmpty() || System.nanoTime() - end >= 0) {
                throw e;
            }
            return throughAny(other.get(), question, nameServer, end);
        }
    }

    private byte[] throughAny(
            Routing.Plan.Via via, byte[] question, SocksAddress nameServer, long end)
            throws IOException {
        ServerException last = new ServerException(LATE, new Verdict.Nothing(), false);
        try (ConnectPlan<ProxyServer> plan =
                settings.groups().plan(via.upstream(), nameServer.host())) {
            for (var turn = plan.next(System.nanoTime());
                    turn.isPresent() && System.nanoTime() - end < 0;
                    turn = plan.next(System.nanoTime())) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                try {
                    return throughOne(turn.get(), via, question, nameServer, left);
                } catch (ServerException e) {
                    last = e;
                    if (e.wasReached() && !e.verdict().letsOthersTry()) {
                        break;
                    }
                }
            }
        }
        throw last;
    }

    /// Asks through one server, by the next way or address where one does not lead to it.
    private byte[] throughOne(
            Turn<ProxyServer> turn,
            Routing.Plan.Via via,
            byte[] question,
            SocksAddress nameServer,
            Duration left)
            throws IOException {
        long end = System.nanoTime() + left.toNanos();
        List<Access> accesses = accesses(Objects.requireNonNull(via.ways().get(turn.server())));
        ServerException last =
                accesses.isEmpty()
                        ? new ServerException(AT_SOCKET, new Verdict.Nothing(), false)
                        : new ServerException(LATE, new Verdict.Nothing(), true);
        try (turn) {
            for (Access access : accesses) {
                Duration rest = Duration.ofNanos(end - System.nanoTime());
                if (!rest.isPositive()) {
                    break;
                }
                try {
                    return ask(question, to -> begin(to, access, nameServer, turn), rest);
                } catch (ServerException e) {
                    last = e;
                    if (e.wasReached()) {
                        break;
                    }
                }
            }
            turn.end(last.verdict(), System.nanoTime());
            throw last;
        }
    }

    /// A way to a server, and an address of the nearest server on it.
    private record Access(ServerChain way, InetSocketAddress address) {}

    private static List<Access> accesses(List<ServerChain> ways) {
        return ways.stream()
                .flatMap(way -> way.addresses().stream().map(at -> new Access(way, at)))
                .toList();
    }

    private void begin(Socket connection, Access access, SocksAddress to, Turn<ProxyServer> turn)
            throws ServerException {
        long start = System.nanoTime();
        shakeHands(connection, access, to);
        long now = System.nanoTime();
        turn.granted(Duration.ofNanos(now - start), now);
    }

    /// A server did not connect to the name server.
    private static final class ServerException extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Verdict verdict;
        private final boolean wasReached;

        /// @param wasReached whether the server itself was spoken to
        ServerException(String message, Verdict verdict, boolean wasReached) {
            super(message);
            this.verdict = verdict;
            this.wasReached = wasReached;
        }

        Verdict verdict() {
            return verdict;
        }

        boolean wasReached() {
            return wasReached;
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

    private void shakeHands(Socket connection, Access access, SocksAddress to)
            throws ServerException {
        try {
            connection.connect(access.address(), TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw unreached(reason(e));
        }
        Handshake machine = ServerHandshake.sequential(access.way(), to, settings);
        try {
            drive(connection, machine);
        } catch (IOException e) {
            throw isOnTheWay(machine, access)
                    ? unreached(reason(e))
                    : new ServerException(reason(e), ofSilence(machine.state()), true);
        }
        if (machine.state() instanceof HandshakeState.Failed(var where, var failure)) {
            throw isOnTheWay(machine, access)
                    ? unreached(failure.message())
                    : new ServerException(failure.message(), Verdict.of(failure, where), true);
        }
    }

    private static ServerException unreached(String why) {
        return new ServerException(why, new Verdict.Failed(ServerFailure.UNREACHABLE), false);
    }

    private static boolean isOnTheWay(Handshake machine, Access access) {
        return machine instanceof ChainedHandshake chained
                && chained.hop() < access.way().servers().size() - 1;
    }

    /// From the request on, the server may be waiting for the name server.
    private static Verdict ofSilence(HandshakeState state) {
        return state instanceof HandshakeState.Negotiating(Phase phase) && phase == Phase.REPLY
                ? new Verdict.Nothing()
                : new Verdict.Failed(ServerFailure.LATE);
    }

    private static void drive(Socket connection, Handshake machine) throws IOException {
        while (true) {
            byte[] bytes = new byte[machine.output().remaining()];
            machine.output().get(bytes);
            connection.getOutputStream().write(bytes);
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
