package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Poller;

/// A relayed connection whose bytes never leave the kernel.
///
/// @param out what the program sends
/// @param in what the server sends
record SplicedPassage(OwnSocket inner, OwnSocket outer, Flow out, Flow in) implements Passage {

    private static final int BROKEN = Poller.ERROR | Poller.HANG_UP;
    private static final int TO_READ = Poller.READABLE | Poller.PEER_SENDS_NO_MORE | BROKEN;
    private static final int TO_WRITE = Poller.WRITABLE | BROKEN;

    static SplicedPassage of(OwnSocket inner, OwnSocket outer, Pipes pipes) {
        return new SplicedPassage(
                inner, outer, new Flow(inner, outer, pipes), new Flow(outer, inner, pipes));
    }

    @Override
    public void ready(OwnSocket side, int events) {
        boolean isInner = side.equals(inner);
        if ((events & TO_READ) != 0) {
            (isInner ? out : in).arrived((events & Poller.URGENT) != 0);
        }
        if ((events & TO_WRITE) != 0) {
            (isInner ? in : out).drained();
        }
    }

    @Override
    public void move() {
        out.move();
        in.move();
    }

    @Override
    public void breakOff() {
        out.breakOff();
    }

    @Override
    public State outward() {
        return out.state();
    }

    @Override
    public State inward() {
        return in.state();
    }

    @Override
    public void release() {
        out.release();
        in.release();
    }
}
