package io.tsocks.gateway;

import java.time.Duration;

/// How much a gateway carries at a time, and how long it waits for its clients.
///
/// @param connections the most clients at a time, at least 1
/// @param connectionsPerAddress the most clients at a time from one address, at least 1; clients of
///     AF_UNIX sockets count as one address
/// @param openings the most clients at a time that have not sent a whole request yet, at least 1;
///     beyond it, the one that is at it longest makes room
/// @param headBytes the most bytes of the head of an HTTP request, at least 1024
/// @param handshake how long a client may take until its request is whole
/// @param idle how long a connection may carry nothing in both directions
/// @param bind how long a port of BIND waits for its peer
public record GatewayLimits(
        int connections,
        int connectionsPerAddress,
        int openings,
        int headBytes,
        Duration handshake,
        Duration idle,
        Duration bind) {

    /// 20,000 clients, all of which may come from one address; 1024 openings, heads of 64 KiB, 30
    /// seconds for a handshake, an hour of silence, and 2 minutes for the peer of BIND.
    public static final GatewayLimits STANDARD =
            new GatewayLimits(
                    20_000,
                    20_000,
                    1024,
                    64 * 1024,
                    Duration.ofSeconds(30),
                    Duration.ofHours(1),
                    Duration.ofMinutes(2));

    public GatewayLimits {
        if (connections < 1 || connectionsPerAddress < 1 || openings < 1) {
            throw new IllegalArgumentException("a limit of connections is at least 1");
        }
        if (headBytes < 1024) {
            throw new IllegalArgumentException("the head of a request needs at least 1024 bytes");
        }
        if (!handshake.isPositive() || !idle.isPositive() || !bind.isPositive()) {
            throw new IllegalArgumentException("a time limit is more than zero");
        }
    }

    /// The same with other numbers of clients.
    public GatewayLimits withConnections(int all, int perAddress) {
        return new GatewayLimits(all, perAddress, openings, headBytes, handshake, idle, bind);
    }

    /// The same with other times.
    public GatewayLimits withTimes(Duration forHandshake, Duration forIdle) {
        return new GatewayLimits(
                connections,
                connectionsPerAddress,
                openings,
                headBytes,
                forHandshake,
                forIdle,
                bind);
    }
}
