package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/// TLS on a connection, as bytes in, bytes out and a state, without socket, clock or thread: one
/// session, or several inside each other. A driver repeats:
///
/// 1. run the [#task], if there is one, in any thread;
/// 2. write [#output] until it has nothing left;
/// 3. read what is in [#plaintext], and hand over data with [#send];
/// 4. read at most [#needed] bytes and give them to [#receive], or call [#endOfInput].
///
/// The buffers are bounded: [#send] takes no more while much of [#output] is unsent, and [#needed]
/// is 0 while [#plaintext] is unread. No bytes from the peer make it throw; bad ones lead to
/// [TlsState.Failed]. Then [#output] may hold a last alert for the peer.
///
/// Not thread-safe: one driver owns it. Only a task may run elsewhere, while the driver calls
/// nothing.
public sealed interface Tls permits TlsSession, NestedTls, DeferredTls, FailedTls {

    /// The state of the session; of several, the innermost one that has not failed because of
    /// another.
    TlsState state();

    /// The bytes to send to the peer. The driver moves the position as it sends, and asks for the
    /// buffer again after each other call.
    ByteBuffer output();

    /// Decrypted data. The reader moves the position, and asks for the buffer again when it is
    /// empty, as more may follow.
    ByteBuffer plaintext();

    /// The most bytes that [#receive] takes next; 0 while there is a task or unread plain text, and
    /// after the end.
    int needed();

    /// Takes at most [#needed] bytes of the peer's, and leaves the rest.
    void receive(ByteBuffer in);

    /// Tells the session that the peer closed the connection.
    void endOfInput();

    /// Encrypts data, as much of it as [#output] has room for, and leaves the rest. Before the end
    /// of the handshake and after [#closeOutput], it takes nothing.
    void send(ByteBuffer data);

    /// Says that no more data follows (`close_notify`). Doing so twice has no effect.
    void closeOutput();

    /// Work without which nothing goes on, such as checking certificates, which may take some
    /// milliseconds. The same task is returned until it was run. Empty if there is none.
    Optional<Runnable> task();

    /// Runs all tasks in this thread, for drivers that may take the time.
    default void runTasks() {
        for (Optional<Runnable> task = task(); task.isPresent(); task = task()) {
            task.get().run();
        }
    }
}
