package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import io.tsocks.protocol.Phase;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/// A context for one handshake that keeps to the phase's deadline. Logging in and getting a ticket
/// mean asking a key distribution centre, which may not answer.
final class TimedGssapi implements GssapiContext {

    private final GssapiContext context;
    private final Progress progress;

    /// Held while [#context] may be working, perhaps longer than the caller waits for it.
    private final ReentrantLock working = new ReentrantLock();

    /// The failure that ended the handshake; owned by the connecting thread.
    private @Nullable IOException failure;

    TimedGssapi(GssapiLogin login, ProxyServer server, Progress progress) {
        this.context = new DeferredGssapi(login, server);
        this.progress = progress;
    }

    /// Why there was no token; null if there was.
    @Nullable IOException failure() {
        return failure;
    }

    @Override
    public byte[] next(byte[] token) throws GssapiException {
        if (progress.phase() == Phase.METHOD) {
            progress.enter(Phase.AUTHENTICATION);
        }
        Subject caller = Subject.current();
        try {
            byte[] answer =
                    TimedTasks.login(
                            () -> Subject.callAs(caller, () -> work(token)),
                            progress.deadline(),
                            progress.cancellation());
            progress.watchSocket();
            return answer;
        } catch (IOException e) {
            failure = e;
            throw new GssapiException(String.valueOf(e.getMessage()), e);
        } catch (ExecutionException e) {
            GssapiException refused = refused(e);
            failure = refused;
            throw refused;
        }
    }

    private byte[] work(byte[] token) throws GssapiException {
        working.lock();
        try {
            return context.next(token);
        } finally {
            working.unlock();
        }
    }

    /// The innermost exception of the login itself, or if there is none, the outer one.
    private static GssapiException refused(ExecutionException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GssapiException refused) {
                return refused;
            }
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new GssapiException(String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public boolean isEstablished() {
        return context.isEstablished();
    }

    @Override
    public byte[] wrap(byte[] plain, boolean confidential) throws GssapiException {
        return context.wrap(plain, confidential);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException {
        return context.unwrap(wrapped, confidential);
    }

    /// Closes the context; if it is still working, this happens when it is done.
    @Override
    public void close() {
        if (working.tryLock()) {
            closeAndUnlock();
        } else {
            Thread.ofVirtual()
                    .name("tsocks-login")
                    .start(
                            () -> {
                                working.lock();
                                closeAndUnlock();
                            });
        }
    }

    private void closeAndUnlock() {
        try {
            context.close();
        } finally {
            working.unlock();
        }
    }
}
