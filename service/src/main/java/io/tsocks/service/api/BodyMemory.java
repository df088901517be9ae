package io.tsocks.service.api;

import java.util.concurrent.atomic.AtomicLong;

/// The memory for the bodies of requests that are not answered yet. Without a bound, some hundred
/// clients that send the longest policy would need more than the process has.
final class BodyMemory {

    private final long most;
    private final long free;
    private final AtomicLong taken = new AtomicLong();

    /// @param most how many bytes all bodies together may have
    /// @param free how many of each body do not count, so that a small policy can always be applied
    BodyMemory(long most, long free) {
        this.most = most;
        this.free = free;
    }

    /// What a body takes of it, which is nothing yet.
    Share share() {
        return new Share();
    }

    /// What one body takes of it. Used by the thread of its request.
    final class Share implements AutoCloseable {

        private long read;
        private long counted;

        private Share() {}

        /// Takes more. A body that is alone may always have more: it has a bound of its own.
        ///
        /// @throws ProblemException if others have taken too much
        void take(long bytes) {
            read += bytes;
            long more = Math.max(0, read - free) - counted;
            counted += more;
            long all = taken.addAndGet(more);
            if (more > 0 && all > most && all > counted) {
                throw new ProblemException(
                        503,
                        "too-many-bodies",
                        "Too many large bodies are read",
                        "other clients send policies that fill the memory; try again later");
            }
        }

        /// Gives it back.
        @Override
        public void close() {
            long ignored = taken.addAndGet(-counted);
            counted = 0;
        }
    }
}
