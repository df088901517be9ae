package io.tsocks.launcher.supervisor;

import io.tsocks.client.Credentials;
import io.tsocks.client.GssapiLogin;
import io.tsocks.client.Pipelining;
import io.tsocks.client.ServerGroups;
import io.tsocks.client.tls.ServerTls;
import java.time.Duration;

/// The settings of a supervisor.
///
/// @param routing decides where destinations go
/// @param groups which server of a group is tried first, by what is known of them
/// @param credentials the logins at SOCKS servers
/// @param tls the sessions with servers inside TLS
/// @param gssapi the logins at servers of which the policy demands GSSAPI
/// @param pipelining how far ahead of each server's replies handshakes are sent
/// @param nonBlocking what a non-blocking connect returns
/// @param udp what becomes of datagrams to destinations that are not local
/// @param dns how questions for names travel
/// @param fakeNet the network whose addresses stand for names
/// @param unix what becomes of connects to AF_UNIX servers outside the run
/// @param unixServers tells which servers those are
/// @param lookups is told of questions to name servers and of connects
/// @param deadlines how long a SOCKS server may take
/// @param journal is told of every outcome
public record Settings(
        Routing routing,
        ServerGroups groups,
        Credentials credentials,
        ServerTls tls,
        GssapiLogin gssapi,
        Pipelining pipelining,
        NonBlocking nonBlocking,
        Udp udp,
        Dns dns,
        FakeNet fakeNet,
        Unix unix,
        UnixServers unixServers,
        LookupWatch lookups,
        Deadlines deadlines,
        Journal journal) {

    /// What a non-blocking connect through a server returns.
    public enum NonBlocking {
        /// EINPROGRESS at once, and the outcome as without tsocks: no call waits, and the socket
        /// becomes writable when the destination is connected. The connection is relayed. A socket
        /// that cannot be relayed is gated.
        EXACT,
        /// EINPROGRESS at once; the call that asks for the outcome waits for it. Handshakes of one
        /// program run at the same time.
        GATE,
        /// The outcome, once it is known, as if the socket were blocking.
        HOLD
    }

    /// What becomes of datagrams to destinations that are not local.
    public enum Udp {
        /// They are refused, except questions to the name servers of resolv.conf.
        DENY,
        /// They are sent.
        DIRECT,
        /// They go where the policy says, through SOCKS 5 servers (UDP ASSOCIATE).
        PROXY
    }

    /// How questions to name servers travel.
    public enum Dns {
        /// As the program sends them.
        LOCAL,
        /// Over TCP, through the SOCKS server that reaches the name server.
        TCP,
        /// Questions for names that a rule lists are answered as the policy says. Others go as the
        /// program sends them.
        NAMED,
        /// All questions are answered as the policy says, so that SOCKS servers resolve names.
        REMOTE,
        /// All questions are refused, and so are the services of this machine that ask for other
        /// programs.
        DENY;

        /// Whether the policy is asked about names.
        public boolean asksPolicy() {
            return this == NAMED || this == REMOTE;
        }

        /// Whether questions are redirected to tsocks, which answers them.
        public boolean isRelayed() {
            return this == TCP || asksPolicy();
        }
    }

    /// What becomes of connects to AF_UNIX servers that are older than the run, or outside of it.
    public enum Unix {
        /// They are made, and each server is reported once.
        WARN,
        /// They are refused.
        DENY,
        /// They are made.
        ALLOW
    }

    /// How long a SOCKS server may take before the program gets ETIMEDOUT.
    ///
    /// @param connect for the TCP connect to the server
    /// @param negotiation for the method, the authentication and the request
    /// @param reply for the reply, while the server itself connects
    public record Deadlines(Duration connect, Duration negotiation, Duration reply) {

        /// The method, the authentication and the request.
        private static final int PHASES = 3;

        private static final Duration WITH_STAND_IN = Duration.ofSeconds(10);

        /// Half a minute for the server, and for its reply as long as Linux takes to give up a
        /// connect (tcp(7), tcp_syn_retries).
        public static final Deadlines DEFAULT =
                new Deadlines(
                        Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(130));

        /// The most time until the request is sent: that of each phase before.
        Duration contact() {
            return connect.plus(negotiation.multipliedBy(PHASES));
        }

        /// The deadlines of a server for which another one can stand in: 10 seconds to be reached
        /// and to negotiate, because the program waits for that one too.
        Deadlines ofGroup() {
            return new Deadlines(least(connect), least(negotiation), reply);
        }

        private static Duration least(Duration usual) {
            return usual.compareTo(WITH_STAND_IN) < 0 ? usual : WITH_STAND_IN;
        }
    }
}
