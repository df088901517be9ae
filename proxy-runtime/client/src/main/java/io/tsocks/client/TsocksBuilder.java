package io.tsocks.client;

import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import org.jspecify.annotations.Nullable;

/// Builds a [Tsocks]. Not thread-safe.
public final class TsocksBuilder {

    private final Policy policy;
    private Resolver resolver = Resolver.system();
    private Credentials credentials = Credentials.ofThisProcess();
    private Deadlines deadlines = Deadlines.DEFAULT;
    private HandshakeMode mode = HandshakeMode.AUTO;
    private ConnectListener listener = new ConnectListener() {};
    private @Nullable GssapiLogin gssapi;
    private boolean closeOnInterrupt;

    TsocksBuilder(Policy policy) {
        this.policy = policy;
    }

    /// Sets the resolver of the servers' own names, and of other names if the policy needs their
    /// addresses. The default is the system's. With [Resolver#none] no query leaves this machine.
    public TsocksBuilder resolver(Resolver resolver) {
        this.resolver = resolver;
        return this;
    }

    /// Sets the logins, which are asked for at each handshake. By default they are those of the
    /// policy, and TSOCKS_USERNAME and TSOCKS_PASSWORD for the server that these are meant for: see
    /// [Credentials#of].
    public TsocksBuilder credentials(Credentials credentials) {
        this.credentials = credentials;
        return this;
    }

    /// Sets the deadlines. The default is [Deadlines#DEFAULT].
    public TsocksBuilder deadlines(Deadlines deadlines) {
        this.deadlines = deadlines;
        return this;
    }

    /// Sets how to save round trips. The default is [HandshakeMode#AUTO].
    public TsocksBuilder handshake(HandshakeMode mode) {
        this.mode = mode;
        return this;
    }

    /// Sets the listener that is told about each connect. By default there is none.
    public TsocksBuilder listener(ConnectListener listener) {
        this.listener = listener;
        return this;
    }

    /// Sets the login with GSSAPI, which is then offered to all SOCKS 5 servers, beside the other
    /// methods. A server of which the policy demands GSSAPI is offered nothing else. By default
    /// only such servers are offered it, with the tickets of kinit if the module
    /// `io.tsocks.client.gssapi` is there.
    public TsocksBuilder gssapi(GssapiLogin gssapi) {
        this.gssapi = gssapi;
        return this;
    }

    /// Sets whether an interrupt of a platform thread that reads or writes closes the socket. By
    /// default it does not, as with [java.net.Socket]: connection pools rely on that. In a virtual
    /// thread it always does, as with [java.net.Socket]. A connect is always interruptible.
    public TsocksBuilder closeOnInterrupt(boolean close) {
        this.closeOnInterrupt = close;
        return this;
    }

    /// Builds the client.
    public Tsocks build() {
        return build(Pipelining.of(mode, TsocksBuilder::inBackground));
    }

    /// Builds a client that shares the knowledge about servers.
    Tsocks build(Pipelining pipelining) {
        Names names = new Names(resolver);
        Credentials chosen = credentials;
        GssapiLogin login = gssapi;
        ConnectListener told = listener;
        Deadlines limits = deadlines;
        ServerGroups groups =
                new ServerGroups(
                        event -> {
                            FlightRecording.health(event);
                            told.health(event);
                        });
        return new Tsocks(
                policy,
                each -> inForce(each, names, groups, chosen, login, pipelining, limits),
                deadlines,
                listener,
                closeOnInterrupt);
    }

    private static Tsocks.InForce inForce(
            Policy policy,
            Names names,
            ServerGroups groups,
            Credentials credentials,
            @Nullable GssapiLogin gssapi,
            Pipelining pipelining,
            Deadlines deadlines) {
        PolicyEngine engine = PolicyEngine.of(policy);
        groups.retain(policy);
        Router router = new Router(engine, names);
        Credentials logins = credentials.in(policy);
        Negotiator negotiator = new Negotiator(logins, gssapi, pipelining);
        ServerTls tls = ServerTls.ofThisProcess();
        Dialer dialer = new Dialer(router, groups, logins, negotiator, tls);
        groups.checkBy(new GreetingCheck(router, dialer, deadlines)::of);
        return new Tsocks.InForce(engine, router, groups, dialer);
    }

    private static void inBackground(Runnable task) {
        Thread.ofVirtual().name("tsocks-probe").start(task);
    }
}
