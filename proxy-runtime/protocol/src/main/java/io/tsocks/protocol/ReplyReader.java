package io.tsocks.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads one SOCKS 5 reply (RFC 1928, section 6): version and code, then a zero and the address.
///
/// A failure is complete with its code, because some servers send no more than that, or a
/// nonsensical address type.
final class ReplyReader {

    private final Octets head = new Octets(2);
    private final AddressReader bound = new AddressReader(1);

    /// The fewest bytes that come next in a reply that grants; 0 if the reply is complete.
    int needed() {
        if (head.needed() > 0) {
            return head.needed() + bound.needed();
        }
        return isGranted() ? bound.needed() : 0;
    }

    /// Takes at most the bytes needed; true if the reply is complete.
    boolean take(ByteBuffer in) {
        if (head.take(in) && isGranted()) {
            bound.take(in);
        }
        return needed() == 0;
    }

    /// The code of a complete reply, 0 to 255.
    int code() {
        return head.at(1);
    }

    /// What is wrong with a complete reply; null if nothing is.
    @Nullable String malformed() {
        if (head.at(0) != Messages.VERSION_5) {
            return "its reply starts with byte " + head.at(0) + ", not 5";
        }
        return isGranted() && bound.address() == null
                ? "its reply has an address of unknown type " + bound.type()
                : null;
    }

    /// The address in the reply; null in a failure.
    @Nullable SocksAddress address() {
        return bound.address();
    }

    private boolean isGranted() {
        return head.at(0) == Messages.VERSION_5 && code() == 0;
    }
}
