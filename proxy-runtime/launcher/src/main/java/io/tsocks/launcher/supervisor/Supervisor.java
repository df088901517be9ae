package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.relay.Relay;
import io.tsocks.linux.Abi;
import io.tsocks.linux.Capabilities;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Pidfds;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import io.tsocks.linux.RunSecret;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Syscall;
import io.tsocks.linux.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The loop that answers the trapped calls of one process tree, until its last process has ended.
///
/// One thread does everything and waits only for its poller: a slow SOCKS server is a socket that
/// is not ready yet, and delays only its own caller.
///
/// ## Fail closed
/// A call that cannot be read, understood or decided is answered with an error. If this loop dies,
/// the listener closes, and every trapped call fails with ENOSYS.
public final class Supervisor {

    /// The token under which the poller reports the listener.
    private static final long LISTENER = 0;

    private static final int MOST_BYTES_OF_ADDRESS = 128;

    private static final String OTHER_PROTOCOL = "its protocol is neither TCP nor UDP";

    private final Abi abi = Abi.current();
    private final SeccompListener listener;
    private final Poller poller;
    private final Settings settings;
    private final Kernel kernel;
    private final Pidfds pidfds;
    private final SocketTable sockets = new SocketTable();
    private final ForeignMemory memory;
    private final Replies replies;
    private final Refusals refusals;
    private final Connector connector;
    private final Workers workers;
    private final Closer closer;
    private final Sandboxes sandboxes;
    private final Detours detours;
    private final Attempts attempts;
    private final ConnectCalls connects;
    private final OutcomeCalls outcomes;
    private final DatagramCalls datagrams;
    private final ProxiedDatagrams proxied;
    private final DeviceChoices devices;
    private final UnixCalls unix;
    private final HomeNetwork home;
    private final WaitingCalls waiting;
    private final QueuedJournal fromElsewhere;
    private final NameService names;
    private final ReceiveCalls receives;
    private final Lookups lookups;
    private boolean hasEnded;
    private volatile boolean over;

    private Supervisor(
            SeccompListener listener,
            Settings settings,
            Poller poller,
            HomeNetwork home,
            QueuedJournal fromElsewhere,
            NameService names) {
        Destinations destinations = names.destinations();
        this.listener = listener;
        this.names = names;
        this.kernel = listener.kernel();
        this.pidfds = new Pidfds(kernel);
        this.settings = settings;
        this.poller = poller;
        this.home = home;
        this.memory = new ForeignMemory(kernel, poller);
        this.replies = new Replies(listener, memory);
        Journal journal = settings.journal();
        Reports reports = new Reports(kernel, journal);
        this.refusals = new Refusals(listener, reports);
        HastyPrograms hasty = new HastyPrograms();
        this.connector = new Connector(kernel, poller);
        this.workers = new Workers(poller);
        this.closer = new Closer(poller);
        this.sandboxes = new Sandboxes(poller);
        this.detours = new Detours(kernel);
        this.attempts =
                new Attempts(
                        poller,
                        sockets,
                        replies,
                        journal,
                        fromElsewhere,
                        destinations,
                        hasty,
                        connector,
                        workers,
                        closer,
                        new SecondLookups(memory, settings.routing()));
        this.waiting =
                new WaitingCalls(listener, settings.deadlines().connect(), refusals::waitedInVain);
        this.lookups =
                new Lookups(
                        listener, memory, destinations, this::answer, NamesOfThisMachine::resolve);
        this.connects =
                new ConnectCalls(
                        settings,
                        sockets,
                        attempts,
                        replies,
                        reports,
                        waiting,
                        connector,
                        closer,
                        destinations,
                        lookups,
                        new ServerConnects(settings, new Carriages(detours), hasty, kernel),
                        names.relay());
        this.fromElsewhere = fromElsewhere;
        Questioners questioners = Questioners.of(names.relay());
        AssociationRequests associations = new AssociationRequests(settings);
        this.proxied =
                new ProxiedDatagrams(
                        replies,
                        pidfds,
                        reports,
                        destinations,
                        associations,
                        closer,
                        poller,
                        fromElsewhere,
                        this::answer);
        DatagramRules rules = new DatagramRules(settings, destinations, associations);
        this.datagrams =
                new DatagramCalls(settings, memory, replies, reports, rules, questioners, proxied);
        this.devices = new DeviceChoices(memory, replies, attempts, datagrams);
        this.outcomes =
                new OutcomeCalls(pidfds, sockets, replies, connects, waiting, closer, datagrams);
        List<Disguises> disguises =
                questioners == null ? List.of(proxied) : List.of(questioners, proxied);
        this.receives =
                new ReceiveCalls(disguises, pidfds, memory, replies, closer, poller, this::answer);
        this.unix = new UnixCalls(settings, replies, reports);
    }

    /// A supervisor for the tree behind a listener.
    ///
    /// @throws IOException if descriptors have run out
    public static Supervisor of(SeccompListener listener, Settings settings) throws IOException {
        Poller poller = Poller.open(listener.kernel());
        poller.watch(listener.fd(), Poller.READABLE, LISTENER);
        QueuedJournal queue = new QueuedJournal(settings.journal(), poller);
        NameService names = NameService.open(settings, queue);
        HomeNetwork home = HomeNetwork.ofThisProcess(listener.kernel());
        return new Supervisor(listener, settings, poller, home, queue, names);
    }

    /// Answers until the last process of the tree has ended, and its last datagrams have left; then
    /// closes the listener.
    public void run() {
        try {
            Capabilities.keepForAnswering(kernel);
            while (!over) {
                poller.poll(patience(), this::ready);
                connector.drain();
                workers.drain();
                sandboxes.drain();
                memory.drain();
                closer.drain();
                receives.drain();
                proxied.drain();
                attempts.housekeeping();
                lookups.look();
                waiting.retry(this::answer);
                fromElsewhere.drain();
                over |= hasEnded && !proxied.isBusy();
            }
        } catch (KernelException e) {
            throw new IllegalStateException("privileges cannot be given up", e);
        } finally {
            settings.groups().stopChecks();
            listener.close();
            attempts.close();
            detours.relay().programsHaveEnded();
            connector.close();
            receives.close();
            proxied.close();
            poller.close();
            pidfds.close();
            names.close();
            fromElsewhere.drain();
        }
    }

    /// What is still at work after [#run] if bytes that programs have sent are under way here.
    public Relay relay() {
        return detours.relay();
    }

    private int patience() {
        return lookups.patience(proxied.patience(waiting.patience(attempts.patience())));
    }

    /// Makes [#run] end before its time; from any thread. What still runs then gets ENOSYS for
    /// every trapped call.
    public void stop() {
        over = true;
        poller.wakeUp();
    }

    private void ready(long token, int events) {
        if (token != LISTENER) {
            attempts.ready(token);
        } else if ((events & Poller.READABLE) != 0) {
            listener.receive().ifPresent(this::answer);
        } else {
            hasEnded = true;
            poller.forget(listener.fd());
            proxied.programsHaveEnded();
        }
    }

    /// Answers a call. A fault in here fails only this call.
    private void answer(Notification call) {
        try {
            decide(call);
        } catch (ForeignMemory.Absent absent) {
            memory.fetch(call, absent, () -> answer(call));
            return;
        } catch (RuntimeException | OutOfMemoryError e) {
            refusals.refuse(call, Errno.ENOBUFS, "this is a bug, please report it: " + e);
        }
        memory.forget(call);
    }

    private void decide(Notification call) {
        if (!abi.isOwn(call.arch(), call.number())) {
            refusals.foreign(call);
        } else if (is(call, Syscall.GETSOCKOPT) || is(call, Syscall.GETPEERNAME)) {
            outcomes.answer(call, is(call, Syscall.GETPEERNAME));
        } else if (is(call, Syscall.CONNECT) && RunSecret.mayBeAsked(call.a(), call.c())) {
            confirm(call);
        } else if (is(call, Syscall.LANDLOCK_RESTRICT_SELF)) {
            answerRestriction(call);
        } else if (is(call, Syscall.CONNECT)) {
            answerConnect(call);
        } else if (ReceiveCalls.isOne(call)) {
            receives.answer(call);
        } else {
            answerOfSocket(call);
        }
    }

    private boolean is(Notification call, Syscall syscall) {
        return call.number() == syscall.number(abi);
    }

    /// Answers a tsocks below this one that asks whether it is supervised.
    private void confirm(Notification call) {
        Target.Copied question = address(call, call.b(), RunSecret.SIZE);
        if (question.ok() && listener.secret().isAskedBy(question.bytes())) {
            listener.succeed(call.id(), listener.secret().answer());
        } else {
            listener.fail(call.id(), Errno.EBADF);
        }
    }

    /// Answers a call that installs a Landlock ruleset. The ruleset is recorded before the kernel
    /// installs it, so that tsocks obeys it, too.
    private void answerRestriction(Notification call) {
        borrow(call)
                .ifPresent(
                        ruleset ->
                                sandboxes.restrict(
                                        call.tid(), ruleset, () -> listener.letThrough(call.id())));
    }

    private void answerConnect(Notification call) {
        Target.Copied sockaddr = address(call, call.b(), (int) call.c());
        Optional<NativeSocket> borrowed = borrow(call);
        if (borrowed.isEmpty()) {
            return;
        }
        NativeSocket socket = borrowed.get();
        Result cookie = socket.cookie();
        if (!sockaddr.ok() || !cookie.ok() || !listener.waits(call.id())) {
            closer.close(socket);
            listener.fail(call.id(), sockaddr.ok() ? cookie.errno() : sockaddr.errno());
            return;
        }
        Kind kind = socket.kind();
        boolean isInet = kind.isTcp() || kind.isUdp() || kind == Kind.FOREIGN_INET;
        if (isInet
                && !home.isHomeOf(socket, call.tid())
                && !isOwnLoopback(kind, sockaddr.bytes())) {
            closer.close(socket);
            refuseAsElsewhere(call);
        } else if (kind.isTcp() && !sandboxes.leave(call.tid(), sockaddr.bytes())) {
            closer.closeTcp(socket);
            listener.fail(call.id(), Errno.EACCES);
        } else if (kind.isTcp()) {
            connects.answer(call, socket, cookie.value(), kind, sockaddr.bytes());
        } else {
            answerOther(call, socket, kind, sockaddr.bytes());
            closer.close(socket, kind);
        }
    }

    /// Whether the call stays within the program's own network namespace: it goes to a loopback
    /// address, and the policy says direct. In another namespace, the policy's SOCKS servers are
    /// other hosts, or do not exist.
    private boolean isOwnLoopback(Kind kind, byte[] sockaddr) {
        return kind.isTcp()
                && InetEndpoint.of(sockaddr)
                        .filter(settings.routing()::isDirectLoopback)
                        .isPresent();
    }

    /// Calls of other families run as the program made them: who connects by AF_UNIX is told to the
    /// other side and judged by it, and must be the program. But none of them takes an address of
    /// the internet, and a second thread that puts another socket under the descriptor would have
    /// that one connected by it.
    private void answerOther(Notification call, NativeSocket socket, Kind kind, byte[] sockaddr) {
        boolean isInet = kind.isUdp() || kind == Kind.FOREIGN_INET;
        if (!isInet && InetEndpoint.isOfInternet(sockaddr)) {
            listener.fail(call.id(), Errno.EINVAL);
            return;
        }
        switch (kind) {
            case UDP4, UDP6 -> datagrams.connect(call, socket, kind, sockaddr);
            case UNIX -> unix.connect(call, sockaddr);
            case OTHER -> listener.letThrough(call.id());
            case FOREIGN_INET, TCP4, TCP6 ->
                    refusals.refuse(call, Errno.EPROTONOSUPPORT, OTHER_PROTOCOL);
        }
    }

    /// Sends of UDP sockets, and the choice of a network device to send by.
    private void answerOfSocket(Notification call) {
        Optional<NativeSocket> borrowed = borrow(call);
        if (borrowed.isEmpty()) {
            return;
        }
        NativeSocket socket = borrowed.get();
        Kind kind = socket.kind();
        try {
            if (is(call, Syscall.SETSOCKOPT)) {
                devices.answer(call, socket);
            } else if (!kind.isUdp()) {
                listener.letThrough(call.id());
            } else if (!home.isHomeOf(socket, call.tid())) {
                refuseAsElsewhere(call);
            } else if (is(call, Syscall.SENDTO)) {
                datagrams.sendTo(call, socket);
            } else {
                datagrams.sendMessage(call, socket, is(call, Syscall.SENDMMSG));
            }
        } finally {
            closer.close(socket, kind);
        }
    }

    private void refuseAsElsewhere(Notification call) {
        refusals.refuse(
                call, Errno.ENETUNREACH, "it is in a different network namespace from tsocks");
    }

    /// Takes a duplicate of the descriptor that the call is about; if that is impossible, the call
    /// is answered.
    private Optional<NativeSocket> borrow(Notification call) {
        Result descriptor = pidfds.duplicate(call.tid(), (int) call.a());
        if (descriptor.ok()) {
            return Optional.of(new NativeSocket(kernel, descriptor.intValue()));
        }
        switch (descriptor.errno()) {
            case Errno.EBADF -> listener.fail(call.id(), Errno.EBADF);
            case Errno.EPERM, Errno.EACCES, Errno.ENOSYS ->
                    refusals.refuse(
                            call,
                            Errno.EACCES,
                            "it may not be inspected (set-uid, non-dumpable, or forbidden by Yama"
                                    + " or the container); tsocks --doctor says more");
            case Errno.EMFILE, Errno.ENFILE -> waiting.add(call, 0);
            default -> listener.fail(call.id(), descriptor.errno());
        }
        return Optional.empty();
    }

    private Target.Copied address(Notification call, long pointer, int length) {
        if (length < 0 || length > MOST_BYTES_OF_ADDRESS) {
            return Target.Copied.failure(Errno.EINVAL);
        }
        return length == 0 ? Target.Copied.nothing() : memory.read(call, pointer, length);
    }
}
