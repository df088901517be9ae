package io.tsocks.launcher.supervisor;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The far end of a [FakeSocket]: a SOCKS 5 server that grants every CONNECT without a login, and
/// then speaks first, as the destination.
final class FakeServer {

    /// Says nothing at all where it is mute.
    private final boolean mute;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private @Nullable InetAddress granted;
    private boolean greeted;

    FakeServer(boolean mute) {
        this.mute = mute;
    }

    /// Takes bytes, and gives what it answers to them.
    byte[] take(byte[] bytes) {
        taken.writeBytes(bytes);
        byte[] all = taken.toByteArray();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        if (!mute && !greeted && all.length >= 2 && all.length >= 2 + all[1]) {
            greeted = true;
            answer.writeBytes(new byte[] {5, 0});
        }
        int request = 2 + (all.length > 1 ? all[1] : 0);
        if (greeted && granted == null && all.length >= request + 10) {
            granted = address(Arrays.copyOfRange(all, request + 4, request + 8));
            answer.writeBytes(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            answer.writeBytes(new byte[] {'h', 'i'});
        }
        return answer.toByteArray();
    }

    private static InetAddress address(byte[] bits) {
        try {
            return InetAddress.getByAddress(bits);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /// Which destination it has connected; null before that.
    @Nullable InetAddress granted() {
        return granted;
    }
}
