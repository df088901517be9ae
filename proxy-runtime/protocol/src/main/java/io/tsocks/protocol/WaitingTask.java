package io.tsocks.protocol;

/// A task of a [Handshake] that may wait for another machine, for much longer than it computes. It
/// needs a thread of its own.
public interface WaitingTask extends Runnable {}
