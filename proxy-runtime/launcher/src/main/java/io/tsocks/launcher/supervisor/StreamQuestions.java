package io.tsocks.launcher.supervisor;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/// Reads the questions that a program sends over TCP (RFC 7766), and finds out after as few bytes
/// as possible that what it sends is none: it may mean a server that is not a name server.
final class StreamQuestions {

    private static final int LENGTH = 2;
    private static final int HEADER = 12;

    /// The header and a question for the root.
    private static final int SHORTEST = 17;

    /// The bit of an answer, and the kind of query.
    private static final int QR_AND_OPCODE = 0xf8;

    private final DataInputStream in;
    private boolean isFirst = true;

    StreamQuestions(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in));
    }

    /// What a program sends is no question, or it sends nothing.
    static final class NoQuestion extends IOException {
        private static final long serialVersionUID = 1;

        private NoQuestion(String message) {
            super(message);
        }
    }

    /// Waits for a message whose header is one of a question.
    ///
    /// @throws NoQuestion if another one comes, or none does in place of the first
    /// @throws IOException if the program has closed the connection, or asks nothing more
    byte[] next() throws IOException {
        try {
            byte[] start = new byte[LENGTH + HEADER];
            for (int i = 0; i < start.length; i++) {
                start[i] = in.readByte();
                if (isWrong(start, i)) {
                    throw new NoQuestion("what the program sends is no question");
                }
            }
            byte[] message = new byte[ByteBuffer.wrap(start).getShort() & 0xffff];
            System.arraycopy(start, LENGTH, message, 0, HEADER);
            in.readFully(message, HEADER, message.length - HEADER);
            isFirst = false;
            return message;
        } catch (SocketTimeoutException e) {
            throw isFirst ? new NoQuestion("the program does not ask anything") : e;
        }
    }

    /// Whether a byte shows that no question begins like this.
    private static boolean isWrong(byte[] start, int last) {
        ByteBuffer bytes = ByteBuffer.wrap(start);
        return switch (last) {
            case 1 -> (bytes.getShort(0) & 0xffff) < SHORTEST;
            case 4 -> (start[4] & QR_AND_OPCODE) != 0;
            case 7 -> bytes.getShort(6) != 1;
            case 9 -> bytes.getShort(8) != 0;
            case 11 -> bytes.getShort(10) != 0;
            default -> false;
        };
    }
}
