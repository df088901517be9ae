package io.tsocks.gateway;

import java.io.IOException;
import java.io.InputStream;

/// What serves one HTTP client of a proxy: it decides whether to, and connects.
interface HttpHost {

    /// The most bytes of the head of the client's request.
    int headBytes();

    /// Whether the client is served.
    ///
    /// @param authorization its Proxy-Authorization; may be empty
    /// @throws HttpProblem if it is turned away in another way
    boolean admits(String authorization) throws IOException;

    /// What a client that is not served has to show, as a line of text.
    String challenge();

    /// Whether an answer of the proxy itself breaks off before its end, so that no program mistakes
    /// it for a response of the site: reading its body fails.
    boolean breaksOffAnswers();

    /// The request is whole and will be carried.
    ///
    /// @throws HttpProblem if it is too late for that
    void accepted(HttpRequest request) throws IOException;

    /// Connects to the target of a request.
    ///
    /// @throws HttpProblem if the client is refused
    Duplex connect(HttpTarget target) throws IOException;

    /// A request in absolute form has had its whole response.
    default void exchanged() {}

    /// The client's side.
    Duplex client();

    /// Carries everything from now on, and closes both sides in the end, perhaps after this
    /// returns.
    ///
    /// @param fromClient the client's input, of which some may have been read already
    void relay(InputStream fromClient, Duplex target) throws IOException;
}
