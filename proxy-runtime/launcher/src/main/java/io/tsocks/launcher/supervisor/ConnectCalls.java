package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.Abi;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Result;
import io.tsocks.linux.Syscall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers connect(2) on TCP sockets.
///
/// A connect that the kernel would refuse without sending anything is refused here with the
/// kernel's error, and never tried, because another thread could change the socket meanwhile. The
/// policy decides about all others.
///
/// @param relay answers questions to name servers over TCP; null if it answers none
record ConnectCalls(
        Settings settings,
        SocketTable sockets,
        Attempts attempts,
        Replies replies,
        Reports reports,
        WaitingCalls waiting,
        Connector connector,
        Closer closer,
        Destinations destinations,
        Lookups lookups,
        ServerConnects servers,
        @Nullable DnsRelay relay) {

    /// Answers the call now or when its connect ends.
    ///
    /// @param socket a duplicate of the program's; closed here, or by [Attempts]
    void answer(Notification call, NativeSocket socket, long cookie, Kind kind, byte[] sockaddr) {
        PendingConnect pending = attempts.underWay(cookie);
        SocketTable.Settled settled = sockets.settled(cookie);
        if (InetEndpoint.isUnspecified(sockaddr)) {
            if (pending != null) {
                attempts.abandon(pending);
            }
            sockets.forget(cookie);
            disconnect(call, socket);
        } else if (pending != null) {
            join(call, socket, pending);
        } else if (settled != null) {
            again(call, socket, cookie, kind, sockaddr, settled);
        } else {
            unknown(call, socket, cookie, kind, sockaddr);
        }
    }

    private void disconnect(Notification call, NativeSocket socket) {
        Result result = socket.disconnect();
        closer.closeTcp(socket);
        replies.pass(call, result);
    }

    /// Another call on a socket that is being connected. A non-blocking caller that knows by poll
    /// that TCP is established, or was and has failed, asks for the outcome, and waits for it.
    private void join(Notification call, NativeSocket socket, PendingConnect pending) {
        boolean nonBlocking = socket.isNonBlocking();
        HeldCall joining = HeldCall.joining(call).atMost(socket.sendTimeout());
        socket.close();
        boolean gate =
                settings.nonBlocking() != Settings.NonBlocking.HOLD && pending.detour() == null;
        if (nonBlocking && !(gate && (pending.isShakingHands() || pending.isLookingUp()))) {
            replies.connect(call, Errno.EALREADY);
        } else {
            pending.held().add(joining);
        }
    }

    /// A call after the outcome. A success or failure is reported once, and then the socket is
    /// free.
    private void again(
            Notification call,
            NativeSocket socket,
            long cookie,
            Kind kind,
            byte[] sockaddr,
            SocketTable.Settled settled) {
        switch (settled) {
            case SocketTable.Settled.Connected(_, boolean reported) when reported ->
                    replies.connect(call, Errno.EISCONN);
            case SocketTable.Settled.Connected(InetEndpoint destination, _) -> {
                if (replies.connect(call, 0)) {
                    sockets.settle(cookie, new SocketTable.Settled.Connected(destination, true));
                }
            }
            case SocketTable.Settled.Failed(int errno) -> {
                socket.takeError();
                if (replies.connect(call, errno)) {
                    sockets.forget(cookie);
                }
            }
            case SocketTable.Settled.Interrupted _ -> {
                unknown(call, socket, cookie, kind, sockaddr);
                return;
            }
        }
        closer.closeTcp(socket);
    }

    /// A call on an unknown socket. It may come connected from accept(2), may listen, or may have
    /// been connected directly or long ago. Such a socket must not be touched: a handshake on it
    /// would not be with the SOCKS server.
    private void unknown(
            Notification call, NativeSocket socket, long cookie, Kind kind, byte[] sockaddr) {
        switch (socket.progress()) {
            case NONE -> first(call, socket, cookie, kind, sockaddr);
            case CONNECTING -> {
                closer.closeTcp(socket);
                replies.connect(call, Errno.EALREADY);
            }
            case ESTABLISHED, BEYOND -> {
                Result result = socket.connectNowhere();
                closer.closeTcp(socket);
                replies.pass(call, result);
            }
        }
    }

    private void first(
            Notification call, NativeSocket socket, long cookie, Kind kind, byte[] sockaddr) {
        Optional<InetEndpoint> destination =
                InetEndpoint.of(sockaddr).filter(to -> to.isIpv6Sockaddr() == kind.isIpv6());
        if (destination.isEmpty() || Reachable.isImpossible(socket, kind, destination.get())) {
            socket.close();
            replies.connect(
                    call,
                    destination.isEmpty()
                            ? InetEndpoint.refusal(kind.isIpv6(), sockaddr)
                            : Errno.ENETUNREACH);
            return;
        }
        InetEndpoint to = destination.get();
        if (to.port() == DatagramCalls.DNS && relay != null && settings.dns().asksPolicy()) {
            ask(call, socket, cookie, kind, to, relay);
            return;
        }
        settings.lookups().connects();
        decide(call, socket, cookie, kind, to);
    }

    private void decide(
            Notification call, NativeSocket socket, long cookie, Kind kind, InetEndpoint to) {
        switch (destinations.course(to)) {
            case Destinations.Course.Decided(Destination whither, Routing.Plan plan) -> {
                Set<ProxyServer> due = settings.routing().dueFor(plan);
                if (due.isEmpty()) {
                    sockets.forget(cookie);
                    go(call, socket, cookie, kind, whither, plan);
                } else {
                    lookups.resolve(patient(call, socket, cookie, to), due, settings.routing());
                    socket.close();
                }
            }
            case Destinations.Course.Unresolved(String name) -> {
                lookups.resolve(patient(call, socket, cookie, to), name);
                socket.close();
            }
        }
    }

    /// A caller that waits for a lookup.
    private Lookups.Caller patient(
            Notification call, NativeSocket socket, long cookie, InetEndpoint to) {
        boolean isToReturn = !isQuestion(call) && !socket.isNonBlocking();
        return isToReturn
                ? Lookups.Caller.connecting(call, socket.sendTimeout(), () -> leave(cookie, to))
                : Lookups.Caller.asking(call);
    }

    /// A caller has left before anything was under way. Another call may have begun it since.
    private void leave(long cookie, InetEndpoint to) {
        if (sockets.pending(cookie) == null && sockets.settled(cookie) == null) {
            sockets.settle(cookie, new SocketTable.Settled.Interrupted(to));
        }
    }

    /// Goes on with a connect whose caller has left, for a call that asks for its outcome.
    ///
    /// @param socket a duplicate of the program's; closed here, or by [Attempts]
    void goOn(Notification call, NativeSocket socket, long cookie, InetEndpoint to) {
        decide(call, socket, cookie, socket.kind(), to);
    }

    /// Whether a call asks for an outcome; otherwise it connects.
    private static boolean isQuestion(Notification call) {
        return call.number() == Syscall.GETSOCKOPT.number(Abi.current());
    }

    /// A question to a name server over TCP, which the relay answers.
    private void ask(
            Notification call,
            NativeSocket socket,
            long cookie,
            Kind kind,
            InetEndpoint nameServer,
            DnsRelay to) {
        Routing.Plan.Direct plan =
                new Routing.Plan.Direct(new Action.Direct(), "questions to name servers");
        ConnectCaller caller = ConnectCaller.waiting(call.tid());
        Optional<InetEndpoint> first =
                to.streams(socket, kind).filter(it -> Reachable.is(socket, kind, it));
        if (first.isEmpty()) {
            socket.close();
            replies.connect(call, Errno.ENETUNREACH);
            return;
        }
        begin(
                call,
                PendingConnect.direct(
                                cookie,
                                socket,
                                caller,
                                Destination.of(nameServer),
                                List.of(first.get()),
                                plan,
                                Carriage.byItself(),
                                settings)
                        .toRelay(made -> to.askers().expectStream(made, nameServer, call.tid())));
    }

    private void go(
            Notification call,
            NativeSocket socket,
            long cookie,
            Kind kind,
            Destination to,
            Routing.Plan plan) {
        switch (plan) {
            case Routing.Plan.Direct direct
                    when to.port() == DatagramCalls.DNS && settings.dns() == Settings.Dns.DENY ->
                    refuse(
                            call,
                            socket,
                            to,
                            direct,
                            Errno.ECONNREFUSED,
                            "questions to name servers are refused (--dns=deny)");
            case Routing.Plan.Direct direct -> direct(call, socket, cookie, kind, to, direct);
            case Routing.Plan.Refused refused ->
                    refuse(call, socket, to, refused, Errno.ECONNREFUSED, refused.message());
            case Routing.Plan.Via via -> via(call, socket, cookie, kind, to, via);
        }
    }

    /// On the program's behalf and never by letting the call through: the program could change the
    /// address after the decision.
    private void direct(
            Notification call,
            NativeSocket socket,
            long cookie,
            Kind kind,
            Destination to,
            Routing.Plan.Direct plan) {
        ServerConnects.Asker asker = asker(call, socket, cookie, kind);
        DirectConnects connects = new DirectConnects(settings, servers.carriages().detours());
        List<InetEndpoint> own = connects.byItself(asker, to);
        if (!asker.waits() && !own.isEmpty()) {
            // The program may have made the socket blocking since, and the loop must not wait.
            byte[] first = own.getFirst().sockaddr();
            connector.asProgram(socket, first, result -> began(call, to, plan, result));
            return;
        }
        begin(call, socket, to, plan, connects.prepare(asker, to, own, plan));
    }

    private static ServerConnects.Asker asker(
            Notification call, NativeSocket socket, long cookie, Kind kind) {
        boolean waits = isQuestion(call) || !socket.isNonBlocking();
        return new ServerConnects.Asker(call.tid(), socket, cookie, kind, waits);
    }

    private void began(Notification call, Destination to, Routing.Plan.Direct plan, Result result) {
        boolean started = result.ok() || result.errno() == Errno.EINPROGRESS;
        reports.directTcp(call, to, plan, started ? 0 : result.errno());
        replies.pass(call, result);
    }

    private void via(
            Notification call,
            NativeSocket socket,
            long cookie,
            Kind kind,
            Destination to,
            Routing.Plan.Via plan) {
        if (to.port() == 0) {
            refuse(call, socket, to, plan, Errno.ECONNREFUSED, "there is no port 0");
            return;
        }
        ServerConnects.Asker asker = asker(call, socket, cookie, kind);
        begin(call, socket, to, plan, servers.prepare(asker, to, plan));
    }

    private void begin(
            Notification call,
            NativeSocket socket,
            Destination to,
            Routing.Plan plan,
            ServerConnects.Prepared prepared) {
        switch (prepared) {
            case ServerConnects.Prepared.Ready(PendingConnect connect) -> begin(call, connect);
            case ServerConnects.Prepared.Refused(int errno, String why) ->
                    refuse(call, socket, to, plan, errno, why);
            case ServerConnects.Prepared.OutOfDescriptors _ -> {
                long most = socket.isNonBlocking() ? 0 : socket.sendTimeout();
                socket.close();
                waiting.add(call, most);
            }
        }
    }

    private void begin(Notification call, PendingConnect connect) {
        NativeSocket socket = connect.socket();
        if (waiting.isReserved(connect.line().fd())) {
            long most = socket.isNonBlocking() ? 0 : socket.sendTimeout();
            socket.close();
            connect.giveUp();
            if (isQuestion(call)) {
                leave(connect.cookie(), connect.destination().asked());
            }
            waiting.add(call, most);
            return;
        }
        if (connect.caller().gated()) {
            attempts.begin(connect, () -> tellBegun(call, connect));
        } else {
            connect.held().add(isQuestion(call) ? HeldCall.error(call) : HeldCall.first(call));
            attempts.begin(connect, () -> {});
        }
    }

    /// Answers EINPROGRESS once TCP is on its way, or the error if that failed at once.
    private void tellBegun(Notification call, PendingConnect connect) {
        if (sockets.settled(connect.cookie()) instanceof SocketTable.Settled.Failed(int errno)) {
            sockets.forget(connect.cookie());
            replies.connect(call, errno);
        } else {
            replies.connect(call, Errno.EINPROGRESS);
        }
    }

    private void refuse(
            Notification call,
            NativeSocket socket,
            Destination to,
            Routing.Plan plan,
            int errno,
            String message) {
        socket.close();
        boolean isOurs = !(plan instanceof Routing.Plan.Refused refused) || refused.isOurs();
        reports.denied(
                call, Journal.Protocol.TCP, to.toString(), plan.rule(), errno, message, isOurs);
        if (isQuestion(call)) {
            replies.error(call, errno, () -> {});
        } else {
            replies.connect(call, errno);
        }
    }
}
