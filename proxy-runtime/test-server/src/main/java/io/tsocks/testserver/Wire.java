package io.tsocks.testserver;

import io.tsocks.net.SocksVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// Carries the bytes of one conversation up to the success reply: counts them for the session, and
/// changes them as the faults say. Used only by the connection's thread.
final class Wire {

    private static final int BUFFER = 16_384;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Session session;
    private final Faults faults;

    /// The bytes from its position to its limit have arrived and are not read yet.
    private final ByteBuffer arrived = ByteBuffer.allocate(BUFFER).limit(0);

    private byte[] unsent = {};
    private boolean handedOver;

    Wire(Socket socket, Session session, Faults faults) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.session = session;
        this.faults = faults;
    }

    /// Begins a new message of the client.
    void nextMessage() throws IOException {
        if (faults.has(Fault.OneReadPerState.class)) {
            arrived.clear().limit(0);
            fill();
        }
    }

    /// The bytes that have arrived, of which the reader takes those of its message; waits for the
    /// first byte.
    ByteBuffer arrived() throws IOException {
        if (!arrived.hasRemaining()) {
            if (faults.has(Fault.OneReadPerState.class)) {
                throw new Hangup("the client split a message over two segments");
            }
            fill();
        }
        return arrived;
    }

    /// Records that the conversation has reached a phase, and ends it if a fault says so.
    void reach(FaultPhase phase) throws IOException {
        if (!faults.stopsAt(phase)) {
            return;
        }
        if (faults.all().contains(new Fault.Mute(phase))) {
            swallow();
        } else if (faults.all().contains(new Fault.Reset(phase))) {
            socket.setSoLinger(true, 0);
        }
        throw new Hangup("ended by a fault at " + phase);
    }

    /// Sends the answer of a phase, which may not be the last one.
    void answer(FaultPhase phase, byte[] answer) throws IOException {
        faults.all().stream()
                .filter(Fault.WrongVersion.class::isInstance)
                .map(Fault.WrongVersion.class::cast)
                .filter(wrong -> wrong.phase() == phase)
                .findFirst()
                .ifPresent(wrong -> answer[0] = (byte) wrong.version());
        if (faults.has(Fault.LostMethodReply.class) && phase != FaultPhase.REQUEST && early() > 0) {
            unsent = answer;
        } else {
            send(answer);
        }
    }

    /// Replaces an answer that is still unsent: see [Fault.LostMethodReply].
    void forgetUnsent() {
        unsent = new byte[0];
    }

    /// Sends the success reply, and a banner in the same segment if a fault says so.
    void grant(byte[] reply) throws IOException {
        byte[] banner =
                faults.find(Fault.Banner.class)
                        .map(fault -> fault.text().getBytes(StandardCharsets.UTF_8))
                        .orElse(new byte[0]);
        answer(FaultPhase.REQUEST, join(reply, banner));
    }

    /// Sends a refusal, as wrong and as short as the faults say, and ends the conversation. If it
    /// is empty, nothing is sent.
    void refuse(byte[] reply, String reason) throws IOException {
        if (reply.length == 0) {
            throw new Hangup(reason);
        }
        if (reply[0] == SocksVersion.SOCKS5.number()) {
            spoil(reply);
        }
        int length =
                faults.find(Fault.TruncateRefusal.class)
                        .map(fault -> Math.min(fault.bytes(), reply.length))
                        .orElse(reply.length);
        answer(FaultPhase.REQUEST, Arrays.copyOf(reply, length));
        throw new Hangup("refused: " + reason);
    }

    private void spoil(byte[] reply) {
        faults.find(Fault.Refuse.class).ifPresent(as -> reply[1] = (byte) as.code());
        faults.find(Fault.RefusalAddressType.class).ifPresent(as -> reply[3] = (byte) as.type());
    }

    /// How many bytes for the target have been read.
    int early() {
        return faults.has(Fault.OneReadPerState.class) ? 0 : arrived.remaining();
    }

    /// The bytes that the client has already sent for the target; from now on another thread reads.
    byte[] handOver() {
        handedOver = true;
        byte[] early = new byte[early()];
        arrived.duplicate().get(early);
        return early;
    }

    /// Reads until the client closes, and discards the bytes.
    void swallow() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void fill() throws IOException {
        arrived.compact();
        int count = in.read(arrived.array(), arrived.position(), arrived.remaining());
        if (count < 0) {
            throw new Hangup("the client closed");
        }
        session.read(arrived.array(), arrived.position(), count);
        arrived.position(arrived.position() + count).flip();
    }

    private void send(byte[] answer) throws IOException {
        byte[] all = join(unsent, answer);
        unsent = new byte[0];
        int step = faults.has(Fault.OneByteAtATime.class) ? 1 : all.length;
        for (int from = 0; from < all.length; from += step) {
            pause();
            drainArrived();
            out.write(all, from, step);
            out.flush();
        }
        session.answered();
    }

    /// Takes the bytes that have arrived since, which the client therefore sent without waiting for
    /// an answer.
    private void drainArrived() throws IOException {
        while (!handedOver
                && !faults.has(Fault.OneReadPerState.class)
                && arrived.remaining() < BUFFER
                && in.available() > 0) {
            fill();
        }
    }

    private void pause() throws IOException {
        Duration delay = faults.find(Fault.Slow.class).map(Fault.Slow::delay).orElse(Duration.ZERO);
        if (delay.isZero()) {
            return;
        }
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hangup("the server was closed");
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
