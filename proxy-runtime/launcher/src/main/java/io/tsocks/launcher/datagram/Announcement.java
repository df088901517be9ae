package io.tsocks.launcher.datagram;

/// What is told of the first datagram of a socket to a destination.
///
/// @param destination the destination in words
/// @param program the name of the program
/// @param thread the thread that asked
/// @param descriptor the socket's number in that thread then
/// @param rule the rule that decided, in words
public record Announcement(
        String destination, String program, int thread, int descriptor, String rule) {}
