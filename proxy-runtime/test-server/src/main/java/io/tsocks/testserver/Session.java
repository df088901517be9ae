package io.tsocks.testserver;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A record of what one client did on one connection. It fills while the connection lives, and any
/// thread may read it at any time; after [#awaitEnd] it does not change any more.
public final class Session {

    private final int number;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger datagrams = new AtomicInteger();

    // Guarded by this: written by the connection's thread, read by tests.
    private final List<Integer> reads = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private List<Integer> methods = List.of();
    private @Nullable Request request;
    private @Nullable String user;
    private boolean loggedIn;
    private boolean granted;
    private boolean answered = true;
    private int flights;
    private int earlyBytes;
    private String ending = "";
    private final List<Closeable> opened = new ArrayList<>();
    private boolean abandoned;

    Session(int number) {
        this.number = number;
    }

    /// The connection's place in the order of acceptance, from 1.
    public int number() {
        return number;
    }

    /// The methods that the client offered, in its order; empty for SOCKS 4.
    public synchronized List<Integer> methods() {
        return methods;
    }

    /// The user name of RFC 1929 or the user id of SOCKS 4; empty if none was sent.
    public synchronized Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /// Whether a user name and password were sent and accepted.
    public synchronized boolean loggedIn() {
        return loggedIn;
    }

    /// The client's request, if it sent one.
    public synchronized Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    /// Whether a success reply was sent.
    public synchronized boolean granted() {
        return granted;
    }

    /// The number of the client's flights up to the success reply, each of which came after an
    /// answer: its round trips. SOCKS 5 step by step takes 2, with a login 3; pipelined it takes 1,
    /// like SOCKS 4. Exact if the client writes each flight at once, or the server is [Fault.Slow].
    public synchronized int flights() {
        return flights;
    }

    /// The size of each read of the handshake, in bytes.
    public synchronized List<Integer> reads() {
        return List.copyOf(reads);
    }

    /// All bytes of the handshake that the client sent, and those that came with them. They include
    /// passwords.
    public synchronized byte[] received() {
        return received.toByteArray();
    }

    /// How many bytes for the target had already arrived when the request was granted.
    public synchronized int earlyBytes() {
        return earlyBytes;
    }

    /// How many datagrams were relayed for the client.
    public int datagrams() {
        return datagrams.get();
    }

    /// Why the connection ended, in words; empty while it lives.
    public synchronized String ending() {
        return ending;
    }

    /// Waits until the connection is closed.
    ///
    /// @throws AssertionError if it still lives after `limit`
    public void awaitEnd(Duration limit) throws InterruptedException {
        if (!end.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("connection " + number + " still lives after " + limit);
        }
    }

    @Override
    public synchronized String toString() {
        return "Session[" + number + ", " + request + ", flights " + flights + ", " + ending + "]";
    }

    synchronized void read(byte[] bytes, int offset, int count) {
        reads.add(count);
        received.write(bytes, offset, count);
        if (answered) {
            flights++;
            answered = false;
        }
    }

    synchronized void answered() {
        answered = true;
    }

    synchronized void offered(List<Integer> offer) {
        methods = offer;
    }

    synchronized void user(String name) {
        user = name;
    }

    synchronized void accepted() {
        loggedIn = true;
    }

    synchronized void asked(Request asked) {
        request = asked;
    }

    synchronized void granted(int early) {
        granted = true;
        earlyBytes = early;
    }

    void datagram() {
        datagrams.incrementAndGet();
    }

    synchronized void ending(String reason) {
        if (ending.isEmpty()) {
            ending = reason;
        }
    }

    /// Records a socket that was opened for the client, so that [#abandon] ends the wait for it.
    ///
    /// @param socket the socket, which may be closed twice
    synchronized void opened(Closeable socket) {
        if (abandoned) {
            Sockets.close(socket);
        } else {
            opened.add(socket);
        }
    }

    /// Closes all sockets that were opened for the client, and those opened from now on.
    synchronized void abandon() {
        abandoned = true;
        opened.forEach(Sockets::close);
        opened.clear();
    }

    void ended() {
        end.countDown();
    }
}
