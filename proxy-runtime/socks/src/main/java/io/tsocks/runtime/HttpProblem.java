package io.tsocks.runtime;

import java.io.IOException;

/// A message that is not HTTP as it must be, or that the bridge does not carry.
final class HttpProblem extends IOException {

    private static final long serialVersionUID = 1;

    private final String status;

    /// @param status what the client is told: the code and its name
    /// @param what what was wrong, in words for a person
    HttpProblem(String status, String what) {
        super(what);
        this.status = status;
    }

    /// A request that cannot be understood.
    static HttpProblem badRequest(String what) {
        return new HttpProblem("400 Bad Request", what);
    }

    /// The code and its name.
    String status() {
        return status;
    }
}
