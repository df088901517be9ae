package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tsocks.linux.NativeSocket.Progress;
import io.tsocks.linux.NativeSocket.Traffic;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// What the kernel tells of a TCP connection (`TCP_INFO`).
record TcpInfo(SocketOptions options) {

    /// So often [#traffic] looks again while bytes keep coming.
    private static final int MOST_LOOKS = 8;

    /// How far a TCP socket is.
    Progress progress() {
        Result result = options.read(C.IPPROTO_TCP, C.TCP_INFO, 4);
        return switch (result.ok() ? Scratch.memory().get(JAVA_BYTE, 0) : C.TCP_CLOSE) {
            case C.TCP_CLOSE -> Progress.NONE;
            case C.TCP_SYN_SENT, C.TCP_SYN_RECV -> Progress.CONNECTING;
            case C.TCP_ESTABLISHED -> Progress.ESTABLISHED;
            default -> Progress.BEYOND;
        };
    }

    /// Whether everybody together has sent and received exactly this much on the connection, and
    /// nothing more has come. That is quickly seen; what else it may be is for [#traffic] to say.
    boolean hasCarried(long written, long read) {
        Counts counts = counts();
        return counts.state() == C.TCP_ESTABLISHED
                && counts.written() == written
                && counts.received() == read;
    }

    /// What everybody together has sent and received on the connection.
    Traffic traffic() {
        Counts before = counts();
        for (int looks = 0; ; looks++) {
            int unread = options.count(C.SIOCINQ);
            Counts after = counts();
            // What came between the two looks may be in the one count and not in the other.
            if (after.received() == before.received() || looks == MOST_LOOKS) {
                return new Traffic(after.written(), Math.max(0, after.received() - unread));
            }
            before = after;
        }
    }

    /// What the kernel has counted at one moment.
    ///
    /// @param written bytes sent for the first time, and bytes that wait to be
    private record Counts(byte state, long written, long received) {
        static final Counts NONE = new Counts((byte) C.TCP_CLOSE, 0, 0);
    }

    /// The kernel counts a FIN that has come as a byte, which it is not here.
    private Counts counts() {
        Result result = options.read(C.IPPROTO_TCP, C.TCP_INFO, C.tcp_info$tcpi_bytes_retrans + 8);
        if (!result.ok()) {
            return Counts.NONE;
        }
        MemorySegment info = Scratch.memory();
        byte state = info.get(JAVA_BYTE, 0);
        int fin =
                switch (state) {
                    case C.TCP_CLOSE_WAIT, C.TCP_LAST_ACK, C.TCP_CLOSING, C.TCP_TIME_WAIT -> 1;
                    default -> 0;
                };
        return new Counts(
                state,
                info.get(JAVA_LONG, C.tcp_info$tcpi_bytes_sent)
                        - info.get(JAVA_LONG, C.tcp_info$tcpi_bytes_retrans)
                        + info.get(JAVA_INT, C.tcp_info$tcpi_notsent_bytes),
                info.get(JAVA_LONG, C.tcp_info$tcpi_bytes_received) - fin);
    }

    /// How long a round trip to the peer takes, as the kernel has measured it; zero where it has
    /// not yet.
    Duration roundTrip() {
        options.read(C.IPPROTO_TCP, C.TCP_INFO, C.tcp_info$tcpi_rtt + 4);
        int micros = Scratch.memory().get(JAVA_INT, C.tcp_info$tcpi_rtt);
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
