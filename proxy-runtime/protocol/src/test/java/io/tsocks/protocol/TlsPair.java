package io.tsocks.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// Two sides of TLS that are connected in memory. Bytes travel in pieces of random length.
final class TlsPair {

    private final RandomGenerator random;
    private final Tls[] sides;
    private final ByteArrayOutputStream[] read = {
        new ByteArrayOutputStream(), new ByteArrayOutputStream()
    };
    private final ByteBuffer[] unsent = {ByteBuffer.allocate(0), ByteBuffer.allocate(0)};
    private int mostUnsent;

    TlsPair(Tls client, Tls server, RandomGenerator random) {
        this.sides = new Tls[] {client, server};
        this.random = random;
    }

    /// Has a side send data, 0 for the client.
    void send(int side, byte[] data) {
        unsent[side] = ByteBuffer.wrap(data);
    }

    /// What a side has read.
    byte[] read(int side) {
        return read[side].toByteArray();
    }

    /// The most bytes that waited in an output.
    int mostUnsent() {
        return mostUnsent;
    }

    /// Moves bytes until none move any more.
    void run() {
        boolean moved = true;
        while (moved) {
            moved = move(0);
            moved |= move(1);
        }
    }

    private boolean move(int from) {
        Tls side = sides[from];
        side.runTasks();
        int before = unsent[from].remaining();
        side.send(unsent[from]);
        mostUnsent = Math.max(mostUnsent, side.output().remaining());
        boolean moved = before != unsent[from].remaining();
        moved |= carry(side, sides[1 - from]);
        moved |= drain(from);
        return moved;
    }

    private boolean carry(Tls from, Tls to) {
        to.runTasks();
        int most = Math.min(from.output().remaining(), to.needed());
        if (most == 0) {
            return false;
        }
        int count = 1 + random.nextInt(most);
        ByteBuffer output = from.output();
        to.receive(output.slice(output.position(), count));
        output.position(output.position() + count);
        return true;
    }

    private boolean drain(int at) {
        sides[at].runTasks();
        ByteBuffer plaintext = sides[at].plaintext();
        if (!plaintext.hasRemaining()) {
            return false;
        }
        byte[] part = new byte[1 + random.nextInt(plaintext.remaining())];
        plaintext.get(part);
        read[at].writeBytes(part);
        return true;
    }
}
