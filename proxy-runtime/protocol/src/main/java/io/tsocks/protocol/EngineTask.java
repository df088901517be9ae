package io.tsocks.protocol;

import javax.net.ssl.SSLEngine;

/// The work that an engine leaves to others. It runs once, in any thread.
final class EngineTask implements Runnable {

    private final SSLEngine engine;

    /// Written by the thread that runs it, read by the driver.
    private volatile boolean done;

    EngineTask(SSLEngine engine) {
        this.engine = engine;
    }

    boolean isDone() {
        return done;
    }

    @Override
    public void run() {
        for (Runnable part = engine.getDelegatedTask();
                part != null;
                part = engine.getDelegatedTask()) {
            part.run();
        }
        done = true;
    }
}
