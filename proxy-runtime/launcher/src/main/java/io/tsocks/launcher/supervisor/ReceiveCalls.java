package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Abi;
import io.tsocks.linux.Datagram;
import io.tsocks.linux.Errno;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Pidfds;
import io.tsocks.linux.Poller;
import io.tsocks.linux.ReceiveCall;
import io.tsocks.linux.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers recvfrom(2), recvmsg(2) and recvmmsg(2) on sockets whose questions to name servers the
/// [DnsRelay] answers: receives the datagram on the program's socket, and passes it on with the
/// name server's address. All other sockets receive as usual.
final class ReceiveCalls {

    /// How often a thread that waits for an answer checks the caller.
    private static final Duration TICK = Duration.ofMillis(20);

    private final @Nullable Questioners questioners;
    private final Pidfds pidfds;
    private final ForeignMemory memory;
    private final Replies replies;
    private final Closer closer;
    private final Poller poller;
    private final Consumer<Notification> again;
    private final WaitingThreads threads = new WaitingThreads("receive");
    private final ConcurrentLinkedQueue<Notification> readable = new ConcurrentLinkedQueue<>();

    /// @param questioners null if no question is answered here
    /// @param again answers a call anew
    ReceiveCalls(
            @Nullable Questioners questioners,
            Pidfds pidfds,
            ForeignMemory memory,
            Replies replies,
            Closer closer,
            Poller poller,
            Consumer<Notification> again) {
        this.questioners = questioners;
        this.pidfds = pidfds;
        this.memory = memory;
        this.replies = replies;
        this.closer = closer;
        this.poller = poller;
        this.again = again;
    }

    /// Whether a call is one of these.
    static boolean isOne(Notification call) {
        return kind(call).isPresent();
    }

    private static Optional<ReceiveCall.Kind> kind(Notification call) {
        return Arrays.stream(ReceiveCall.Kind.values())
                .filter(kind -> kind.syscall().number(Abi.current()) == call.number())
                .findFirst();
    }

    void answer(Notification call) {
        if (questioners == null || !questioners.mayHave((int) call.a())) {
            replies.listener().letThrough(call.id());
        } else {
            answer(call, questioners);
        }
    }

    private void answer(Notification call, Questioners known) {
        ReceiveCall receive =
                ReceiveCall.of(
                        (at, length) -> memory.read(call, at, length),
                        call,
                        kind(call).orElseThrow());
        Result descriptor = pidfds.duplicate(call.tid(), (int) call.a());
        if (receive.errno() != 0 || receive.isForOthers() || !descriptor.ok()) {
            replies.listener().letThrough(call.id());
            closeIfAny(descriptor);
            return;
        }
        NativeSocket socket = new NativeSocket(replies.kernel(), descriptor.intValue());
        long cookie = socket.cookie().value();
        if (known.has(cookie)) {
            receive(call, socket, known, receive);
        } else {
            closer.close(socket);
            replies.listener().letThrough(call.id());
        }
    }

    private void closeIfAny(Result descriptor) {
        if (descriptor.ok()) {
            closer.close(new NativeSocket(replies.kernel(), descriptor.intValue()));
        }
    }

    /// @param socket a UDP socket; closed here
    private void receive(
            Notification call, NativeSocket socket, Questioners known, ReceiveCall receive) {
        if (!replies.listener().waits(call.id())) {
            socket.close();
            return;
        }
        Datagram datagram = socket.receiveFrom(receive.limit(), receive.flags());
        if (datagram.errno() == Errno.EAGAIN
                && !receive.isNonBlocking()
                && !socket.isNonBlocking()) {
            await(call, socket);
            return;
        }
        long cookie = socket.cookie().value();
        socket.close();
        if (datagram.errno() != 0) {
            replies.pass(call, Result.failure(datagram.errno()));
            return;
        }
        byte[] sender = known.sender(cookie, datagram.sender(), datagram.payload());
        replies.received(
                call, receive.patches(datagram, sender), Result.of(receive.result(datagram)));
    }

    /// Lets a thread wait for a datagram in place of the program's.
    ///
    /// @param socket closed by the thread
    private void await(Notification call, NativeSocket socket) {
        long patience = socket.receiveTimeout();
        long end = System.nanoTime() + patience;
        threads.run(
                () -> {
                    try (socket) {
                        while (!socket.awaitReadable(TICK)) {
                            if (patience > 0 && System.nanoTime() - end >= 0) {
                                replies.pass(call, Result.failure(Errno.EAGAIN));
                                return;
                            }
                            if (CallerWatch.letGo(replies.listener(), call, Errno.ERESTARTSYS)) {
                                return;
                            }
                        }
                        readable.add(call);
                    } finally {
                        poller.wakeUp();
                    }
                });
    }

    /// Answers the calls for which a datagram has come. The supervisor's thread calls this whenever
    /// it has been woken.
    void drain() {
        for (Notification call = readable.poll(); call != null; call = readable.poll()) {
            again.accept(call);
        }
        threads.drain();
    }
}
