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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers recvfrom(2), recvmsg(2) and recvmmsg(2) on sockets whose questions to name servers the
/// [DnsRelay] answers, and on those whose datagrams go through servers: receives the datagram on
/// the program's socket, and passes it on with the address of the name server, or of the true
/// sender. All other sockets receive as usual.
final class ReceiveCalls {

    private final List<Disguises> disguises;
    private final Pidfds pidfds;
    private final ForeignMemory memory;
    private final Replies replies;
    private final Closer closer;
    private final Consumer<Notification> again;
    private final ReceiveWaits waits;
    private ReceiveWaits.@Nullable Wait resumed;

    /// @param disguises what is known of such sockets; a socket may be in several
    /// @param poller the loop's
    /// @param again answers a call anew
    ReceiveCalls(
            List<Disguises> disguises,
            Pidfds pidfds,
            ForeignMemory memory,
            Replies replies,
            Closer closer,
            Poller poller,
            Consumer<Notification> again) {
        this.disguises = List.copyOf(disguises);
        this.pidfds = pidfds;
        this.memory = memory;
        this.replies = replies;
        this.closer = closer;
        this.again = again;
        this.waits = new ReceiveWaits(replies.listener(), poller);
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
        for (Disguises one : disguises) {
            if (one.mayHave((int) call.a())) {
                answerIfKnown(call);
                return;
            }
        }
        replies.listener().letThrough(call.id());
    }

    private void answerIfKnown(Notification call) {
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
        if (disguises.stream().anyMatch(one -> one.has(cookie))) {
            receive(call, socket, receive);
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
    private void receive(Notification call, NativeSocket socket, ReceiveCall receive) {
        if (!replies.listener().waits(call.id())) {
            socket.close();
            return;
        }
        Datagram datagram = socket.receiveFrom(receive.limit(), receive.flags());
        boolean isToWait =
                datagram.errno() == Errno.EAGAIN
                        && !receive.isNonBlocking()
                        && !socket.isNonBlocking();
        if (isToWait && socket.isShut()) {
            socket.close();
            replies.listener().letThrough(call.id());
            return;
        }
        if (isToWait) {
            waits.add(call, socket, resumed);
            return;
        }
        long cookie = socket.cookie().value();
        socket.close();
        if (datagram.errno() != 0) {
            replies.pass(call, Result.failure(datagram.errno()));
            return;
        }
        byte[] sender = datagram.sender();
        for (Disguises one : disguises) {
            sender = one.sender(cookie, sender, datagram.payload());
        }
        replies.received(
                call, receive.patches(datagram, sender), Result.of(receive.result(datagram)));
    }

    /// Answers the calls for which something may have come; to be called by the supervisor's thread
    /// whenever it has been woken.
    void drain() {
        waits.drain(
                call -> {
                    resumed = call;
                    again.accept(call.call());
                    resumed = null;
                });
    }

    void close() {
        waits.close();
    }
}
