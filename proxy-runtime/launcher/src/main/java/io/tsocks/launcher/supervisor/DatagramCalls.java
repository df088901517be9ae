package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.InetEndpoint;
import io.tsocks.launcher.linux.MessageReader;
import io.tsocks.launcher.linux.NativeSocket;
import io.tsocks.launcher.linux.NativeSocket.Kind;
import io.tsocks.launcher.linux.Notification;
import io.tsocks.launcher.linux.Result;
import io.tsocks.launcher.linux.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Answers what UDP sockets do with addresses: connect(2), sendto(2), sendmsg(2), sendmmsg(2).
///
/// A send to an address is made here, on the program's socket and with a copy of what it passed, so
/// that nothing can change between the decision and the deed.
final class DatagramCalls {

    private static final int DNS = 53;

    /// The port of the discard protocol, where nobody listens nowadays.
    private static final int DISCARD = 9;

    /// Services that ask name servers for others, where the question would not be seen.
    private static final List<String> NAME_SERVICES =
            List.of(
                    "/var/run/nscd/",
                    "/run/nscd/",
                    "/run/systemd/resolve/",
                    "/var/run/avahi-daemon/",
                    "/run/avahi-daemon/");

    private final Settings settings;
    private final Replies replies;
    private final Reports reports;

    DatagramCalls(Settings settings, Replies replies, Reports reports) {
        this.settings = settings;
        this.replies = replies;
        this.reports = reports;
    }

    /// Connecting sends nothing, but what is sent afterwards is not asked about.
    ///
    /// A refused socket is connected to a closed port of this machine instead: programs also
    /// connect
    /// UDP sockets to learn their own address (glibc sorts by it what a name resolves to), and
    /// whoever really sends gets ECONNREFUSED at once. Where there is no way to the destination,
    /// the kernel's answer stands.
    void connect(Notification call, NativeSocket socket, Kind kind, byte[] sockaddr) {
        Result result = socket.connect(sockaddr);
        Optional<InetEndpoint> to = InetEndpoint.of(sockaddr);
        if (result.ok() && to.isPresent()) {
            Optional<InetEndpoint> instead = instead(socket, kind, to.get());
            if (instead.isPresent()) {
                socket.disconnect();
                result = socket.connect(instead.get().sockaddr());
            }
        }
        replies.pass(call, result);
    }

    /// Where a socket has to be connected instead; empty where it may be connected as it asks.
    private Optional<InetEndpoint> instead(NativeSocket socket, Kind kind, InetEndpoint to) {
        boolean mapped = !socket.isIpv6Only();
        InetAddress here =
                kind.isIpv6() && !mapped
                        ? InetAddress.ofLiteral("::1")
                        : InetAddress.ofLiteral("127.0.0.1");
        return isAllowed(to)
                ? Optional.empty()
                : InetEndpoint.forSocket(kind.isIpv6(), new InetSocketAddress(here, DISCARD));
    }

    private boolean isAllowed(InetEndpoint to) {
        return to.port() == DNS
                || settings.udp() == Settings.Udp.DIRECT
                || settings.routing().plan(to) instanceof Routing.Plan.Direct;
    }

    /// AF_UNIX stays on the machine, but name services there send questions of their own.
    void unixConnect(Notification call, byte[] sockaddr) {
        String path = InetEndpoint.unixPath(sockaddr);
        if (settings.dns() == Settings.Dns.TCP
                && NAME_SERVICES.stream().anyMatch(path::startsWith)) {
            replies.connect(call, Errno.ECONNREFUSED);
        } else {
            replies.listener().letThrough(call.id());
        }
    }

    /// sendto(fd, buffer, length, flags, address, addrlen).
    void sendTo(Notification call, NativeSocket socket) {
        MessageReader message = MessageReader.ofSendto(new Target(call.tid()), call);
        replies.pass(call, sendIfAllowed(call, socket, message));
    }

    /// sendmsg(fd, message, flags), and the first of sendmmsg(fd, messages, count, flags): the
    /// program goes on with the others.
    void sendMessage(Notification call, NativeSocket socket, boolean many) {
        Target target = new Target(call.tid());
        MessageReader message = MessageReader.ofSendmsg(target, call, many);
        if (message.errno() == 0 && message.address().length == 0) {
            replies.listener().letThrough(call.id());
            return;
        }
        Result result = sendIfAllowed(call, socket, message);
        if (!many) {
            replies.pass(call, result);
            return;
        }
        boolean told = result.ok() && message.storeLength(target, call, result.intValue());
        replies.pass(call, told ? new Result(1, 0) : failure(result));
    }

    private static Result failure(Result result) {
        return result.ok() ? new Result(-1, Errno.EFAULT) : result;
    }

    private Result sendIfAllowed(Notification call, NativeSocket socket, MessageReader message) {
        if (message.errno() != 0 || !replies.listener().waits(call.id())) {
            return new Result(-1, message.errno());
        }
        Optional<InetEndpoint> to = InetEndpoint.of(message.address());
        if (to.isPresent() && !isAllowed(to.get())) {
            reports.denied(
                    call,
                    "udp",
                    to.get().toString(),
                    "--udp=deny",
                    Errno.EPERM,
                    "datagrams for what is not local are refused",
                    false);
            return new Result(-1, Errno.EPERM);
        }
        return socket.sendMessage(
                message.payload(), message.flags(), message.address(), message.control());
    }
}
