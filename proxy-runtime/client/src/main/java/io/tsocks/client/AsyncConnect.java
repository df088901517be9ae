package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connects in a virtual thread, so that the caller need not wait.
final class AsyncConnect {

    private AsyncConnect() {}

    /// A future whose completion by anything else than the connect, such as a cancellation or a
    /// timeout, interrupts the connecting thread. A socket that comes too late for it is closed.
    static CompletableFuture<Socket> start(Callable<Socket> connect) {
        CompletableFuture<Socket> future = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread thread =
                Thread.ofVirtual()
                        .name("tsocks-connect")
                        .start(() -> complete(future, connect, over));
        CompletableFuture<Socket> ignored =
                future.whenComplete(
                        (socket, failure) -> {
                            if (!over.get()) {
                                thread.interrupt();
                            }
                        });
        return future;
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
            // An error too: whoever waits for the future must not wait for ever.
            over.set(true);
            future.completeExceptionally(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody waits for it any more.
        }
    }
}
