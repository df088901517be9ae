package io.tsocks.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Carries bytes both ways between a client and its target, half-closes included. The direction
/// to the target has a thread of its own, which may start before the target is connected.
final class Relay implements AutoCloseable {

    private final Socket client;
    private final @Nullable ServerSocket listener;
    private final Thread upstream;

    /// Completed by the connection's thread; cancelled if the client leaves earlier.
    private final CompletableFuture<Socket> target;

    private Relay(
            Socket client,
            CompletableFuture<Socket> target,
            @Nullable ServerSocket listener,
            byte[] early) {
        this.client = client;
        this.target = target;
        this.listener = listener;
        this.upstream = Thread.ofVirtual().name("socks-upstream").start(() -> upstream(early));
    }

    /// Begins to read for a connected target.
    ///
    /// @param early bytes for the target that have already been read from the client
    static Relay between(Socket client, Socket target, byte[] early) {
        return new Relay(client, CompletableFuture.completedFuture(target), null, early);
    }

    /// Begins to watch the client while the target is yet to connect.
    ///
    /// @param listener closed if the client leaves before the target has connected
    /// @param early bytes for the target that have already been read from the client
    static Relay awaiting(Socket client, ServerSocket listener, byte[] early) {
        return new Relay(client, new CompletableFuture<>(), listener, early);
    }

    /// Carries bytes to and from the target; returns when both directions have ended.
    void run(Socket source) throws IOException {
        target.complete(source);
        try {
            source.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException e) {
            Sockets.close(client, source);
        }
        awaitUpstream();
    }

    private void awaitUpstream() throws Hangup {
        try {
            upstream.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hangup("the server was closed");
        }
    }

    /// Ends the wait for a target that will not connect.
    @Override
    public void close() {
        target.cancel(false);
    }

    private void upstream(byte[] early) {
        try {
            InputStream in = client.getInputStream();
            byte[] bytes = early.length > 0 ? early : new byte[16_384];
            int count = early.length > 0 ? early.length : in.read(bytes);
            if (count < 0 && target.cancel(false)) {
                Sockets.close(listener);
                return;
            }
            Socket sink = target.join();
            OutputStream out = sink.getOutputStream();
            if (count > 0) {
                out.write(bytes, 0, count);
                in.transferTo(out);
            }
            sink.shutdownOutput();
        } catch (IOException | CompletionException e) {
            giveUp();
        }
    }

    private void giveUp() {
        Sockets.close(client);
        target.cancel(false);
        if (target.isCancelled()) {
            Sockets.close(listener);
        } else {
            Sockets.close(target.join());
        }
    }
}
