package io.tsocks.socks;

/// Makes what a handshake would have agreed on.
public final class Encapsulations {

    private Encapsulations() {}

    /// Integrity, by a mechanism that everybody can undo.
    public static Encapsulation reversing() {
        return new Encapsulation(new ReversingContext(), Authentication.Protection.INTEGRITY);
    }
}
