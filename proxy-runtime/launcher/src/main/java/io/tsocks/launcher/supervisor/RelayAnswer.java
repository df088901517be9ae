package io.tsocks.launcher.supervisor;

import java.util.function.Supplier;

/// The answer of the [DnsRelay] to a question.
sealed interface RelayAnswer {

    RelayAnswer NONE = new Made(new byte[0]);

    /// Its bytes; none if the question gets no answer.
    byte[] bytes();

    /// Is there.
    final class Made implements RelayAnswer {
        private final byte[] bytes;

        Made(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }

    /// Has to be asked for, which may take any time.
    record Asked(Supplier<byte[]> asking) implements RelayAnswer {
        @Override
        public byte[] bytes() {
            return asking.get();
        }
    }
}
