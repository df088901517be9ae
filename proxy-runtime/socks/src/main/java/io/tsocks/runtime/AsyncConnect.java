package io.tsocks.runtime;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Connects in a virtual thread, for whoever cannot wait.
final class AsyncConnect {

    private AsyncConnect() {}

    /// A future that is cancelled by interrupting the connecting thread. A socket that comes too
    /// late for it is closed.
    static CompletableFuture<Socket> start(Callable<Socket> connect) {
        CompletableFuture<Socket> future = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual().name("tsocks-connect").start(() -> complete(future, connect));
        CompletableFuture<Socket> _ =
                future.whenComplete(
                        (_, _) -> {
                            if (future.isCancelled()) {
                                thread.interrupt();
                            }
                        });
        return future;
    }

    private static void complete(CompletableFuture<Socket> future, Callable<Socket> connect) {
        try {
            Socket socket = connect.call();
            if (!future.complete(socket)) {
                close(socket);
            }
        } catch (Throwable e) {
            // An error too: whoever waits for the future must not wait for ever.
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
