package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers the questions that programs send to name servers. Their sockets are redirected to it.
///
/// If the policy is asked about names, it decides what becomes of a question. Otherwise the name
/// server that the program means is asked over TCP, by the policy's route.
///
/// Platform threads receive the questions, and answer those that need no other server: a name that
/// stands for an address waits for no other thread. Virtual threads ask name servers. The
/// supervisor's thread only records which socket means which name server.
final class DnsRelay implements AutoCloseable {

    /// The longest question by UDP.
    private static final int LONGEST = 65_535;

    /// So many questions by UDP are answered at the same time; further ones are lost, as by any
    /// name server that is overloaded.
    private static final int MOST_AT_A_TIME = 4_096;

    /// So many connections there are at the same time. They have room of their own, as one that
    /// asks nothing takes it, too.
    private static final int MOST_CONNECTIONS = 1_024;

    /// How long a connection may be without a question.
    private static final int IDLE_MILLIS = 30_000;

    /// The rule in words for what is no route of the policy.
    private static final String BY_NAME_SERVERS = "questions to name servers";

    /// The most programs and destinations that are remembered because the user was told of them.
    private static final int MOST_STRANGERS = 4_096;

    private final @Nullable NameAnswers names;
    private final NameServerCalls calls;
    private final DnsDoor door;
    private final @Nullable DnsDoor door6;
    private volatile boolean closed;
    private final Semaphore room = new Semaphore(MOST_AT_A_TIME);
    private final Semaphore streamRoom = new Semaphore(MOST_CONNECTIONS);
    private final Destinations destinations;

    private final Askers askers = new Askers();
    private final OnionQuestions onions = new OnionQuestions();
    private final Journal journal;

    /// The programs that speak another protocol, with their destinations.
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    private DnsRelay(
            Settings settings,
            @Nullable NameAnswers names,
            DnsDoor door,
            @Nullable DnsDoor door6,
            Journal journal) {
        this.names = names;
        this.destinations =
                names == null ? new Destinations(settings.routing(), null) : names.destinations();
        this.calls = new NameServerCalls(settings);
        this.door = door;
        this.door6 = door6;
        this.journal = journal;
    }

    /// Opens it on free ports of the loopback.
    ///
    /// @param names what becomes of questions; null if all of them go to the name servers over TCP
    /// @param journal takes events from any thread
    static DnsRelay open(Settings settings, @Nullable NameAnswers names, Journal journal)
            throws IOException {
        DnsRelay relay =
                new DnsRelay(settings, names, DnsDoor.open("127.0.0.1"), openIp6(), journal);
        relay.start(relay.door);
        if (relay.door6 != null) {
            relay.start(relay.door6);
        }
        return relay;
    }

    /// Opens ports for the sockets that take only IPv6.
    ///
    /// @return null if this machine has no IPv6
    private static @Nullable DnsDoor openIp6() {
        try {
            return DnsDoor.open("::1");
        } catch (IOException e) {
            return null;
        }
    }

    private void start(DnsDoor at) {
        Thread.ofPlatform().daemon().name("dns").start(() -> receive(at.datagrams()));
        Thread.ofPlatform().daemon().name("dns tcp").start(() -> accept(at.streams()));
    }

    /// The address to which to redirect a UDP socket; empty if that is impossible.
    Optional<InetEndpoint> datagrams(NativeSocket socket, NativeSocket.Kind kind) {
        return doorFor(socket, kind)
                .flatMap(to -> InetEndpoint.forSocket(kind.isIpv6(), to.address()));
    }

    /// The address to which to redirect a TCP socket; empty if that is impossible.
    Optional<InetEndpoint> streams(NativeSocket socket, NativeSocket.Kind kind) {
        return doorFor(socket, kind)
                .flatMap(to -> InetEndpoint.forSocket(kind.isIpv6(), to.streamAddress()));
    }

    private Optional<DnsDoor> doorFor(NativeSocket socket, NativeSocket.Kind kind) {
        return kind.isIpv6() && socket.isIpv6Only()
                ? Optional.ofNullable(door6)
                : Optional.of(door);
    }

    /// The address to which programs' UDP sockets are redirected.
    InetSocketAddress address() {
        return door.address();
    }

    /// Whether this is the address of the relay.
    boolean isAt(InetSocketAddress address) {
        return address.equals(door.address()) || (door6 != null && address.equals(door6.address()));
    }

    /// The sockets that are answered.
    Askers askers() {
        return askers;
    }

    private void receive(DatagramSocket socket) {
        DatagramPacket question = new DatagramPacket(new byte[LONGEST], LONGEST);
        while (!closed) {
            try {
                receive(socket, question);
            } catch (IOException e) {
                // An earlier asker has gone (ECONNREFUSED), or the relay is closed.
            } catch (RuntimeException | OutOfMemoryError e) {
                // This question is not answered. Others are.
            }
        }
    }

    private void receive(DatagramSocket socket, DatagramPacket question) throws IOException {
        question.setLength(LONGEST);
        socket.receive(question);
        InetSocketAddress from = (InetSocketAddress) question.getSocketAddress();
        answer(Arrays.copyOf(question.getData(), question.getLength()), from, socket);
    }

    private void accept(ServerSocket listener) {
        while (!closed) {
            try {
                Socket connection = listener.accept();
                if (!start(streamRoom, () -> converse(connection))) {
                    connection.close();
                }
            } catch (IOException e) {
                // The asker has gone, descriptors have run out, or the relay is closed.
            }
        }
    }

    /// @return false if there is no room for more
    private static boolean start(Semaphore room, Runnable work) {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            Thread.ofVirtual().start(() -> runInRoom(room, work));
            return true;
        } catch (OutOfMemoryError e) {
            room.release();
            return false;
        }
    }

    private static void runInRoom(Semaphore room, Runnable work) {
        try {
            work.run();
        } finally {
            room.release();
        }
    }

    private void answer(byte[] question, InetSocketAddress from, DatagramSocket socket) {
        Optional<RelayAnswer> answer =
                askers.at(from, false).map(asker -> answer(question, asker, false));
        switch (answer.orElse(RelayAnswer.NONE)) {
            case RelayAnswer.Made made -> send(made, question, from, socket);
            case RelayAnswer.Asked asked -> start(room, () -> send(asked, question, from, socket));
        }
    }

    private static void send(
            RelayAnswer answer, byte[] question, InetSocketAddress from, DatagramSocket socket) {
        byte[] bytes = answer.bytes();
        if (bytes.length == 0) {
            return;
        }
        byte[] fitting = DnsMessage.forUdp(question, bytes);
        try {
            socket.send(new DatagramPacket(fitting, fitting.length, from));
        } catch (IOException e) {
            // The asker has gone.
        }
    }

    private void converse(Socket connection) {
        InetSocketAddress from = (InetSocketAddress) connection.getRemoteSocketAddress();
        try (connection) {
            connection.setSoTimeout(IDLE_MILLIS);
            answerAll(connection, from);
        } catch (IOException e) {
            // The asker has closed the connection, or asks nothing more.
        } finally {
            askers.forgetStream(from);
        }
    }

    /// Answers questions over TCP, one after another (RFC 7766). A connection on which anything
    /// else comes is reset.
    private void answerAll(Socket connection, InetSocketAddress from) throws IOException {
        StreamQuestions questions = new StreamQuestions(connection.getInputStream());
        byte[] answer;
        do {
            byte[] question;
            try {
                question = questions.next();
            } catch (StreamQuestions.NoQuestion e) {
                askers.at(from, true).ifPresent(asker -> tellStranger(asker, e));
                connection.setSoLinger(true, 0);
                return;
            }
            answer =
                    askers.at(from, true)
                            .map(asker -> answer(question, asker, true).bytes())
                            .orElse(new byte[0]);
            if (answer.length > 0) {
                connection.getOutputStream().write(NameServerCalls.framed(answer));
            }
        } while (answer.length > 0);
    }

    /// Reports a program that speaks another protocol, once for each destination.
    private void tellStranger(Askers.Asker asker, StreamQuestions.NoQuestion why) {
        String to = asker.nameServer().toString();
        if (strangers.size() < MOST_STRANGERS && strangers.add(asker.program() + " " + to)) {
            String message =
                    why.getMessage()
                            + ": tsocks answers questions for names at TCP port 53 of any address"
                            + " itself; another server at that port can be reached only with"
                            + " --dns=local or --dns=tcp";
            Fate fate = new Fate.Denied(Errno.ECONNRESET, message, false, 0);
            record(asker, Journal.Protocol.TCP, to, BY_NAME_SERVERS, fate);
        }
    }

    /// Without names, a failed lookup gets no answer, so that the client asks another name server.
    private RelayAnswer answer(byte[] message, Askers.Asker asker, boolean isStream) {
        if (names == null) {
            return onions.answer(message, teller(asker))
                    .<RelayAnswer>map(RelayAnswer.Made::new)
                    .orElseGet(() -> new RelayAnswer.Asked(() -> askOrNothing(message, asker)));
        }
        Optional<DnsQuestion> question = DnsQuestion.parse(message);
        return question.isEmpty()
                ? new RelayAnswer.Made(DnsAnswer.malformed(message))
                : answer(question.get(), names, asker, isStream);
    }

    private byte[] askOrNothing(byte[] message, Askers.Asker asker) {
        return askServer(message, asker).orElse(new byte[0]);
    }

    private NameAnswers.Teller teller(Askers.Asker asker) {
        return (name, rule, message) -> {
            Fate fate = new Fate.Denied(0, message, false, 0);
            record(asker, Journal.Protocol.DNS, name, rule, fate);
        };
    }

    private RelayAnswer answer(
            DnsQuestion question, NameAnswers policy, Askers.Asker asker, boolean isStream) {
        return switch (policy.react(question, teller(asker))) {
            case NameAnswers.Reaction.Reply reply -> new RelayAnswer.Made(reply.answer());
            case NameAnswers.Reaction.AsSent(boolean isDirect) ->
                    new RelayAnswer.Asked(
                            () -> {
                                Optional<byte[]> answer = askAsSent(question, asker, isStream);
                                InetEndpoint from = asker.nameServer();
                                answer.ifPresent(
                                        bytes -> policy.learn(question, bytes, isDirect, from));
                                return answer.orElseGet(() -> DnsAnswer.failure(question));
                            });
            case NameAnswers.Reaction.ThroughServer _ ->
                    new RelayAnswer.Asked(() -> askThroughServer(question, asker));
        };
    }

    private byte[] askThroughServer(DnsQuestion question, Askers.Asker asker) {
        if (destinations.decide(asker.nameServer()).plan() instanceof Routing.Plan.Via) {
            return askServer(question.message(), asker)
                    .orElseGet(() -> DnsAnswer.failure(question));
        }
        record(
                asker,
                Journal.Protocol.DNS,
                question.name(),
                BY_NAME_SERVERS,
                new Fate.Failed(
                        null,
                        0,
                        "records of type "
                                + question.type()
                                + " come only from a name server that is reached through a SOCKS"
                                + " server, which "
                                + asker.nameServer()
                                + " is not",
                        false,
                        0));
        return DnsAnswer.notImplemented(question);
    }

    private Optional<byte[]> askAsSent(DnsQuestion question, Askers.Asker asker, boolean isStream) {
        if (isStream || !asker.byUdp()) {
            return askServer(question.message(), asker);
        }
        long since = System.nanoTime();
        String name = asker.nameServer().toString();
        String rule = BY_NAME_SERVERS;
        try {
            byte[] answer = calls.byUdp(question, asker.nameServer());
            record(asker, Journal.Protocol.UDP, name, rule, new Fate.Direct(millis(since)));
            return Optional.of(answer);
        } catch (NameServerCalls.FailedLookup e) {
            String message = String.valueOf(e.getMessage());
            Fate fate = new Fate.Failed(null, 0, message, true, millis(since));
            record(asker, Journal.Protocol.UDP, name, rule, fate);
            return Optional.empty();
        }
    }

    /// Asks the name server over TCP, by the policy's route.
    private Optional<byte[]> askServer(byte[] question, Askers.Asker asker) {
        long since = System.nanoTime();
        Destinations.Course.Decided course = destinations.decide(asker.nameServer());
        String name = course.destination().toString();
        String rule = course.plan().rule();
        try {
            byte[] answer = calls.overTcp(question, course);
            Fate fate = LookupFates.success(course.plan(), millis(since));
            record(asker, Journal.Protocol.TCP, name, rule, fate);
            return Optional.of(answer);
        } catch (NameServerCalls.FailedLookup e) {
            String message =
                    e.getMessage() + (names == null ? LookupFates.hint(course.plan()) : "");
            Fate fate = LookupFates.failure(course.plan(), message, millis(since));
            record(asker, Journal.Protocol.TCP, name, rule, fate);
            return Optional.empty();
        }
    }

    private static long millis(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private void record(
            Askers.Asker asker, Journal.Protocol over, String what, String rule, Fate fate) {
        journal.record(new Journal.Event(over, what, asker.program(), asker.thread(), rule, fate));
    }

    @Override
    public void close() {
        closed = true;
        door.close();
        if (door6 != null) {
            door6.close();
        }
    }
}
