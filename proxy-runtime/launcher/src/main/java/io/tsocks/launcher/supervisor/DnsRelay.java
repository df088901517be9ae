package io.tsocks.launcher.supervisor;

import io.tsocks.engine.SocksServer;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.Target;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

    /// Whom the socket with a local port means. Written by the supervisor's thread when the socket
    /// is connected, before the program's call returns, and read by the receiver: what another
    /// thread of the program sends in between is not answered.
    private final Map<Integer, Asker> askers = new ConcurrentHashMap<>();

    private final Journal journal;

    /// A socket that asks.
    ///
    /// @param socket what [UdpSockets] knows it by
    /// @param program the name of its program
    /// @param thread the thread that connected it
    private record Asker(InetEndpoint nameServer, String socket, String program, int thread) {}

    private DnsRelay(Settings settings, DatagramSocket socket, Journal journal) {
        this.settings = settings;
        this.socket = socket;
        this.journal = journal;
    }

    /// Opens it on a free port of the loopback.
    ///
    /// @param journal takes events from any thread
    static DnsRelay open(Settings settings, Journal journal) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        DnsRelay relay = new DnsRelay(settings, socket, journal);
        Thread.ofPlatform().daemon().name("dns").start(relay::receive);
        return relay;
    }

    /// Where programs' sockets are to be connected.
    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// The socket with this local port means this name server.
    ///
    /// @param socket its inode, as [UdpSockets] has it
    /// @param tid the thread that is having it connected
    void expect(int localPort, String socket, InetEndpoint nameServer, int tid) {
        if (askers.size() < MOST_ASKERS || askers.containsKey(localPort)) {
            askers.put(
                    localPort,
                    new Asker(
                            nameServer,
                            socket,
                            new Target(Kernel.ofThisProcess(), tid).program(),
                            tid));
        }
    }

    /// Who sent a datagram, if it is still the socket that was connected here: a port alone is
    /// anybody's, another user's as well, once that socket has gone or at another address of the
    /// loopback.
    private Optional<Asker> askerOf(DatagramPacket question) {
        Asker asker = askers.get(question.getPort());
        boolean proven =
                asker != null
                        && question.getAddress().equals(socket.getLocalAddress())
                        && UdpSockets.isOpen(asker.socket(), question.getPort());
        return proven ? Optional.ofNullable(asker) : Optional.empty();
    }

    private void receive() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(new byte[LONGEST], LONGEST);
                socket.receive(question);
                askerOf(question)
                        .ifPresent(
                                asker -> Thread.ofVirtual().start(() -> answer(question, asker)));
            } catch (IOException e) {
                // An earlier asker has gone (ECONNREFUSED), or the relay is closed.
            }
        }
    }

    /// If the lookup fails, the asker hears nothing, as of a name server that is down, and asks
    /// another one.
    private void answer(DatagramPacket question, Asker asker) {
        long since = System.nanoTime();
        Routing.Plan plan = settings.routing().plan(asker.nameServer());
        try {
            byte[] answer = ask(question, asker.nameServer(), plan);
            record(asker, plan, null, since);
            socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        } catch (FailedLookup e) {
            record(asker, plan, String.valueOf(e.getMessage()), since);
        } catch (IOException e) {
            // The asker has gone.
        }
    }

    /// A name server was not reached, or gave no answer.
    private static final class FailedLookup extends IOException {
        private static final long serialVersionUID = 1;

        FailedLookup(String message, IOException cause) {
            super(message, cause);
        }
    }

    private byte[] ask(DatagramPacket question, InetEndpoint nameServer, Routing.Plan plan)
            throws FailedLookup {
        try (Socket connection = new Socket()) {
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.setTcpNoDelay(true);
            connect(connection, nameServer, plan);
            byte[] text = Arrays.copyOf(question.getData(), question.getLength());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            out.write(
                    ByteBuffer.allocate(Short.BYTES + text.length)
                            .putShort((short) text.length)
                            .put(text)
                            .array());
            DataInputStream in = new DataInputStream(connection.getInputStream());
            return DnsMessage.forUdp(text, in.readNBytes(in.readUnsignedShort()));
        } catch (EOFException e) {
            throw new FailedLookup(failed(nameServer, "it closed the connection"), e);
        } catch (IOException e) {
            throw new FailedLookup(failed(nameServer, String.valueOf(e.getMessage())), e);
        }
    }

    private static String failed(InetEndpoint nameServer, String why) {
        return "the lookup at the name server " + nameServer + " failed: " + why;
    }

    private void record(Asker asker, Routing.Plan plan, @Nullable String message, long since) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        journal.record(
                new Journal.Event(
                        Journal.Protocol.TCP,
                        asker.nameServer().toString(),
                        asker.program(),
                        asker.thread(),
                        plan.rule(),
                        message == null ? success(plan, millis) : failure(plan, message, millis)));
    }

    private static Fate success(Routing.Plan plan, long millis) {
        return plan instanceof Routing.Plan.Via via
                ? new Fate.Proxied(via.server().uri(), millis)
                : new Fate.Direct(millis);
    }

    private static Fate failure(Routing.Plan plan, String message, long millis) {
        int errno = Errno.ECONNREFUSED;
        return switch (plan) {
            case Routing.Plan.Refused refused ->
                    new Fate.Denied(errno, message, refused.isOurs(), millis);
            case Routing.Plan.Via via ->
                    new Fate.Failed(via.server().uri(), errno, message, true, millis);
            case Routing.Plan.Direct _ -> new Fate.Failed(null, errno, message, true, millis);
        };
    }

    private void connect(Socket connection, InetEndpoint nameServer, Routing.Plan plan)
            throws IOException {
        switch (plan) {
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

    @Override
    public void close() {
        socket.close();
    }
}
