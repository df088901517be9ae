package io.tsocks.linux;

import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Whatever pointers, lengths and control data a program passes to sendto(2), sendmsg(2) or
/// sendmmsg(2): nothing is thrown; at most what a datagram holds is read, and only if the
/// program pointed; what was copied is what the kernel would have copied from the same memory; and
/// no option is let pass that could send the packet another way.
public final class MessageFuzz {

    private static final int MOST_BYTES = 65_536;
    private static final int MOST_VECTORS = 1_024;

    private MessageFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes which call, a byte for each of five arguments, and the memory from address 0 on
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int call = input.choice(3);
        long[] arguments = new long[6];
        for (int i = 1; i < arguments.length; i++) {
            arguments[i] = (byte) input.octet();
        }
        if (input.choice(2) == 1) {
            arguments[2] <<= 8;
        }
        FakeMemory memory = new FakeMemory(input.rest());
        MessageReader message = read(memory, call, notification(arguments));
        byte[] control = message.control().bytes();
        boolean asksForMore = message.control().asksForMore();
        Copy copy = call == 0 ? Copy.ofSendto(memory, arguments) : Copy.of(memory, arguments[1]);
        check(message, copy);
        Claim.holds(
                message.errno() != 0 || asksForMore || isHarmless(control),
                () -> "control data that is not known: " + Arrays.toString(control));
    }

    private static Notification notification(long... arguments) {
        return new Notification(
                1,
                1,
                0,
                0,
                arguments[0],
                arguments[1],
                arguments[2],
                arguments[3],
                arguments[4],
                arguments[5]);
    }

    private static MessageReader read(FakeMemory memory, int call, Notification notification) {
        return call == 0
                ? MessageReader.ofSendto(memory, notification)
                : MessageReader.ofSendmsg(memory, notification, call == 2);
    }

    private static void check(MessageReader message, Copy copy) {
        Claim.equal(copy.readable, message.errno() == 0, "errno " + message.errno());
        if (copy.readable) {
            Claim.holds(Arrays.equals(copy.address, message.address()), () -> "another address");
            Claim.holds(Arrays.equals(copy.payload, message.payload()), () -> "another payload");
            Claim.holds(
                    Arrays.equals(copy.control, message.control().bytes()),
                    () -> "other control data");
        }
    }

    /// Memory that begins at address 0 and is as long as the input.
    private static final class FakeMemory implements MessageReader.Memory {

        private final byte[] bytes;
        private long read;

        FakeMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Target.Copied read(long address, int length) {
            Claim.holds(length >= 1 && length <= MOST_BYTES, () -> "a read of " + length);
            read += length;
            Claim.holds(read <= 4L * MOST_BYTES, () -> "reads of " + read);
            if (!has(address, length)) {
                return new Target.Copied(new byte[length], Errno.EFAULT);
            }
            int from = (int) address;
            return new Target.Copied(Arrays.copyOfRange(bytes, from, from + length), 0);
        }

        boolean has(long address, long length) {
            return length == 0
                    || (address >= 0 && address <= bytes.length - length && length <= bytes.length);
        }

        byte[] copy(long address, long length) {
            return length == 0
                    ? new byte[0]
                    : Arrays.copyOfRange(bytes, (int) address, (int) (address + length));
        }

        long longAt(long address) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong((int) address);
        }
    }

    /// What the kernel would copy (net/socket.c), within the reader's bounds.
    private static final class Copy {

        private boolean readable = true;
        private byte[] address = new byte[0];
        private byte[] payload = new byte[0];
        private byte[] control = new byte[0];

        static Copy ofSendto(FakeMemory memory, long... arguments) {
            Copy copy = new Copy();
            copy.payload = copy.take(memory, arguments[1], arguments[2], MOST_BYTES);
            if (arguments[4] != 0) {
                int length = (int) arguments[5];
                copy.readable &= length != 0;
                copy.address = copy.take(memory, arguments[4], length, 128);
            }
            return copy;
        }

        static Copy of(FakeMemory memory, long header) {
            Copy copy = new Copy();
            copy.take(memory, header, 56, 56);
            if (copy.readable) {
                copy.header(memory, header);
            }
            return copy;
        }

        private void header(FakeMemory memory, long header) {
            long name = memory.longAt(header);
            int nameLength = (int) memory.longAt(header + 8);
            address = take(memory, name, name == 0 ? 0 : Math.min(nameLength, 128), 128);
            long controlAt = memory.longAt(header + 32);
            control = take(memory, controlAt, memory.longAt(header + 40), MOST_BYTES);
            readable &= isWellFormed(control);
            long count = memory.longAt(header + 24);
            readable &= count >= 0 && count <= MOST_VECTORS;
            if (readable) {
                vectors(memory, memory.longAt(header + 16), count);
            }
        }

        private void vectors(FakeMemory memory, long at, long count) {
            take(memory, at, count * 16, MOST_VECTORS * 16);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; readable && i < count; i++) {
                long base = memory.longAt(at + i * 16L);
                long length = memory.longAt(at + i * 16L + 8);
                all.writeBytes(take(memory, base, length, MOST_BYTES - all.size()));
            }
            payload = all.toByteArray();
        }

        private byte[] take(FakeMemory memory, long address, long length, int most) {
            readable &= length >= 0 && length <= most && memory.has(address, length);
            return readable ? memory.copy(address, length) : new byte[0];
        }
    }

    /// Whether the kernel takes the lengths in control data (`sock_cmsg_send`, `udp_cmsg_send`).
    private static boolean isWellFormed(byte[] control) {
        ByteBuffer bytes = ByteBuffer.wrap(control).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; control.length - at >= 16; ) {
            long length = bytes.getLong((int) at);
            boolean isSegment =
                    bytes.getInt((int) at + 8) == 17 && bytes.getInt((int) at + 12) == 103;
            if (length < 16 || length > control.length - at || (isSegment && length != 18)) {
                return false;
            }
            at += length + 7 & ~7L;
        }
        return true;
    }

    /// Whether every message that the kernel would see in control data is of a kind that cannot
    /// change where a packet goes, by the kernel's own walk (`for_each_cmsghdr`, `CMSG_OK`).
    private static boolean isHarmless(byte[] control) {
        ByteBuffer bytes = ByteBuffer.wrap(control).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        while (control.length - at >= 16) {
            long length = bytes.getLong((int) at);
            if (length < 16 || length > control.length - at) {
                return true;
            }
            int level = bytes.getInt((int) at + 8);
            int type = bytes.getInt((int) at + 12);
            if (steers(level, type)) {
                return false;
            }
            at += length + 7 & ~7L;
        }
        return true;
    }

    /// Ways over hosts of the program's choice: IP_RETOPTS; IPV6_2292HOPOPTS, 2292DSTOPTS,
    /// 2292RTHDR, FLOWINFO, HOPOPTS, RTHDRDSTOPTS, RTHDR, DSTOPTS.
    private static boolean steers(int level, int type) {
        return (level == 0 && type == 7)
                || (level == 41
                        && switch (type) {
                            case 3, 4, 5, 11, 54, 55, 57, 59 -> true;
                            default -> false;
                        });
    }
}
