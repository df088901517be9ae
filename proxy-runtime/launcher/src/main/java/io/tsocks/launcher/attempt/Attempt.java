package io.tsocks.launcher.attempt;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.launcher.attempt.AttemptAction.Await;
import io.tsocks.launcher.attempt.AttemptAction.Compare;
import io.tsocks.launcher.attempt.AttemptAction.Connect;
import io.tsocks.launcher.attempt.AttemptAction.Finish;
import io.tsocks.launcher.attempt.AttemptAction.LookAtTcp;
import io.tsocks.launcher.attempt.AttemptAction.Peek;
import io.tsocks.launcher.attempt.AttemptAction.PlanHandshake;
import io.tsocks.launcher.attempt.AttemptAction.Receive;
import io.tsocks.launcher.attempt.AttemptAction.Rest;
import io.tsocks.launcher.attempt.AttemptAction.Send;
import io.tsocks.launcher.attempt.AttemptAction.Work;
import io.tsocks.launcher.attempt.AttemptEvent.Answer;
import io.tsocks.launcher.attempt.AttemptEvent.Arrived;
import io.tsocks.launcher.attempt.AttemptEvent.Begin;
import io.tsocks.launcher.attempt.AttemptEvent.Blocked;
import io.tsocks.launcher.attempt.AttemptEvent.Broken;
import io.tsocks.launcher.attempt.AttemptEvent.Cancelled;
import io.tsocks.launcher.attempt.AttemptEvent.Carried;
import io.tsocks.launcher.attempt.AttemptEvent.Connected;
import io.tsocks.launcher.attempt.AttemptEvent.Deserted;
import io.tsocks.launcher.attempt.AttemptEvent.End;
import io.tsocks.launcher.attempt.AttemptEvent.EndOfStream;
import io.tsocks.launcher.attempt.AttemptEvent.Fault;
import io.tsocks.launcher.attempt.AttemptEvent.Late;
import io.tsocks.launcher.attempt.AttemptEvent.NotConnected;
import io.tsocks.launcher.attempt.AttemptEvent.NotWatched;
import io.tsocks.launcher.attempt.AttemptEvent.Occasion;
import io.tsocks.launcher.attempt.AttemptEvent.Planned;
import io.tsocks.launcher.attempt.AttemptEvent.Ready;
import io.tsocks.launcher.attempt.AttemptEvent.Received;
import io.tsocks.launcher.attempt.AttemptEvent.Sent;
import io.tsocks.launcher.attempt.AttemptEvent.Underway;
import io.tsocks.launcher.attempt.AttemptEvent.UseDue;
import io.tsocks.launcher.attempt.AttemptEvent.Worked;
import io.tsocks.launcher.attempt.AttemptState.Comparing;
import io.tsocks.launcher.attempt.AttemptState.Connecting;
import io.tsocks.launcher.attempt.AttemptState.Fresh;
import io.tsocks.launcher.attempt.AttemptState.Looking;
import io.tsocks.launcher.attempt.AttemptState.Next;
import io.tsocks.launcher.attempt.AttemptState.Over;
import io.tsocks.launcher.attempt.AttemptState.Peeking;
import io.tsocks.launcher.attempt.AttemptState.Planning;
import io.tsocks.launcher.attempt.AttemptState.Receiving;
import io.tsocks.launcher.attempt.AttemptState.Sending;
import io.tsocks.launcher.attempt.AttemptState.Starting;
import io.tsocks.launcher.attempt.AttemptState.Talk;
import io.tsocks.launcher.attempt.AttemptState.Waiting;
import io.tsocks.launcher.attempt.AttemptState.Working;
import io.tsocks.linux.Errno;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.WaitingTask;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A connect on a program's own socket: TCP first, to the destination or to a SOCKS server, then
/// the handshake. It takes events and returns actions, one at a time. The driver has the socket and
/// the clock.
///
/// Each event is defined in each state. An event that does not belong there is a fault of the
/// driver and ends the attempt. After the end there is nothing more to do.
///
/// Not thread-safe: one driver owns it.
public final class Attempt {

    private final Failures failures;
    private AttemptState state = new Fresh();

    private Attempt(Failures failures) {
        this.failures = failures;
    }

    /// An attempt to connect to the destination itself.
    public static Attempt direct() {
        return new Attempt(new Failures(null, false));
    }

    /// An attempt to connect through a SOCKS server.
    ///
    /// @param server the one that is connected to, for messages: its URI, and whose way it is on
    /// @param gated whether the program is told EINPROGRESS, so that it might use the socket too
    ///     early
    public static Attempt via(String server, boolean gated) {
        return new Attempt(new Failures(server, gated));
    }

    /// The state of the attempt.
    public AttemptState state() {
        return state;
    }

    /// The phase that it is in; CONNECT if there is no handshake.
    public Phase phase() {
        Talk talk = state.talk();
        return talk == null ? Phase.CONNECT : talk.phase();
    }

    /// Takes an event.
    ///
    /// @return the action to do now
    public AttemptAction on(AttemptEvent event) {
        if (state instanceof Over) {
            return new Rest();
        }
        return switch (event) {
            case Answer answer -> answered(answer);
            case Occasion occasion -> met(occasion);
            case End end -> stopped(end);
        };
    }

    private AttemptAction answered(Answer answer) {
        return switch (state) {
            case Starting _ -> tcp(answer, false);
            case Looking _ -> tcp(answer, true);
            case Planning _ when answer instanceof Planned(var handshake) ->
                    goOn(Talk.of(handshake));
            case Sending(Talk talk) -> sent(talk, answer);
            case Peeking(Talk talk) -> arrived(talk, answer);
            case Receiving(Talk talk, int limit) -> received(talk, limit, answer);
            case Comparing(Talk talk, Next next) when answer instanceof Carried carried ->
                    compared(talk, next, carried);
            case Working(Talk talk) when answer instanceof Worked -> {
                talk.handshake().resume();
                yield goOn(talk.unsure());
            }
            case Planning _, Comparing _, Working _, Fresh _, Connecting _, Waiting _, Over _ ->
                    misplaced(answer);
        };
    }

    /// @param looked whether the event answers a look, not the connect itself
    private AttemptAction tcp(Answer answer, boolean looked) {
        return switch (answer) {
            case Underway _ -> looked ? to(new Connecting(), new Await(true)) : look();
            case Connected _ -> connected();
            case NotConnected(int errno) ->
                    finish(failures.toConnect(errno), looked || isOfThisConnect(errno));
            case Planned _,
                    Sent _,
                    Arrived _,
                    Received _,
                    EndOfStream _,
                    Blocked _,
                    Broken _,
                    Carried _,
                    Worked _ ->
                    misplaced(answer);
        };
    }

    /// Whether the errno is about this connect, not about another one on the socket.
    private static boolean isOfThisConnect(int errno) {
        return errno != Errno.EISCONN && errno != Errno.EALREADY;
    }

    private AttemptAction look() {
        return to(new Looking(), new LookAtTcp());
    }

    private AttemptAction connected() {
        return failures.server() == null
                ? finish(new Ending.Made(), false)
                : to(new Planning(), new PlanHandshake());
    }

    private AttemptAction sent(Talk talk, Answer answer) {
        return switch (answer) {
            case Sent(int count) -> {
                ByteBuffer output = talk.handshake().output();
                output.position(output.position() + count);
                yield goOn(talk.sent(count));
            }
            case Blocked _ -> compare(talk, new Next.Await(true));
            case Broken(int errno) -> end(talk, failures.broken(errno, talk.phase()));
            case Underway _,
                    Connected _,
                    NotConnected _,
                    Planned _,
                    Arrived _,
                    Received _,
                    EndOfStream _,
                    Carried _,
                    Worked _ ->
                    misplaced(answer);
        };
    }

    private AttemptAction arrived(Talk talk, Answer answer) {
        return answer instanceof Arrived(byte[] bytes)
                ? receive(talk, talk.handshake().claim(ByteBuffer.wrap(bytes)))
                : nothingReceived(talk, answer);
    }

    private AttemptAction received(Talk talk, int limit, Answer answer) {
        if (answer instanceof Received(byte[] bytes) && bytes.length <= limit) {
            talk.handshake().receive(ByteBuffer.wrap(bytes));
            return goOn(talk.received(bytes.length));
        }
        return nothingReceived(talk, answer);
    }

    private AttemptAction nothingReceived(Talk talk, Answer answer) {
        return switch (answer) {
            case EndOfStream _ -> {
                talk.handshake().endOfInput();
                yield goOn(talk);
            }
            case Blocked _ -> compare(talk, new Next.Await(false));
            case Broken(int errno) -> end(talk, failures.broken(errno, talk.phase()));
            case Arrived _,
                    Received _,
                    Underway _,
                    Connected _,
                    NotConnected _,
                    Planned _,
                    Sent _,
                    Carried _,
                    Worked _ ->
                    misplaced(answer);
        };
    }

    /// Has the task run that is due, sends the bytes that are due, and then waits for the bytes to
    /// receive.
    private AttemptAction goOn(Talk talk) {
        Optional<Runnable> task = talk.handshake().task();
        if (task.isPresent()
                && talk.handshake().state() instanceof HandshakeState.Negotiating(Phase phase)) {
            return to(new Working(talk.waitingFor(phase)), new Work(task.get()));
        }
        if (talk.handshake().output().hasRemaining()) {
            boolean isLogin = isAuthenticating(talk.handshake().state());
            return isLogin && !talk.isAlone() ? compare(talk, new Next.Send()) : send(talk);
        }
        return switch (talk.handshake().state()) {
            case HandshakeState.Established _ -> end(talk, new Ending.Made());
            case HandshakeState.Failed(Phase where, SocksFailure failure) ->
                    end(talk, failures.refused(failure, where));
            case HandshakeState.Negotiating(Phase phase) -> receive(talk.waitingFor(phase));
            case HandshakeState.Listening _ -> fault("no BIND was asked");
        };
    }

    /// Whether the next message is part of a login. Bytes that the program has sent may share a
    /// buffer with those that follow, and come back to it with a timestamp, so no password is sent
    /// after them.
    private static boolean isAuthenticating(HandshakeState state) {
        return state instanceof HandshakeState.Negotiating(Phase phase)
                && phase == Phase.AUTHENTICATION;
    }

    private AttemptAction send(Talk talk) {
        ByteBuffer bytes = talk.handshake().output().asReadOnlyBuffer();
        return to(new Sending(talk), new Send(bytes));
    }

    private AttemptAction receive(Talk talk) {
        return talk.handshake().isOpenEnded()
                ? to(new Peeking(talk), new Peek())
                : receive(talk, talk.handshake().needed());
    }

    private AttemptAction receive(Talk talk, int limit) {
        return to(new Receiving(talk, limit), new Receive(limit));
    }

    private AttemptAction compare(Talk talk, Next next) {
        return to(new Comparing(talk, next), new Compare(talk.sent(), talk.received()));
    }

    /// Ends the attempt, after a check that the program has not used the socket meanwhile, which
    /// would void any outcome.
    private AttemptAction end(Talk talk, Ending ending) {
        return compare(talk, new Next.End(ending));
    }

    private AttemptAction compared(Talk talk, Next next, Carried carried) {
        Optional<String> use = useByOthers(talk, carried);
        if (use.isPresent()) {
            return finish(failures.usedEarly(use.get()), true);
        }
        return switch (next) {
            case Next.Send _ -> send(talk.alone());
            case Next.Await(boolean toWrite) -> to(new Waiting(talk, toWrite), new Await(toWrite));
            case Next.End(Ending ending) -> finish(ending, ending.errno() != 0);
        };
    }

    private static Optional<String> useByOthers(Talk talk, Carried carried) {
        if (carried.written() > talk.sent()) {
            return Optional.of("wrote");
        }
        return carried.read() > talk.received() ? Optional.of("read") : Optional.empty();
    }

    private AttemptAction met(Occasion occasion) {
        return switch (occasion) {
            case Begin _ when state instanceof Fresh -> to(new Starting(), new Connect());
            case Ready _ when state instanceof Connecting -> look();
            case Ready _ when state instanceof Waiting(Talk talk, _) -> goOn(talk.unsure());
            case UseDue _ when state instanceof Waiting(Talk talk, boolean toWrite) ->
                    compare(talk, new Next.Await(toWrite));
            case Ready _, UseDue _ when isIdle() -> new Rest();
            case Begin _, Ready _, UseDue _ -> misplaced(occasion);
        };
    }

    /// Whether no action is pending, or only a connect that may take its time.
    private boolean isIdle() {
        return switch (state) {
            case Fresh _, Starting _, Connecting _, Working _, Waiting _, Over _ -> true;
            case Looking _, Planning _, Sending _, Peeking _, Receiving _, Comparing _ -> false;
        };
    }

    private AttemptAction stopped(End end) {
        return switch (end) {
            case Late(String _, ServerFailure _) when isLoggingIn() -> failed(failures.lateLogin());
            case Late(String advice, ServerFailure silence) ->
                    failed(failures.late(phase(), advice, silence));
            case NotWatched(int errno) -> failed(failures.notWatched(errno));
            case Cancelled _ -> finish(Ending.GivenUp.BY_PROGRAM, false);
            case Deserted _ -> finish(Ending.GivenUp.BY_ALL, hasBegun());
            case Fault(String bug) -> fault(bug);
        };
    }

    /// Whether a login waits for another machine than the server.
    private boolean isLoggingIn() {
        return state instanceof Working(Talk talk)
                && talk.handshake().task().filter(WaitingTask.class::isInstance).isPresent();
    }

    private AttemptAction failed(Ending ending) {
        Talk talk = state.talk();
        return talk == null ? finish(ending, !(state instanceof Fresh)) : end(talk, ending);
    }

    private AttemptAction misplaced(AttemptEvent event) {
        return fault(event.getClass().getSimpleName() + " in " + state.getClass().getSimpleName());
    }

    private AttemptAction fault(String bug) {
        return finish(failures.fault(bug), hasBegun());
    }

    /// Whether this attempt has caused the socket's state. Before the kernel has answered, another
    /// call may have caused it.
    private boolean hasBegun() {
        return !(state instanceof Fresh || state instanceof Starting);
    }

    private AttemptAction finish(Ending ending, boolean undo) {
        return to(new Over(ending), new Finish(ending, undo));
    }

    private AttemptAction to(AttemptState next, AttemptAction action) {
        state = next;
        return action;
    }
}
