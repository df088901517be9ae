package io.tsocks.client.health;

/// Why a connect through a server failed, where the server is at fault and not the destination. A
/// server that refuses a destination does what servers do, and is not in this list.
public enum ServerFailure {
    /// There is no TCP connection to it: refused, no route, or its name has no address.
    UNREACHABLE("it cannot be reached"),
    /// It was silent for the whole time that a connect gives to a server, which shows more than a
    /// lost connection. If it has answered no other connect meanwhile, it is left alone at once.
    MUTE("it was silent until its deadline"),
    /// It owed an answer when a program, or the connect as a whole, had no more time, or it failed
    /// to answer a check.
    LATE("it did not answer in time"),
    /// The TLS handshake with it failed.
    TLS("the TLS handshake failed"),
    /// It accepts none of the methods of authentication.
    METHOD("it accepts no offered method of authentication"),
    /// It refused the login.
    LOGIN("it refused the login"),
    /// It closed the connection before it answered.
    CLOSED("it closed the connection before it answered"),
    /// What it sent is not the protocol that was expected.
    NONSENSE("it does not speak the expected protocol"),
    /// It says that it is broken or overloaded itself.
    BROKEN("it says that it is out of order");

    private final String words;

    ServerFailure(String words) {
        this.words = words;
    }

    /// What happened, in words for a person.
    public String words() {
        return words;
    }
}
