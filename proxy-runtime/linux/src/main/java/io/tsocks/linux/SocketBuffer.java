package io.tsocks.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Memory by which many bytes go to and from this process's sockets in one call. It is taken with
/// the first call.
///
/// Not thread-safe.
public final class SocketBuffer {

    /// The most bytes of one call: a record of TLS and what is around it.
    private static final int SIZE = 32 * 1024;

    private final Kernel kernel;
    private @Nullable MemorySegment memory;

    public SocketBuffer(Kernel kernel) {
        this.kernel = kernel;
    }

    private MemorySegment memory() {
        if (memory == null) {
            memory = Arena.ofAuto().allocate(SIZE, 16);
        }
        return memory;
    }

    /// Receives what has arrived, without waiting. [#received] then has the bytes.
    ///
    /// @param most the most bytes; the buffer's size also limits them
    /// @return how many; 0 if the peer has closed; EAGAIN if none have arrived
    public Result receive(OwnSocket from, int most) {
        return kernel.call(
                Syscall.RECVFROM,
                from.fd(),
                memory().address(),
                Math.min(most, SIZE),
                C.MSG_DONTWAIT,
                0,
                0);
    }

    /// The bytes of the last [#receive]. They stay there until the next call.
    ///
    /// @param count its result
    public ByteBuffer received(Result count) {
        return memory().asSlice(0, count.intValue()).asByteBuffer();
    }

    /// Sends as many bytes as the socket takes at once, without SIGPIPE, and moves the position
    /// past them.
    ///
    /// @return how many; EAGAIN if it takes none for now
    public Result send(OwnSocket to, ByteBuffer bytes) {
        int length = Math.min(bytes.remaining(), SIZE);
        MemorySegment from = MemorySegment.ofBuffer(bytes);
        MemorySegment.copy(from, 0, memory(), 0, length);
        Result sent =
                kernel.call(
                        Syscall.SENDTO,
                        to.fd(),
                        memory().address(),
                        length,
                        C.MSG_DONTWAIT | C.MSG_NOSIGNAL,
                        0,
                        0);
        bytes.position(bytes.position() + Math.max(0, sent.intValue()));
        return sent;
    }
}
