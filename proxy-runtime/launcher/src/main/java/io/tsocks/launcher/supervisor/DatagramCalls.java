package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.MessageReader;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.Notification;
import io.tsocks.linux.OutgoingDevice;
import io.tsocks.linux.Result;
import io.tsocks.linux.RouteProbe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers what UDP sockets do with addresses: connect(2), sendto(2), sendmsg(2), sendmmsg(2).
///
/// A send to an address is made here, on the program's socket and with a copy of its arguments, so
/// that nothing can change between the decision and the send.
final class DatagramCalls {

    /// The port of name servers.
    static final int DNS = 53;

    private static final String NOT_LOCAL =
            "datagrams to destinations that are not local are refused";

    private static final String NO_QUESTIONS = "questions to name servers are refused";

    private static final String NO_NAME_SERVER =
            "it is not a name server of /etc/resolv.conf, and other datagrams are refused";

    private static final String NO_QUESTION =
            "it is not a question to a name server, and other datagrams are refused";

    private static final String FAKE =
            "its address stands for a name, and only TCP goes by name; datagrams are refused";

    private final NameServers nameServers = NameServers.ofThisMachine();
    private final Settings settings;
    private final ForeignMemory memory;
    private final Replies replies;
    private final Reports reports;
    private final Destinations destinations;
    private final @Nullable Questioners questioners;

    /// @param questioners the sockets whose questions are answered here; null if questions go
    ///     unchanged
    DatagramCalls(
            Settings settings,
            ForeignMemory memory,
            Replies replies,
            Reports reports,
            Destinations destinations,
            @Nullable Questioners questioners) {
        this.memory = memory;
        this.settings = settings;
        this.replies = replies;
        this.reports = reports;
        this.destinations = destinations;
        this.questioners = questioners;
    }

    /// Answers connect(2). Connecting sends nothing, but later sends on the socket are not trapped,
    /// so the decision is made before the socket is connected to anything.
    ///
    /// A refused socket is connected to a closed port of this machine instead: programs also
    /// connect UDP sockets to learn their own address (glibc sorts the addresses of a name by it),
    /// and a program that really sends gets ECONNREFUSED at once. The socket's own address is the
    /// one that it would have. If there is no route to the destination, the program is told so.
    void connect(Notification call, NativeSocket socket, Kind kind, byte[] sockaddr) {
        replies.pass(call, connected(call, socket, kind, sockaddr));
    }

    private Result connected(Notification call, NativeSocket socket, Kind kind, byte[] sockaddr) {
        if (InetEndpoint.isUnspecified(sockaddr)) {
            return socket.disconnect();
        }
        Optional<InetEndpoint> to = InetEndpoint.of(sockaddr);
        if (to.isEmpty() || (to.get().isIpv6Sockaddr() && !kind.isIpv6())) {
            return Result.failure(InetEndpoint.refusal(kind.isIpv6(), sockaddr));
        }
        if (questioners != null && isForRelay(to.get())) {
            return connectToRelay(call, socket, kind, to.get(), questioners);
        }
        if (!isAllowed(to.get())) {
            return connectToNobody(socket, kind, to.get());
        }
        forgetIfLed(socket);
        Result result = socket.connect(to.get().sockaddr());
        tell(call, socket, to.get(), result);
        return result;
    }

    /// Has a socket that was led here forget that: its own address is one of the loopback since,
    /// from which it would reach nothing else. If it was led nowhere, it has its proper address,
    /// and keeps it as it would natively.
    private void forgetIfLed(NativeSocket socket) {
        boolean isLed =
                questioners != null
                        && InetEndpoint.of(socket.peerName())
                                .filter(questioners::areLedTo)
                                .isPresent();
        if (isLed) {
            socket.disconnect();
        }
    }

    /// Connects a socket to the relay. If the policy is asked about names, there need not be a
    /// route to the name server.
    private Result connectToRelay(
            Notification call,
            NativeSocket socket,
            Kind kind,
            InetEndpoint to,
            Questioners askers) {
        Result way =
                settings.dns().asksPolicy() ? Result.of(0) : RouteProbe.to(replies.kernel(), to);
        if (!way.ok()) {
            return way;
        }
        new OutgoingDevice(socket, kind.isIpv6()).forget();
        Optional<InetEndpoint> instead = askers.address(socket, kind);
        if (instead.isEmpty()) {
            return socket.connect(Nowhere.of(socket, kind).orElseThrow().sockaddr());
        }
        return askers.connect(call, socket, instead.get(), to, isAllowed(to));
    }

    private Result connectToNobody(NativeSocket socket, Kind kind, InetEndpoint to) {
        Result way = RouteProbe.to(replies.kernel(), to);
        if (!way.ok()) {
            return way;
        }
        new OutgoingDevice(socket, kind.isIpv6()).forget();
        bindAsFor(socket, to);
        Result result = socket.connect(Nowhere.like(to).sockaddr());
        if (!result.ok()) {
            socket.disconnect();
            result = socket.connect(Nowhere.of(socket, kind).orElseThrow().sockaddr());
        }
        if (result.ok()) {
            reports.ledNowhere(socket, to);
        }
        return result;
    }

    /// Gives the socket the address that it would have for a destination, as connect(2) does:
    /// connects it to that address of this machine. The socket keeps the address when it is
    /// connected again, so that nothing leaves even if this machine loses the address later.
    ///
    /// A link-local address would bind the socket to its network device, by which even packets for
    /// the loopback leave. The socket gets none.
    private void bindAsFor(NativeSocket socket, InetEndpoint to) {
        RouteProbe.ownAddressFor(replies.kernel(), to)
                .filter(own -> !own.address().isLinkLocalAddress())
                .map(own -> own.withPort(Nowhere.PORT))
                .ifPresent(own -> socket.connect(own.sockaddr()));
    }

    /// Whether it is a name server whose questions are relayed: with `--dns=tcp` not a local one.
    private boolean isForRelay(InetEndpoint to) {
        return to.port() == DNS && (settings.dns().asksPolicy() || !isDirect(to));
    }

    private boolean isAllowed(InetEndpoint to) {
        if (to.port() == DNS && settings.dns() == Settings.Dns.DENY) {
            return false;
        }
        if (destinations.isFake(to.address())) {
            return false;
        }
        return settings.udp() == Settings.Udp.DIRECT || isDirect(to) || isNameServer(to);
    }

    private boolean isNameServer(InetEndpoint to) {
        return to.port() == DNS && nameServers.contain(to.address());
    }

    /// Whether a datagram may go there only as a question to a name server, but is not one.
    private boolean isNoQuestion(InetEndpoint to, MessageReader message) {
        return to.port() == DNS
                && settings.udp() == Settings.Udp.DENY
                && !isDirect(to)
                && !DnsMessage.isQuestion(message.payload());
    }

    private String denial(InetEndpoint to) {
        return to.port() == DNS && settings.dns() == Settings.Dns.DENY
                ? "--dns=deny"
                : "--udp=deny";
    }

    private String reason(InetEndpoint to) {
        if (destinations.isFake(to.address())) {
            return FAKE;
        }
        if (to.port() != DNS) {
            return NOT_LOCAL;
        }
        return settings.dns() == Settings.Dns.DENY ? NO_QUESTIONS : NO_NAME_SERVER;
    }

    private void tell(Notification call, NativeSocket socket, InetEndpoint to, Result result) {
        if (to.port() == DNS) {
            settings.lookups().asks(to);
        }
        if (result.ok()) {
            reports.directUdp(call, socket, to, rule(to));
        } else if (to.port() == DNS
                && isNoWay(result.errno())
                && settings.routing().engine().policy().hasServer()) {
            settings.lookups().says();
            reports.unreachableNameServer(call, to, rule(to), result.errno());
        }
    }

    private static boolean isNoWay(int errno) {
        return errno == Errno.ENETUNREACH || errno == Errno.EHOSTUNREACH;
    }

    private boolean isDirect(InetEndpoint to) {
        return destinations.plan(to) instanceof Routing.Plan.Direct;
    }

    /// Why a datagram may go there.
    private String rule(InetEndpoint to) {
        return destinations.plan(to) instanceof Routing.Plan.Direct direct
                ? direct.rule()
                : to.port() == DNS ? "questions to name servers" : "--udp=direct";
    }

    /// sendto(fd, buffer, length, flags, address, addrlen).
    void sendTo(Notification call, NativeSocket socket) {
        MessageReader message = MessageReader.ofSendto(memoryOf(call), call);
        replies.pass(call, sendIfAllowed(call, socket, message));
    }

    /// sendmsg(fd, message, flags), and the first message of sendmmsg(fd, messages, count, flags):
    /// the program goes on with the others. Messages without an address are sent here, too, because
    /// the program could add one after the check.
    void sendMessage(Notification call, NativeSocket socket, boolean many) {
        if (many && (int) call.c() == 0) {
            replies.pass(call, Result.of(0));
            return;
        }
        MessageReader message = MessageReader.ofSendmsg(memoryOf(call), call, many);
        Result result = sendIfAllowed(call, socket, message);
        if (many && result.ok()) {
            replies.sentOne(call, result.intValue());
        } else {
            replies.pass(call, result);
        }
    }

    private MessageReader.Memory memoryOf(Notification call) {
        return (address, length) -> memory.read(call, address, length);
    }

    private Result refuse(
            Notification call, InetEndpoint to, String rule, String message, boolean isOurs) {
        reports.denied(
                call, Journal.Protocol.UDP, to.toString(), rule, Errno.EPERM, message, isOurs);
        return Result.failure(Errno.EPERM);
    }

    private Result sendIfAllowed(Notification call, NativeSocket socket, MessageReader message) {
        if (message.errno() != 0) {
            return Result.failure(message.errno());
        }
        if (!replies.listener().waits(call.id())) {
            return Result.failure(Errno.ESRCH);
        }
        byte[] address = message.address();
        Optional<InetEndpoint> to = InetEndpoint.of(address);
        if (to.isEmpty() && address.length > 0) {
            return Result.failure(InetEndpoint.refusal(socket.kind().isIpv6(), address));
        }
        if (message.wantsZeroCopy()) {
            // The bytes sent are a copy's, which is gone when the kernel would still need it. A
            // program that gets this answer sends again without the wish.
            return Result.failure(Errno.ENOBUFS);
        }
        if (to.isPresent() && questioners != null && isForRelay(to.get())) {
            Kind kind = socket.kind();
            boolean byUdp = isAllowed(to.get());
            return questioners.send(call, socket, kind, to.get(), byUdp, message);
        }
        if (to.isPresent() && !isAllowed(to.get())) {
            return refuse(call, to.get(), denial(to.get()), reason(to.get()), false);
        }
        return sendToAllowed(call, socket, message, to);
    }

    /// @param to the allowed address; empty if the socket is connected
    private Result sendToAllowed(
            Notification call,
            NativeSocket socket,
            MessageReader message,
            Optional<InetEndpoint> to) {
        if (to.isEmpty()) {
            tellOfNobody(call, socket);
        }
        Optional<InetEndpoint> peer = to.isPresent() ? to : InetEndpoint.of(socket.peerName());
        if (peer.isPresent() && isNoQuestion(peer.get(), message)) {
            return refuse(call, peer.get(), "--udp=deny", NO_QUESTION, false);
        }
        if (message.asksForMore()) {
            return Result.failure(Errno.EPERM);
        }
        // Control data may name a network device, by which even what is led here would leave.
        boolean isLed = to.isEmpty() && peer.isPresent() && isLedTo(peer.get());
        Result result =
                socket.sendMessage(
                        message.payload(),
                        message.flags(),
                        message.address(),
                        isLed ? new byte[0] : message.control());
        to.ifPresent(it -> tell(call, socket, it, result));
        return result;
    }

    /// setsockopt(fd, level, name, …) of a network device, by which even packets for the loopback
    /// would leave: not on a socket that is led there.
    void chooseDevice(Notification call, NativeSocket socket) {
        if (InetEndpoint.of(socket.peerName()).filter(this::isLedTo).isPresent()) {
            replies.pass(call, Result.failure(Errno.EPERM));
        } else {
            replies.listener().letThrough(call.id());
        }
    }

    /// Whether sockets are led to an address.
    private boolean isLedTo(InetEndpoint peer) {
        return Nowhere.isAt(peer) || (questioners != null && questioners.areLedTo(peer));
    }

    /// A socket without a peer sends, which leads nowhere.
    private void tellOfNobody(Notification call, NativeSocket socket) {
        reports.whereItWasToLead(socket)
                .ifPresent(
                        it ->
                                reports.denied(
                                        call,
                                        Journal.Protocol.UDP,
                                        it.toString(),
                                        denial(it),
                                        0,
                                        reason(it),
                                        false));
    }
}
