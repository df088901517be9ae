package io.tsocks.runtime;

import io.tsocks.engine.Resolver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a resolver with a deadline. The system's resolver cannot be interrupted, so a question that
/// is given up goes on in a thread of its own until it is answered.
final class Names {

    private final Resolver resolver;

    Names(Resolver resolver) {
        this.resolver = resolver;
    }

    /// @throws UnknownHostException where the name has no address
    /// @throws DeadlineException too late
    List<InetAddress> resolve(String host, Deadline deadline) throws IOException {
        FutureTask<List<InetAddress>> question = new FutureTask<>(() -> resolver.resolve(host));
        Thread thread = Thread.ofVirtual().name("tsocks-resolve").start(question);
        try {
            return question.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new DeadlineException(deadline.limit());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while resolving " + host);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host + " does not resolve");
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }
}
