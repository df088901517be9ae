package io.tsocks.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// The bytes of one conversation up to the success reply: counts them for the session, and bends
/// them as the faults say. Used by the connection's thread only.
final class Wire {

    private static final int BUFFER = 16_384;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Session session;
    private final Faults faults;

    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] unsent = {};
    private boolean handedOver;

    Wire(Socket socket, Session session, Faults faults) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.session = session;
        this.faults = faults;
    }

    /// A new message of the client begins here.
    void nextMessage() throws IOException {
        if (faults.has(Fault.OneReadPerState.class)) {
            position = limit = 0;
            fill();
        }
    }

    /// The next byte, 0 to 255; waits for it.
    int take() throws IOException {
        if (position == limit) {
            if (faults.has(Fault.OneReadPerState.class)) {
                throw new Hangup("the client split a message over two segments");
            }
            fill();
        }
        return buffer[position++] & 0xff;
    }

    /// The next bytes; waits for all of them.
    byte[] take(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) take();
        }
        return bytes;
    }

    /// The bytes up to the next zero, which is consumed.
    String takeText() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = take(); next != 0; next = take()) {
            text.append((char) next);
        }
        return text.toString();
    }

    /// The conversation has come to this phase: ends it where a fault says so.
    void reach(Phase phase) throws IOException {
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

    /// Sends the answer of a phase, of which there may be a next one.
    void answer(Phase phase, byte[] answer) throws IOException {
        faults.all().stream()
                .filter(Fault.WrongVersion.class::isInstance)
                .map(Fault.WrongVersion.class::cast)
                .filter(wrong -> wrong.phase() == phase)
                .findFirst()
                .ifPresent(wrong -> answer[0] = (byte) wrong.version());
        if (faults.has(Fault.LostMethodReply.class) && phase != Phase.REQUEST && early() > 0) {
            unsent = answer;
        } else {
            send(answer);
        }
    }

    /// Replaces an answer that is still unsent: see [Fault.LostMethodReply].
    void forgetUnsent() {
        unsent = new byte[0];
    }

    /// Sends the success reply, and a banner in the same segment where a fault says so.
    void grant(byte[] reply) throws IOException {
        byte[] banner =
                faults.find(Fault.Banner.class)
                        .map(fault -> fault.text().getBytes(StandardCharsets.UTF_8))
                        .orElse(new byte[0]);
        answer(Phase.REQUEST, join(reply, banner));
    }

    /// Sends a refusal, as short as a fault says, and ends the conversation.
    void refuse(byte[] reply, String reason) throws IOException {
        int length =
                faults.find(Fault.TruncateRefusal.class)
                        .map(fault -> Math.min(fault.bytes(), reply.length))
                        .orElse(reply.length);
        answer(Phase.REQUEST, Arrays.copyOf(reply, length));
        throw new Hangup("refused: " + reason);
    }

    /// How many bytes for the target have been read.
    int early() {
        return faults.has(Fault.OneReadPerState.class) ? 0 : limit - position;
    }

    /// What the client has already sent for the target; from now on another thread reads.
    byte[] handOver() {
        handedOver = true;
        return Arrays.copyOfRange(buffer, position, position + early());
    }

    /// Reads until the client closes, and forgets it all.
    void swallow() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void fill() throws IOException {
        if (limit == buffer.length) {
            position = limit = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new Hangup("the client closed");
        }
        session.read(buffer, limit, count);
        limit += count;
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

    /// Takes what has arrived since, which therefore was sent without an answer.
    private void drainArrived() throws IOException {
        while (!handedOver
                && !faults.has(Fault.OneReadPerState.class)
                && limit < buffer.length
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
