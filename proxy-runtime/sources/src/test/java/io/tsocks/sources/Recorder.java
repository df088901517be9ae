package io.tsocks.sources;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Waits for what a mirror tells.
final class Recorder implements MirrorListener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void changed(SourceAddress address, String version) {
        told.add("changed");
    }

    @Override
    public void rejected(SourceAddress address, String version, String why) {
        told.add("rejected " + why);
    }

    @Override
    public void lost(SourceAddress address, String why) {
        told.add("lost " + why);
    }

    @Override
    public void found(SourceAddress address) {
        told.add("found");
    }

    /// The next thing that is told and begins with a word; others before it are passed over.
    String await(String word) throws InterruptedException {
        while (true) {
            String next = told.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing begins with " + word);
            }
            if (next.startsWith(word)) {
                return next;
            }
        }
    }
}
