package io.tsocks.launcher.inspect;

import io.tsocks.net.ServerKind;
import io.tsocks.net.SocksVersion;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known about a server.
///
/// @param location where it was asked
/// @param user the user who logged in; null for none
/// @param isTargetOfUser whether the user named the destination that the server was asked to
///     connect to
/// @param latency null if the server does not speak SOCKS 5
/// @param tls empty if the server was asked without TLS
/// @param suspicion what a server that does not speak SOCKS might be; empty for others
record Inspection(
        Location location,
        @Nullable String user,
        boolean isTargetOfUser,
        Map<Ability, Evidence> findings,
        @Nullable Latency latency,
        Optional<TlsFindings> tls,
        String suspicion) {

    Inspection {
        findings = Collections.unmodifiableMap(new EnumMap<>(findings));
    }

    /// How long each step took. The first two are the best of several attempts.
    ///
    /// @param connecting the connect, and TLS if there is: of TCP alone, one round trip
    /// @param greeting the method reply: one round trip and the server's own time
    /// @param request a CONNECT, step by step; null if none was answered
    record Latency(Duration connecting, Duration greeting, @Nullable Duration request) {}

    Evidence finding(Ability ability) {
        return findings.getOrDefault(ability, Evidence.untested(""));
    }

    boolean can(Ability ability) {
        return finding(ability).isYes();
    }

    /// The version to write in tsocks.conf; empty if the server speaks none of them, or only
    /// with a login that tsocks.conf cannot give.
    Optional<SocksVersion> version() {
        if (can(Ability.NO_LOGIN) || can(Ability.PASSWORD)) {
            return Optional.of(SocksVersion.SOCKS5);
        }
        if (can(Ability.SOCKS4A)) {
            return Optional.of(SocksVersion.SOCKS4A);
        }
        return can(Ability.SOCKS4) ? Optional.of(SocksVersion.SOCKS4) : Optional.empty();
    }

    /// Whether nothing that the server answered rules out a kind.
    boolean mayBe(ServerKind kind) {
        Ability ability =
                switch (kind) {
                    case SOCKS4 -> Ability.SOCKS4;
                    case SOCKS4A -> Ability.SOCKS4A;
                    case SOCKS5, SOCKS5_TLS -> Ability.SOCKS5;
                    case HTTP, HTTPS -> Ability.HTTP;
                };
        return finding(ability).support() != Support.NO;
    }

    boolean isSocksServer() {
        return can(Ability.SOCKS5) || can(Ability.SOCKS4);
    }

    /// Whether tsocks can use it.
    boolean isProxy() {
        return isSocksServer() || can(Ability.HTTP);
    }
}
