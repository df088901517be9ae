package io.tsocks.launcher.inspect;

import java.time.Duration;

/// A server's answer to the offer of one method.
sealed interface MethodReply {

    /// `05 method`.
    ///
    /// @param method 0 to 255; 255 means that the server accepts none
    /// @param connecting how long the TCP connect took
    /// @param answering how long the answer took
    record Chosen(int method, Duration connecting, Duration answering) implements MethodReply {}

    /// Two bytes that are not a method reply, or one byte and the end of the connection.
    ///
    /// @param first the first byte, 0 to 255
    record Foreign(int first) implements MethodReply {}

    /// The end of the connection.
    record Closed() implements MethodReply {}

    /// There was no answer in time.
    record Silent() implements MethodReply {}
}
