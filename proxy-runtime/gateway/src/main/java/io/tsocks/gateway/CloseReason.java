package io.tsocks.gateway;

/// Why a client's connection ended.
public enum CloseReason {
    /// Both sides had said all.
    ENDED("both sides ended"),
    /// One side broke it.
    BROKEN("a side broke the connection"),
    /// The client's opening was not a request, or it left before that.
    NO_REQUEST("no request"),
    /// It was refused, and told so.
    TURNED_AWAY("refused"),
    /// The destination was not reached, and the client told so.
    FAILED("the destination was not reached"),
    /// It carried nothing for too long.
    IDLE("idle"),
    /// A new policy would lead it another way.
    POLICY_CHANGED("the policy changed"),
    /// [Gateway#close(long)] was called.
    BY_OPERATOR("closed by an operator"),
    /// The gateway stopped.
    STOPPED("the gateway stopped");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /// The reason in a few words.
    @Override
    public String toString() {
        return text;
    }
}
