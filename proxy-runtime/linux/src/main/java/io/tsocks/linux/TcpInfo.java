package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tsocks.linux.NativeSocket.Progress;
import io.tsocks.linux.NativeSocket.Traffic;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// The kernel's information about a TCP connection (`TCP_INFO`).
record TcpInfo(SocketOptions options) {

    /// How often [#traffic] looks again while bytes keep coming.
    private static final int MOST_LOOKS = 8;

    /// The state of a TCP socket.
    Progress progress() {
        Result result = options.read(C.IPPROTO_TCP, C.TCP_INFO, 4);
        return switch (result.ok() ? Scratch.memory().get(JAVA_BYTE, 0) : C.TCP_CLOSE) {
            case C.TCP_CLOSE -> Progress.NONE;
            case C.TCP_SYN_SENT, C.TCP_SYN_RECV -> Progress.CONNECTING;
            case C.TCP_ESTABLISHED -> Progress.ESTABLISHED;
            default -> Progress.BEYOND;
        };
    }

    /// Whether all processes together have sent and received exactly this much on the connection,
    /// and nothing more has arrived. This is a quick check; [#traffic] gives the exact numbers.
    boolean hasCarried(long written, long read) {
        Counts counts = counts();
        return counts.state() == C.TCP_ESTABLISHED
                && counts.written() == written
                && counts.received() == read;
    }

    /// The bytes that all processes together have sent and received on the connection.
    Traffic traffic() {
        Counts before = counts();
        for (int looks = 0; ; looks++) {
            int unread = options.count(C.SIOCINQ);
            Counts after = counts();
            // Bytes that came between the two looks may be in one count and not in the other.
            if (after.received() == before.received() || looks == MOST_LOOKS) {
                return new Traffic(after.written(), Math.max(0, after.received() - unread));
            }
            before = after;
        }
    }

    /// The kernel's counts at one moment.
    ///
    /// @param written bytes sent, not counting retransmissions, and bytes waiting to be sent
    private record Counts(byte state, long written, long received) {
        static final Counts NONE = new Counts((byte) C.TCP_CLOSE, 0, 0);
    }

    /// The present counts. The kernel counts a received FIN as a byte; here it is not one. A closed
    /// connection does not tell whether it received one, as after a reset that followed it, so one
    /// byte of it does not count.
    private Counts counts() {
        Result result = options.read(C.IPPROTO_TCP, C.TCP_INFO, C.tcp_info$tcpi_bytes_retrans + 8);
        if (!result.ok()) {
            return Counts.NONE;
        }
        MemorySegment info = Scratch.memory();
        byte state = info.get(JAVA_BYTE, 0);
        int fin =
                switch (state) {
                    case C.TCP_CLOSE_WAIT,
                            C.TCP_LAST_ACK,
                            C.TCP_CLOSING,
                            C.TCP_TIME_WAIT,
                            C.TCP_CLOSE ->
                            1;
                    default -> 0;
                };
        return new Counts(
                state,
                info.get(JAVA_LONG, C.tcp_info$tcpi_bytes_sent)
                        - info.get(JAVA_LONG, C.tcp_info$tcpi_bytes_retrans)
                        + info.get(JAVA_INT, C.tcp_info$tcpi_notsent_bytes),
                info.get(JAVA_LONG, C.tcp_info$tcpi_bytes_received) - fin);
    }

    /// The size of the segments that it would send now, in bytes.
    int segmentSize() {
        Result result = options.read(C.IPPROTO_TCP, C.TCP_INFO, C.tcp_info$tcpi_snd_mss + 4);
        return result.ok() ? Scratch.memory().get(JAVA_INT, C.tcp_info$tcpi_snd_mss) : 0;
    }

    /// The time of a round trip to the peer, as measured by the kernel; zero if it has not been
    /// measured yet.
    Duration roundTrip() {
        options.read(C.IPPROTO_TCP, C.TCP_INFO, C.tcp_info$tcpi_rtt + 4);
        int micros = Scratch.memory().get(JAVA_INT, C.tcp_info$tcpi_rtt);
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
