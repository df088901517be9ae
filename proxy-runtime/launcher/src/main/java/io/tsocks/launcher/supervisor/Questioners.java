package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.MessageReader;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.Notification;
import io.tsocks.linux.OutgoingDevice;
import io.tsocks.linux.Result;
import io.tsocks.net.RecentMap;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The UDP sockets whose questions the [DnsRelay] answers, with the name server that each means. An
/// answer is shown to the program as coming from that server, because many resolvers accept no
/// other.
///
/// The supervisor's loop owns it.
final class Questioners implements Disguises {

    /// The most sockets that are remembered, and the most questions of each.
    private static final int MOST_SOCKETS = 4_096;

    private static final int MOST_QUESTIONS = 64;

    /// The end of a socket is not reported. If no socket has asked or been answered for this long,
    /// all are forgotten.
    private static final long REST = TimeUnit.MINUTES.toNanos(10);

    private final DnsRelay relay;
    private final Map<Long, Questioner> byCookie = new RecentMap<>(MOST_SOCKETS);
    private final BitSet descriptors = new BitSet();
    private long until;

    /// A socket.
    ///
    /// @param last the name server that it meant last
    /// @param byId the name servers of its questions, by identifier
    private record Questioner(InetEndpoint last, Map<Integer, InetEndpoint> byId) {}

    private Questioners(DnsRelay relay) {
        this.relay = relay;
    }

    /// The questioners of a relay; null if there is no relay.
    static @Nullable Questioners of(@Nullable DnsRelay relay) {
        return relay == null ? null : new Questioners(relay);
    }

    /// The address to which to redirect a socket; empty if that is impossible.
    Optional<InetEndpoint> address(NativeSocket socket, Kind kind) {
        return relay.datagrams(socket, kind);
    }

    /// Whether sockets are led to an address.
    boolean areLedTo(InetEndpoint address) {
        return relay.isAt(address.toSocketAddress());
    }

    /// Connects a socket to the relay instead of to a name server.
    ///
    /// @param socket is connected to nothing
    /// @param byUdp whether the name server may be asked by UDP
    Result connect(
            Notification call,
            NativeSocket socket,
            InetEndpoint instead,
            InetEndpoint nameServer,
            boolean byUdp) {
        Result result = socket.connect(instead.sockaddr());
        if (result.ok()) {
            expect(call, socket, nameServer, byUdp);
        }
        return result;
    }

    /// Sends a question to the relay instead of to a name server.
    Result send(
            Notification call,
            NativeSocket socket,
            Kind kind,
            InetEndpoint nameServer,
            boolean byUdp,
            MessageReader message) {
        OutgoingDevice device = new OutgoingDevice(socket, kind.isIpv6());
        if (device.isChosen()) {
            device.forget();
        }
        Optional<InetEndpoint> to = relay.datagrams(socket, kind);
        Result bound = to.isEmpty() ? Result.failure(Errno.ENETUNREACH) : bind(socket);
        if (to.isEmpty() || !bound.ok()) {
            return bound;
        }
        Questioner questioner = expect(call, socket, nameServer, byUdp);
        if (message.payload().length >= Short.BYTES) {
            questioner.byId().put(id(message.payload()), nameServer);
        }
        return socket.sendTo(message.payload(), message.flags(), to.get().sockaddr());
    }

    private static int id(byte[] message) {
        return ByteBuffer.wrap(message).getShort() & 0xffff;
    }

    /// Binds a socket as sending would, because the relay has to know the port before the question
    /// comes.
    static Result bind(NativeSocket socket) {
        Optional<InetEndpoint> own = InetEndpoint.of(socket.localName());
        if (own.isEmpty() || own.get().port() != 0) {
            return own.isEmpty() ? Result.failure(Errno.ENOBUFS) : Result.of(0);
        }
        return socket.bind(own.get().sockaddr());
    }

    private Questioner expect(
            Notification call, NativeSocket socket, InetEndpoint nameServer, boolean byUdp) {
        relay.askers().expect(socket, nameServer, byUdp, call.tid());
        long cookie = socket.cookie().value();
        Questioner known = byCookie.get(cookie);
        Map<Integer, InetEndpoint> byId =
                known == null ? new RecentMap<>(MOST_QUESTIONS) : known.byId();
        Questioner questioner = new Questioner(nameServer, byId);
        byCookie.put(cookie, questioner);
        descriptors.set((int) call.a());
        until = System.nanoTime() + REST;
        return questioner;
    }

    @Override
    public boolean mayHave(int descriptor) {
        if (!byCookie.isEmpty() && System.nanoTime() - until >= 0) {
            byCookie.clear();
            descriptors.clear();
        }
        return !byCookie.isEmpty() && descriptor >= 0 && descriptors.get(descriptor);
    }

    @Override
    public boolean has(long cookie) {
        return byCookie.containsKey(cookie);
    }

    /// For an answer of the relay, the name server that was asked.
    @Override
    public byte[] sender(long cookie, byte[] sockaddr, byte[] payload) {
        until = System.nanoTime() + REST;
        Questioner questioner = byCookie.get(cookie);
        boolean isOfRelay = InetEndpoint.of(sockaddr).filter(this::areLedTo).isPresent();
        if (questioner == null || !isOfRelay) {
            return sockaddr;
        }
        InetEndpoint nameServer =
                payload.length < Short.BYTES
                        ? questioner.last()
                        : questioner.byId().getOrDefault(id(payload), questioner.last());
        return nameServer.sockaddr();
    }
}
