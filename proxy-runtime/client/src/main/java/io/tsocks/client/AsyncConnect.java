package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connects in a virtual thread, so that the caller need not wait.
final class AsyncConnect {

    private AsyncConnect() {}

    /// Starts a connect. If anything else completes the future first, such as a cancellation or a
    /// timeout, the connecting thread is interrupted. A socket that comes too late for the future
    /// is closed.
    static CompletableFuture<Socket> start(Callable<Socket> connect) {
        CompletableFuture<Socket> future = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread thread =
                Thread.ofVirtual()
                        .name("tsocks-connect")
                        .start(() -> complete(future, connect, over));
        CompletableFuture<Socket> ignored =
                future.whenComplete((socket, failure) -> stop(thread, over));
        return future;
    }

    private static void stop(Thread thread, AtomicBoolean over) {
        if (!over.get()) {
            thread.interrupt();
        }
    }

    private static void complete(
            CompletableFuture<Socket> future, Callable<Socket> connect, AtomicBoolean over) {
        try {
            Socket socket = connect.call();
            over.set(true);
            if (!future.complete(socket)) {
                close(socket);
            }
        } catch (Throwable e) {
            // Catches errors, too: a thread that waits for the future must not wait for ever.
            over.set(true);
            future.completeExceptionally(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // No caller waits for it any more.
        }
    }
}
