package io.tsocks.launcher.supervisor;

import io.tsocks.linux.ControlData;
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

    private static final String NO_QUESTION =
            "it is not a question to a name server, and other datagrams are refused";

    private final Settings settings;
    private final ForeignMemory memory;
    private final Replies replies;
    private final Reports reports;
    private final DatagramRules rules;
    private final @Nullable Questioners questioners;
    private final ProxiedDatagrams proxied;

    /// @param questioners the sockets whose questions are answered here; null if questions go
    ///     unchanged
    /// @param proxied sends through servers
    DatagramCalls(
            Settings settings,
            ForeignMemory memory,
            Replies replies,
            Reports reports,
            DatagramRules rules,
            @Nullable Questioners questioners,
            ProxiedDatagrams proxied) {
        this.memory = memory;
        this.settings = settings;
        this.replies = replies;
        this.reports = reports;
        this.rules = rules;
        this.questioners = questioners;
        this.proxied = proxied;
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
            proxied.disconnected(socket);
            return socket.disconnect();
        }
        Optional<InetEndpoint> to = InetEndpoint.of(sockaddr);
        if (to.isEmpty() || (to.get().isIpv6Sockaddr() && !kind.isIpv6())) {
            return Result.failure(InetEndpoint.refusal(kind.isIpv6(), sockaddr));
        }
        if (questioners != null && rules.isForRelay(to.get())) {
            proxied.disconnected(socket);
            return connectToRelay(call, socket, kind, to.get(), questioners);
        }
        return switch (rules.way(to.get())) {
            case DatagramRules.Way.Direct(String rule) ->
                    connectDirectly(call, socket, to.get(), rule);
            case DatagramRules.Way.Through way ->
                    proxied.connect(call, socket, kind, to.get(), way);
            case DatagramRules.Way.Refused _ -> {
                proxied.disconnected(socket);
                yield connectToNobody(socket, kind, to.get());
            }
        };
    }

    private Result connectDirectly(
            Notification call, NativeSocket socket, InetEndpoint to, String rule) {
        forgetIfLed(socket);
        proxied.disconnected(socket);
        Result result = socket.connect(to.sockaddr());
        tell(call, socket, to, rule, result);
        return result;
    }

    /// Has a socket that was led here forget that: its own address is one of the loopback since,
    /// from which it would reach nothing else. If it was led nowhere, it has its proper address,
    /// and keeps it as it would natively.
    private void forgetIfLed(NativeSocket socket) {
        boolean isLed =
                isProxied(socket)
                        || (questioners != null
                                && InetEndpoint.of(socket.peerName())
                                        .filter(questioners::areLedTo)
                                        .isPresent());
        if (isLed) {
            socket.disconnect();
        }
    }

    private boolean isProxied(NativeSocket socket) {
        return proxied.peer(socket.cookie().value()).isPresent();
    }

    /// Whether any datagrams may go through servers.
    boolean areProxied() {
        return settings.udp() == Settings.Udp.PROXY;
    }

    /// The destination of a socket that sends to it through a server; empty for any other socket.
    Optional<InetEndpoint> peer(long cookie) {
        return proxied.peer(cookie);
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
        return askers.connect(call, socket, instead.get(), to, rules.isAllowed(to));
    }

    private Result connectToNobody(NativeSocket socket, Kind kind, InetEndpoint to) {
        Result way = RouteProbe.to(replies.kernel(), to);
        if (!way.ok()) {
            return way;
        }
        new OutgoingDevice(socket, kind.isIpv6()).forget();
        OwnAddress.take(replies.kernel(), socket, to);
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

    private void tell(
            Notification call, NativeSocket socket, InetEndpoint to, String rule, Result result) {
        if (to.port() == DNS) {
            settings.lookups().asks(to);
        }
        if (result.ok()) {
            reports.directUdp(call, socket, to, rule);
        } else if (to.port() == DNS
                && isNoWay(result.errno())
                && settings.routing().engine().policy().hasServer()) {
            settings.lookups().says();
            reports.unreachableNameServer(call, to, rule, result.errno());
        }
    }

    private static boolean isNoWay(int errno) {
        return errno == Errno.ENETUNREACH || errno == Errno.EHOSTUNREACH;
    }

    /// sendto(fd, buffer, length, flags, address, addrlen).
    void sendTo(Notification call, NativeSocket socket) {
        MessageReader message = MessageReader.ofSendto(memoryOf(call), call);
        sendIfAllowed(call, socket, message).ifPresent(result -> replies.pass(call, result));
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
        sendIfAllowed(call, socket, message)
                .ifPresent(
                        result -> {
                            if (many && result.ok()) {
                                replies.sentOne(call, result.intValue());
                            } else {
                                replies.pass(call, result);
                            }
                        });
    }

    private MessageReader.Memory memoryOf(Notification call) {
        return (address, length) -> memory.read(call, address, length);
    }

    private Result refuse(Notification call, InetEndpoint to, DatagramRules.Way.Refused refused) {
        tellOf(call, to, refused, Errno.EPERM);
        return Result.failure(Errno.EPERM);
    }

    private void tellOf(
            Notification call, InetEndpoint to, DatagramRules.Way.Refused refused, int errno) {
        reports.denied(
                call,
                Journal.Protocol.UDP,
                to.toString(),
                refused.rule(),
                errno,
                refused.message(),
                refused.isOurs());
    }

    /// @return empty if the call is held, and will be answered later
    private Optional<Result> sendIfAllowed(
            Notification call, NativeSocket socket, MessageReader message) {
        if (message.errno() != 0) {
            return Optional.of(Result.failure(message.errno()));
        }
        if (!replies.listener().waits(call.id())) {
            return Optional.of(Result.failure(Errno.ESRCH));
        }
        byte[] address = message.address();
        Optional<InetEndpoint> to = InetEndpoint.of(address);
        if (to.isEmpty() && address.length > 0) {
            return Optional.of(
                    Result.failure(InetEndpoint.refusal(socket.kind().isIpv6(), address)));
        }
        if (message.wantsZeroCopy()) {
            // The bytes sent are a copy's, which is gone when the kernel would still need it. A
            // program that gets this answer sends again without the wish.
            return Optional.of(Result.failure(Errno.ENOBUFS));
        }
        return to.isEmpty()
                ? Optional.of(sendToPeer(call, socket, message))
                : sendTo(call, socket, message, to.get());
    }

    private Optional<Result> sendTo(
            Notification call, NativeSocket socket, MessageReader message, InetEndpoint to) {
        if (questioners != null && rules.isForRelay(to)) {
            boolean byUdp = rules.isAllowed(to);
            return Optional.of(questioners.send(call, socket, socket.kind(), to, byUdp, message));
        }
        return switch (rules.way(to)) {
            case DatagramRules.Way.Direct(String rule) ->
                    Optional.of(sendDirectly(call, socket, message, to, rule));
            case DatagramRules.Way.Through way -> sendThrough(call, socket, message, to, way);
            case DatagramRules.Way.Refused refused -> Optional.of(refuse(call, to, refused));
        };
    }

    private Optional<Result> sendThrough(
            Notification call,
            NativeSocket socket,
            MessageReader message,
            InetEndpoint to,
            DatagramRules.Way.Through way) {
        Kind kind = socket.kind();
        return to.isIpv6Sockaddr() && !kind.isIpv6()
                ? Optional.of(Result.failure(Errno.EAFNOSUPPORT))
                : proxied.send(call, socket, kind, to, way, message);
    }

    private Result sendDirectly(
            Notification call,
            NativeSocket socket,
            MessageReader message,
            InetEndpoint to,
            String rule) {
        if (rules.isNoQuestion(to, message)) {
            return refuseAsNoQuestion(call, to);
        }
        if (message.control().asksForMore()) {
            return Result.failure(Errno.EPERM);
        }
        Result result =
                socket.sendMessage(
                        message.payload(),
                        message.flags(),
                        message.address(),
                        message.control().bytes());
        tell(call, socket, to, rule, result);
        return result;
    }

    private Result refuseAsNoQuestion(Notification call, InetEndpoint to) {
        return refuse(call, to, new DatagramRules.Way.Refused("--udp=deny", NO_QUESTION, false));
    }

    /// Sends a message that names no address, on a socket that is connected to an allowed one.
    private Result sendToPeer(Notification call, NativeSocket socket, MessageReader message) {
        tellOfNobody(call, socket);
        Optional<InetEndpoint> peer = InetEndpoint.of(socket.peerName());
        if (peer.isPresent() && rules.isNoQuestion(peer.get(), message)) {
            return refuseAsNoQuestion(call, peer.get());
        }
        if (message.control().asksForMore()) {
            return Result.failure(Errno.EPERM);
        }
        // Control data may name a network device, by which even what is led here would leave.
        byte[] control =
                isLed(socket)
                        ? ControlData.ofSegments(message.control().segment())
                        : message.control().bytes();
        return socket.sendMessage(message.payload(), message.flags(), new byte[0], control);
    }

    /// Whether a socket is led to an address of this machine instead of its destination.
    boolean isLed(NativeSocket socket) {
        return InetEndpoint.of(socket.peerName()).filter(this::isLedTo).isPresent()
                || isProxied(socket);
    }

    /// Whether sockets are led to an address.
    private boolean isLedTo(InetEndpoint peer) {
        return Nowhere.isAt(peer) || (questioners != null && questioners.areLedTo(peer));
    }

    /// A socket without a peer sends, which leads nowhere.
    private void tellOfNobody(Notification call, NativeSocket socket) {
        Optional<InetEndpoint> to = reports.whereItWasToLead(socket);
        if (to.isPresent() && rules.way(to.get()) instanceof DatagramRules.Way.Refused refused) {
            tellOf(call, to.get(), refused, 0);
        }
    }
}
