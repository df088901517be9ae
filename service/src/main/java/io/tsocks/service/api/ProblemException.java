package io.tsocks.service.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// A request that is answered with a problem (RFC 9457).
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int MALFORMED = 400;
    private static final int FAILED = 500;

    private final int status;
    private final String kind;
    private final String title;
    private final transient Details details;

    /// More fields of the answer.
    @FunctionalInterface
    interface Details {
        /// No more fields.
        Details NONE = _ -> {};

        void write(JsonGenerator json) throws IOException;
    }

    /// @param kind the last part of the problem's type
    /// @param title what kind of problem it is, the same words each time
    /// @param detail what happened, and what to do
    ProblemException(int status, String kind, String title, String detail) {
        this(status, kind, title, detail, Details.NONE);
    }

    ProblemException(int status, String kind, String title, String detail, Details details) {
        super(detail, null, false, false);
        this.status = status;
        this.kind = kind;
        this.title = title;
        this.details = details;
    }

    /// A parameter or a body that is not as it has to be.
    static ProblemException badRequest(String detail) {
        return new ProblemException(400, "bad-request", "The request is malformed", detail);
    }

    /// Nothing is there.
    static ProblemException notFound(String detail) {
        return new ProblemException(404, "not-found", "There is no such resource", detail);
    }

    /// There is no policy to ask.
    static ProblemException noPolicy() {
        return new ProblemException(
                503,
                "no-policy",
                "No policy is in force",
                "no policy was applied yet; PUT one to /v1/policy, or correct the policy file");
    }

    int status() {
        return status;
    }

    /// Whether a connection ends with an answer of this status. A client that is to come again
    /// later gives its place to others. After a malformed request, or one that was not read to its
    /// end, the start of the next one is not known.
    static boolean endsConnection(int status) {
        return status == TOO_MANY
                || status == UNAVAILABLE
                || status == MALFORMED
                || status == FAILED;
    }

    /// Writes the answer.
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "urn:tsocks:problem:" + kind);
        json.writeStringField("title", title);
        json.writeNumberField("status", status);
        json.writeStringField("detail", getMessage());
        details.write(json);
        json.writeEndObject();
    }
}
