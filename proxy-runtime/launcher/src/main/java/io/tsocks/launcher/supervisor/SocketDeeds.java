package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.attempt.Attempt;
import io.tsocks.launcher.attempt.AttemptAction;
import io.tsocks.launcher.attempt.AttemptEvent;
import io.tsocks.launcher.attempt.Ending;
import io.tsocks.launcher.relay.Envelope;
import io.tsocks.linux.Errno;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Received;
import io.tsocks.linux.Result;
import io.tsocks.linux.StreamAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries out the actions of an [Attempt] on a socket, and reports their outcomes to it. A program
/// that has the socket, too, can write to it and read from it at any time.
final class SocketDeeds {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final NativeSocket socket;
    private final boolean isOwn;
    private final Function<ByteBuffer, Result> sending;
    private final long since;
    private final Destination destination;
    private final StreamAddress first;
    private final @Nullable ServerChain way;
    private final Settings settings;

    private @Nullable ServerHandshake handshake;
    private boolean corked;

    /// @param isOwn whether no program has the socket
    /// @param sending sends bytes on the socket, and moves the position past those that it took
    /// @param since when the program asked, on the clock of `System.nanoTime()`
    /// @param first where TCP goes: the server, or the destination itself
    /// @param way to the server; null if TCP goes to the destination
    SocketDeeds(
            NativeSocket socket,
            boolean isOwn,
            Function<ByteBuffer, Result> sending,
            long since,
            Destination destination,
            StreamAddress first,
            @Nullable ServerChain way,
            Settings settings) {
        this.socket = socket;
        this.isOwn = isOwn;
        this.sending = sending;
        this.since = since;
        this.destination = destination;
        this.first = first;
        this.way = way;
        this.settings = settings;
    }

    /// Finds out whether the program has corked the socket; if so, sent bytes have to be pushed.
    void learnCork() {
        corked = socket.isCorked();
        if (corked) {
            socket.push();
        }
    }

    /// Carries out all actions of an attempt after an event, until it waits for another event.
    AttemptAction.Pause doAll(Attempt attempt, AttemptEvent event) {
        AttemptAction action = attempt.on(event);
        while (true) {
            switch (action) {
                case AttemptAction.Deed deed -> action = attempt.on(answerTo(deed));
                case AttemptAction.Pause pause -> {
                    return pause;
                }
            }
        }
    }

    private AttemptEvent answerTo(AttemptAction.Deed deed) {
        return switch (deed) {
            case AttemptAction.LookAtTcp _ -> lookAtTcp();
            case AttemptAction.PlanHandshake _ -> planHandshake();
            case AttemptAction.Send(ByteBuffer bytes) -> send(bytes);
            case AttemptAction.Peek _ -> peek();
            case AttemptAction.Receive(int limit) -> receive(limit);
            case AttemptAction.Compare(long sent, long received) -> compare(sent, received);
        };
    }

    /// The event for the result of a connect.
    static AttemptEvent.Answer answerOf(Result connect) {
        return switch (connect) {
            case Result.Success _ -> new AttemptEvent.Connected();
            case Result.Failure(int errno) when errno == Errno.EINPROGRESS ->
                    new AttemptEvent.Underway();
            case Result.Failure(int errno) -> new AttemptEvent.NotConnected(errno);
        };
    }

    private AttemptEvent lookAtTcp() {
        return switch (socket.progress()) {
            case CONNECTING -> new AttemptEvent.Underway();
            case ESTABLISHED, BEYOND -> new AttemptEvent.Connected();
            case NONE -> new AttemptEvent.NotConnected(reasonOfEnd());
        };
    }

    /// The reason why a connect has ended without a connection. Another connect would tell it, too,
    /// but would start anew, and wait, if the program has shut down the socket meanwhile.
    private int reasonOfEnd() {
        int errno = socket.takeError();
        return errno == 0 ? Errno.ECONNABORTED : errno;
    }

    private AttemptEvent planHandshake() {
        if (way == null) {
            throw new IllegalStateException("there is no server");
        }
        handshake = ServerHandshake.of(way, first, destination.target(), roundTrip(), settings);
        return new AttemptEvent.Planned(handshake.machine());
    }

    /// The time of a round trip. It is that of the connect, or, if that was long because this loop
    /// may have been busy, the kernel's measurement. To this machine itself it is negligible.
    private Duration roundTrip() {
        if (first.isOnThisMachine()) {
            return Duration.ZERO;
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        return taken.compareTo(SHORT) < 0 ? taken : socket.roundTrip();
    }

    private AttemptEvent send(ByteBuffer bytes) {
        Result result = sending.apply(bytes);
        if (corked) {
            socket.push();
        }
        return switch (result) {
            case Result.Success(long count) -> new AttemptEvent.Sent((int) count);
            case Result.Failure(int errno) when errno == Errno.EINPROGRESS ->
                    new AttemptEvent.Blocked();
            case Result.Failure(int errno) -> trouble(errno);
        };
    }

    private AttemptEvent peek() {
        Received next = socket.peek();
        if (next.errno() != 0) {
            return trouble(next.errno());
        }
        return next.bytes().length == 0
                ? new AttemptEvent.EndOfStream()
                : new AttemptEvent.Arrived(next.bytes());
    }

    private AttemptEvent receive(int limit) {
        Received received = socket.receive(limit);
        if (received.errno() != 0) {
            return trouble(received.errno());
        }
        return received.bytes().length == 0
                ? new AttemptEvent.EndOfStream()
                : new AttemptEvent.Received(received.bytes());
    }

    private static AttemptEvent trouble(int errno) {
        return errno == Errno.EAGAIN ? new AttemptEvent.Blocked() : new AttemptEvent.Broken(errno);
    }

    private AttemptEvent compare(long sent, long received) {
        if (isOwn || socket.hasCarried(sent, received)) {
            return new AttemptEvent.Carried(sent, received);
        }
        NativeSocket.Traffic traffic = socket.traffic();
        return new AttemptEvent.Carried(traffic.written(), traffic.read());
    }

    /// The server that is spoken to or was last, if others are still behind it; null otherwise.
    @Nullable ProxyServer onTheWay() {
        return handshake == null ? null : handshake.onTheWay();
    }

    /// The place on the way of that server; 0 before a handshake.
    int hop() {
        return handshake == null ? 0 : handshake.hop();
    }

    /// Whether the server itself is spoken to, or was.
    boolean hasReachedServer() {
        return handshake != null && handshake.onTheWay() == null;
    }

    /// What protects the connection from now on; null if nothing does.
    @Nullable Envelope envelope() {
        return handshake == null ? null : handshake.envelope();
    }

    /// Advice about a silent server, for the end of the message; may be empty.
    String adviceWhenLate() {
        return handshake == null ? "" : handshake.late();
    }

    /// Learns about the server from the way in which the attempt ended.
    void learnFrom(Ending ending) {
        if (handshake == null) {
            return;
        }
        switch (ending) {
            case Ending.Made _ -> handshake.succeeded();
            case Ending.Failed failed when failed.where() != null ->
                    handshake.failed(failed.where());
            case Ending.Failed _, Ending.UsedEarly _, Ending.GivenUp _ -> {}
        }
    }
}
