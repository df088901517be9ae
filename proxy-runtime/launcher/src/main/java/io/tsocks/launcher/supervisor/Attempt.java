package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.InetEndpoint;
import io.tsocks.launcher.linux.NativeSocket;
import io.tsocks.launcher.linux.Poller;
import io.tsocks.launcher.linux.Result;
import io.tsocks.launcher.linux.Target;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connect under way on a program's own socket: TCP first, to the destination or to a SOCKS
/// server, then the handshake. It never waits: each step is taken when the socket is ready for it.
final class Attempt {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final String UNKNOWN = "?";
    private static final String HELD_FROM_NOW_ON =
            ", and the program's next connects wait for the outcome, as with --nonblocking=hold";

    /// How often a socket is looked at of which poll does not say that it is readable.
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

    private final long cookie;
    private final NativeSocket socket;
    private final Caller caller;
    private final InetEndpoint destination;
    private final InetEndpoint first;
    private final Routing.Plan plan;
    private final Settings settings;
    private final List<HeldCall> held = new ArrayList<>();
    private final HandshakeStream stream;

    private @Nullable ServerHandshake handshake;
    private @Nullable Outcome outcome;
    private String program = UNKNOWN;
    private Phase phase = Phase.CONNECT;
    private boolean began;
    private boolean usedEarly;
    private boolean wantsToWrite = true;
    private boolean corked;
    private boolean unheard;
    private long token;
    private long deadline;

    /// Who asked, for reports.
    ///
    /// @param thread the thread's id
    /// @param gated whether the program was told EINPROGRESS, so that it might write too early
    /// @param executable the path of its program; empty if it is not gated, or not known
    /// @param since when, as `System.nanoTime()` counts
    record Caller(int thread, boolean gated, String executable, long since) {

        /// A caller whose call waits for the outcome.
        static Caller waiting(int thread) {
            return new Caller(thread, false, "", System.nanoTime());
        }
    }

    /// How it ended.
    ///
    /// @param errno 0 for success
    /// @param message why it failed; null for success
    /// @param isOurs as in [Journal.Event]
    record Outcome(int errno, @Nullable String message, boolean isOurs) {
        static final Outcome SUCCESS = new Outcome(0, null, false);
    }

    /// @param socket a duplicate of the program's socket, which the attempt closes
    /// @param first where TCP goes: the server, or the destination itself
    Attempt(
            long cookie,
            NativeSocket socket,
            Caller caller,
            InetEndpoint destination,
            InetEndpoint first,
            Routing.Plan plan,
            Settings settings) {
        this.cookie = cookie;
        this.socket = socket;
        this.caller = caller;
        this.destination = destination;
        this.first = first;
        this.plan = plan;
        this.settings = settings;
        this.stream = new HandshakeStream(socket);
        this.deadline = System.nanoTime() + settings.deadlines().connect().toNanos();
    }

    long cookie() {
        return cookie;
    }

    NativeSocket socket() {
        return socket;
    }

    Caller caller() {
        return caller;
    }

    /// Finds out how long the program wants to wait.
    void learnPatience() {
        if (!held.isEmpty()) {
            held.set(0, held.getFirst().atMost(socket.sendTimeout()));
        }
    }

    /// Finds the program's name, unless it is known.
    void learnProgram() {
        if (program.equals(UNKNOWN)) {
            program = new Target(caller.thread()).program();
        }
    }

    /// The program's name; `?` where nobody has looked or it has gone.
    String program() {
        return program;
    }

    InetEndpoint destination() {
        return destination;
    }

    InetEndpoint first() {
        return first;
    }

    Routing.Plan plan() {
        return plan;
    }

    List<HeldCall> held() {
        return held;
    }

    /// Whether a held call will tell the program the errno.
    boolean isAskedFor() {
        return held.stream().anyMatch(call -> call.question() != HeldCall.Question.PEER);
    }

    /// Whether TCP is established and the handshake goes on.
    boolean isShakingHands() {
        return phase != Phase.CONNECT;
    }

    /// Whether the socket's state is this attempt's doing, and so is to be undone where it fails.
    boolean hasBegun() {
        return began;
    }

    /// Whether it failed because a program that was told EINPROGRESS did not wait for the outcome.
    boolean isOfHastyProgram() {
        return caller.gated() && usedEarly;
    }

    /// Fails as soon as the program is seen to have used the socket.
    void checkUse() {
        if (outcome == null && handshake != null) {
            stream.disturbance().ifPresent(what -> outcome = early(what));
        }
    }

    /// Null while it goes on.
    @Nullable Outcome outcome() {
        return outcome;
    }

    /// Under which token the poller reports it; 0 where it is not watched.
    long token() {
        return token;
    }

    void watchedAs(long newToken) {
        token = newToken;
    }

    /// Finds out what the program has set that keeps the handshake waiting. Only for a connect that
    /// does take its time.
    void learnOptions() {
        unheard = socket.readableFrom() > 1;
        corked = socket.isCorked();
        if (corked) {
            socket.push();
        }
    }

    /// Whether poll may not tell that the socket has become readable.
    boolean isUnheard() {
        return unheard;
    }

    /// What to watch the socket for.
    int interest() {
        return wantsToWrite ? Poller.WRITABLE : Poller.READABLE;
    }

    /// How long until something is to be done, in nanoseconds; less than 0 where it is due.
    long patience(long now) {
        long least = unheard ? Math.min(LOOK, deadline - now) : deadline - now;
        for (HeldCall call : held) {
            least = Math.min(least, call.patience(now));
        }
        return least;
    }

    /// Fails where the deadline has passed.
    void checkDeadline(long now) {
        if (outcome == null && now - deadline >= 0) {
            began = true;
            String advice = handshake == null ? "" : handshake.late();
            fail(Errno.ETIMEDOUT, "no answer while " + phase.doing() + advice, true);
        }
    }

    /// Takes the answer of the first connect.
    void started(Result result) {
        began |= result.errno() != Errno.EISCONN && result.errno() != Errno.EALREADY;
        if (result.ok()) {
            connected();
        } else if (result.errno() != Errno.EINPROGRESS) {
            failedToConnect(result.errno());
        }
    }

    /// Goes as far as the socket allows.
    void advance() {
        if (outcome == null && phase == Phase.CONNECT) {
            finishConnect();
        }
        if (outcome == null && handshake != null) {
            shakeHands(handshake.machine());
            checkUse();
        }
    }

    private void finishConnect() {
        switch (socket.progress()) {
            case CONNECTING -> {}
            case ESTABLISHED, BEYOND -> connected();
            case NONE -> failedToConnect(reasonOfEnd());
        }
    }

    /// Why a connect has ended without a connection. Connecting again would tell it too, but would
    /// begin anew, and wait, on a socket that the program has shut down meanwhile.
    private int reasonOfEnd() {
        int errno = socket.takeError();
        return errno == 0 ? Errno.ECONNABORTED : errno;
    }

    private void connected() {
        if (!(plan instanceof Routing.Plan.Via via)) {
            outcome = Outcome.SUCCESS;
            return;
        }
        SocksRequest request =
                SocksRequest.connect(
                        new SocksAddress.Ip(destination.address(), destination.port()));
        handshake = ServerHandshake.of(via.server(), first, request, roundTrip(), settings);
        enter(Phase.METHOD);
    }

    /// What the connect took tells it, unless that was long: then perhaps only this loop was busy.
    /// To this machine itself there is none worth the name.
    private Duration roundTrip() {
        if (first.address().isLoopbackAddress()) {
            return Duration.ZERO;
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - caller.since());
        return taken.compareTo(SHORT) < 0 ? taken : socket.roundTrip();
    }

    private void enter(Phase next) {
        if (next == phase) {
            return;
        }
        phase = next;
        Settings.Deadlines deadlines = settings.deadlines();
        boolean replying = next == Phase.REPLY;
        deadline =
                System.nanoTime()
                        + (replying ? deadlines.reply() : deadlines.negotiation()).toNanos();
    }

    private void shakeHands(SocksHandshake machine) {
        while (write(machine.output()) && outcome == null) {
            switch (machine.state()) {
                case HandshakeState.Established _ -> granted();
                case HandshakeState.Failed(Phase where, SocksFailure failure) ->
                        fail(failure, where);
                case HandshakeState.Negotiating(Phase current) -> {
                    enter(current);
                    if (!read(machine)) {
                        return;
                    }
                }
                case HandshakeState.Listening _ -> throw new AssertionError("no BIND was asked");
            }
        }
    }

    private void granted() {
        if (handshake != null) {
            handshake.succeeded();
        }
        end(Outcome.SUCCESS);
    }

    /// @return whether all of it is sent
    private boolean write(ByteBuffer output) {
        if (phase == Phase.AUTHENTICATION && output.hasRemaining() && isDisturbed()) {
            return false;
        }
        boolean sends = output.hasRemaining();
        int errno = stream.send(output);
        if (sends && corked) {
            socket.push();
        }
        wantsToWrite = errno == Errno.EAGAIN;
        if (errno != 0 && errno != Errno.EAGAIN) {
            failedInHandshake(errno);
        }
        return errno == 0;
    }

    /// What the program has sent may share a buffer with what follows it, and come back to the
    /// program with its timestamp: no password is sent then.
    private boolean isDisturbed() {
        Optional<String> disturbance = stream.disturbance();
        disturbance.ifPresent(what -> outcome = early(what));
        return disturbance.isPresent();
    }

    /// @return whether something came
    private boolean read(SocksHandshake machine) {
        NativeSocket.Received reply = stream.receive(machine.needed());
        if (reply.errno() == Errno.EAGAIN) {
            return false;
        }
        if (reply.errno() != 0) {
            failedInHandshake(reply.errno());
        } else if (reply.bytes().length == 0) {
            machine.endOfInput();
        } else {
            machine.receive(ByteBuffer.wrap(reply.bytes()));
        }
        return outcome == null;
    }

    /// The SOCKS server's own failures are one thing for the program: it cannot connect. That it
    /// was the server is for people.
    private void failedToConnect(int errno) {
        if (plan instanceof Routing.Plan.Via via && !isAboutTheSocket(errno)) {
            int shown = errno == Errno.ETIMEDOUT ? errno : Errno.ECONNREFUSED;
            String message =
                    "cannot reach the SOCKS server "
                            + via.server().uri()
                            + ": "
                            + Errno.describe(errno);
            fail(shown, message, true);
        } else {
            fail(errno, Errno.describe(errno), false);
        }
    }

    /// Errors that the same socket gives for any address.
    private static boolean isAboutTheSocket(int errno) {
        return errno == Errno.EISCONN
                || errno == Errno.EALREADY
                || errno == Errno.EADDRNOTAVAIL
                || errno == Errno.EAFNOSUPPORT;
    }

    private void failedInHandshake(int errno) {
        if (handshake != null) {
            handshake.failed(phase);
        }
        fail(
                Errno.ECONNREFUSED,
                "the connection to the SOCKS server broke while "
                        + phase.doing()
                        + ": "
                        + Errno.describe(errno),
                true);
    }

    /// Fails for a fault of tsocks itself, which is to end this connection and no other.
    void broken(RuntimeException bug) {
        fail(Errno.ECONNREFUSED, "this is a bug, please report it: " + bug, true);
    }

    private void fail(SocksFailure failure, Phase where) {
        if (handshake != null) {
            handshake.failed(where);
        }
        boolean itsAnswer =
                failure instanceof SocksFailure.Refused
                        || (failure instanceof SocksFailure.Closed && where == Phase.REPLY);
        fail(number(failure.errno()), failure.message(), !itsAnswer);
    }

    private void fail(int errno, String message, boolean isOurs) {
        end(new Outcome(errno, message, isOurs));
    }

    /// What a program writes before it knows the outcome lands in the middle of the handshake, and
    /// what it reads is missing there: whatever came of that is of no use. A program that was not
    /// told EINPROGRESS can do it, too: from another thread, or after a signal.
    private void end(Outcome reached) {
        Optional<String> disturbance = handshake == null ? Optional.empty() : stream.disturbance();
        outcome = disturbance.map(this::early).orElse(reached);
    }

    private Outcome early(String what) {
        usedEarly = true;
        String message =
                "the program "
                        + what
                        + " before it asked whether the connection was made; the connection is reset"
                        + (caller.gated() ? HELD_FROM_NOW_ON : "");
        return new Outcome(Errno.ECONNABORTED, message, true);
    }

    private static int number(io.tsocks.protocol.Errno errno) {
        return switch (errno) {
            case ECONNREFUSED -> Errno.ECONNREFUSED;
            case ENETUNREACH -> Errno.ENETUNREACH;
            case EHOSTUNREACH -> Errno.EHOSTUNREACH;
            case ETIMEDOUT -> Errno.ETIMEDOUT;
            case EADDRNOTAVAIL -> Errno.EADDRNOTAVAIL;
        };
    }
}
