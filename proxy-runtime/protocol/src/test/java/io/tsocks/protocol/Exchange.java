package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One handshake as both sides see it: what the client must send, what the server sends, and how it
/// ends.
record Exchange(String name, Supplier<? extends Handshake> client, List<Turn> turns, String end) {

    /// Bytes in hexadecimal; a client's turn is one write.
    record Turn(boolean fromClient, String hex) {}

    static Exchange of(String name, Supplier<? extends Handshake> client) {
        return new Exchange(name, client, List.of(), "");
    }

    Exchange client(String hex) {
        return with(new Turn(true, hex));
    }

    Exchange server(String hex) {
        return with(new Turn(false, hex));
    }

    Exchange ends(String state) {
        return new Exchange(name, client, turns, state);
    }

    private Exchange with(Turn turn) {
        List<Turn> longer = new ArrayList<>(turns);
        longer.add(turn);
        return new Exchange(name, client, List.copyOf(longer), end);
    }

    /// Everything the server sends, after one another.
    byte[] serverBytes() {
        String all =
                turns.stream()
                        .filter(turn -> !turn.fromClient())
                        .map(Turn::hex)
                        .collect(Collectors.joining());
        return HexFormat.of().parseHex(all.replace(" ", ""));
    }

    /// Runs it with the server's bytes in pieces of at most `piece`, and `trailing` after the last
    /// of them, which must stay where they are.
    void run(int piece, String trailing) {
        Handshake handshake = client.get();
        work(handshake);
        List<String> states = new ArrayList<>();
        int last = turns.size() - 1;
        for (int i = 0; i <= last; i++) {
            Turn turn = turns.get(i);
            if (turn.fromClient()) {
                assertThat(drain(handshake)).as("%s, turn %d", name, i).isEqualTo(hex(turn.hex()));
            } else {
                ByteBuffer sent = bytes(turn.hex() + (i == last ? trailing : ""));
                feed(handshake, sent, piece);
                assertThat(sent.remaining())
                        .as("%s, turn %d: bytes left", name, i)
                        .isEqualTo(i == last ? trailing.length() / 2 : 0);
                note(states, handshake);
            }
        }
        note(states, handshake);
        assertThat(String.join(", ", states)).as(name).isEqualTo(end);
        assertThat(handshake.needed()).as("%s: needed at the end", name).isZero();
        assertThat(handshake.output().hasRemaining()).as("%s: unsent output", name).isFalse();
    }

    private static void feed(Handshake handshake, ByteBuffer sent, int piece) {
        while (sent.hasRemaining() && handshake.needed() > 0) {
            int length = Math.min(piece, Math.min(sent.remaining(), handshake.needed()));
            ByteBuffer part = sent.slice(sent.position(), length);
            handshake.receive(part);
            work(handshake);
            // What is asked for and not taken has been read all the same: no harm after a failure.
            if (!(handshake.state() instanceof HandshakeState.Failed)) {
                assertThat(part.remaining()).as("asked for and not taken").isZero();
            }
            sent.position(sent.position() + part.position());
        }
    }

    /// Runs the tasks that are due, as any driver does.
    static void work(Handshake handshake) {
        for (var task = handshake.task(); task.isPresent(); task = handshake.task()) {
            assertThat(handshake.needed()).as("needed while a task is due").isZero();
            assertThat(handshake.output().hasRemaining()).as("output before a task").isFalse();
            task.get().run();
            handshake.resume();
        }
    }

    /// The states that matter, each once: not that it goes on.
    private static void note(List<String> states, Handshake handshake) {
        String text = describe(handshake.state());
        if (!text.isEmpty() && (states.isEmpty() || !states.getLast().equals(text))) {
            states.add(text);
        }
    }

    private static String describe(HandshakeState state) {
        return switch (state) {
            case HandshakeState.Negotiating _ -> "";
            case HandshakeState.Listening(SocksAddress address) -> "listening " + address;
            case HandshakeState.Established(SocksAddress bound) -> "established " + bound;
            case HandshakeState.Failed(Phase phase, SocksFailure failure) ->
                    "failed " + phase + " " + failure.errno() + ": " + failure.message();
        };
    }

    static String drain(Handshake handshake) {
        ByteBuffer output = handshake.output();
        byte[] sent = new byte[output.remaining()];
        output.get(sent);
        return HexFormat.of().formatHex(sent);
    }

    private static String hex(String text) {
        return text.replace(" ", "");
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex(hex)));
    }

    @Override
    public String toString() {
        return name;
    }
}
