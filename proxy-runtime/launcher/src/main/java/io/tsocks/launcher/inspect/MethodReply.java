package io.tsocks.launcher.inspect;

import java.time.Duration;

/// What a server answers to the offer of one method.
sealed interface MethodReply {

    /// `05 method`.
    ///
    /// @param method 0 to 255, where 255 is none
    /// @param connecting how long TCP's handshake took
    /// @param answering how long the answer took
    record Chosen(int method, Duration connecting, Duration answering) implements MethodReply {}

    /// Two bytes that are no method reply, or fewer and the end.
    ///
    /// @param first the first byte, 0 to 255
    record Foreign(int first) implements MethodReply {}

    /// The end of the connection.
    record Closed() implements MethodReply {}

    /// Nothing in time.
    record Silent() implements MethodReply {}
}
