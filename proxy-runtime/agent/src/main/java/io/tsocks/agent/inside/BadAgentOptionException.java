package io.tsocks.agent.inside;

/// An option of the agent is wrong.
final class BadAgentOptionException extends Exception {

    private static final long serialVersionUID = 1;

    BadAgentOptionException(String message) {
        super(message);
    }
}
