package io.tsocks.launcher.attempt;

import java.nio.ByteBuffer;

/// What an [Attempt] wants done.
public sealed interface AttemptAction {

    /// An action to do at once. Its outcome is the attempt's next event.
    sealed interface Deed extends AttemptAction {}

    /// After this the attempt waits for an event from outside.
    sealed interface Pause extends AttemptAction {}

    /// Look up the state of TCP: Underway, Connected or NotConnected.
    record LookAtTcp() implements Deed {}

    /// Choose how the handshake is made: Planned.
    record PlanHandshake() implements Deed {}

    /// Send as many bytes as the socket takes at once: Sent, Blocked or Broken.
    ///
    /// @param bytes at least one; the driver only reads them
    record Send(ByteBuffer bytes) implements Deed {}

    /// Look at the bytes that have arrived, and leave them: Arrived, EndOfStream, Blocked or
    /// Broken.
    record Peek() implements Deed {}

    /// Receive bytes that have arrived: Received, EndOfStream, Blocked or Broken.
    ///
    /// @param limit the most bytes to receive, at least 1: those after them belong to the program
    record Receive(int limit) implements Deed {}

    /// Count the bytes that all processes have sent and received on the connection: Carried.
    ///
    /// @param sent how many bytes the handshake has sent
    /// @param received how many bytes it has received
    record Compare(long sent, long received) implements Deed {}

    /// Let the kernel connect the socket: Underway, Connected or NotConnected, now or later.
    record Connect() implements Pause {}

    /// Tell when the socket is ready.
    ///
    /// @param toWrite whether for writing; otherwise for reading
    record Await(boolean toWrite) implements Pause {}

    /// Run a task of the handshake in another thread, because it may take long: Worked, later.
    /// Until then the handshake is left alone.
    record Work(Runnable task) implements Pause {}

    /// Go on waiting.
    record Rest() implements Pause {}

    /// The attempt is over: answer the calls that wait for it, and release the socket.
    ///
    /// @param ending how it ended
    /// @param undo whether to undo the socket's state, because the attempt has caused it
    record Finish(Ending ending, boolean undo) implements Pause {}
}
