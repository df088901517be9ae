package io.tsocks.client;

import java.io.Closeable;
import java.time.Duration;

/// Looks at a file again and again, in a daemon thread, until it is closed.
final class RegularLook implements Closeable {

    /// How often a change is looked for while the file has to stay the same.
    private static final int LOOKS = 4;

    private final Runnable look;
    private final Duration pause;
    private final Thread thread;

    /// @param name the thread's
    /// @param settle how long the file has to stay the same
    RegularLook(String name, Duration settle, Runnable look) {
        this.look = look;
        // Duration.dividedBy calculates with big decimals, whose classes a start has to load.
        this.pause = Duration.ofNanos(settle.toNanos() / LOOKS);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /// Stops looking. Closing twice does nothing.
    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(pause);
                lookOnce();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /// An exception of a listener goes to the thread's handler for uncaught exceptions, and the
    /// watch goes on.
    private void lookOnce() {
        try {
            look.run();
        } catch (RuntimeException e) {
            Thread.currentThread()
                    .getUncaughtExceptionHandler()
                    .uncaughtException(Thread.currentThread(), e);
        }
    }
}
