package io.tsocks.net;

/// How a group chooses the member that a connect tries first. Whatever it is, members that fail are
/// passed over, and the next one is tried within the same connect.
public enum Selection {
    /// The first that lives, in the order of the list.
    FAILOVER("failover"),
    /// Each in turn: the one whose last turn is longest ago.
    ROUND_ROBIN("round-robin"),
    /// For each destination always the same one. A member that dies moves its own destinations
    /// only, each to the member that is next for it.
    HASH("hash"),
    /// The one whose handshakes take the least time. Another one has to be a fifth faster, so that
    /// two of about the same speed do not alternate.
    FASTEST("fastest");

    private final String word;

    Selection(String word) {
        this.word = word;
    }

    /// The value of `select` in a tsocks.conf, such as `round-robin`.
    public String word() {
        return word;
    }
}
