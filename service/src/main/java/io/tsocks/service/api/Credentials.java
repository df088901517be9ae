package io.tsocks.service.api;

/// What opens the API.
public record Credentials(Tokens tokens, Certificates certificates) {

    /// Whether nobody could come in.
    public boolean isEmpty() {
        return tokens.isEmpty() && certificates.isEmpty();
    }
}
