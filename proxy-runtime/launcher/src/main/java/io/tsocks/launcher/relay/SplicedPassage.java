package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.OwnSocket;

/// A relayed connection whose bytes never leave the kernel.
///
/// @param out what the program sends
/// @param in what the server sends
record SplicedPassage(OwnSocket inner, OwnSocket outer, Flow out, Flow in) implements Passage {

    static SplicedPassage of(OwnSocket inner, OwnSocket outer, Pipes pipes) {
        return new SplicedPassage(
                inner, outer, new Flow(inner, outer, pipes), new Flow(outer, inner, pipes));
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
