package io.tsocks.testserver;

import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksServerHandshake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Performs the request of a client, and lives as long as the granted connection.
final class Commands {

    private static final int CONNECT_LIMIT_MILLIS = 10_000;

    private final Settings settings;
    private final Faults faults;
    private final Session session;
    private final Wire wire;
    private final SocksServerHandshake handshake;
    private final Socket client;
    private final Targets targets;

    Commands(
            Settings settings,
            Faults faults,
            Session session,
            Wire wire,
            SocksServerHandshake handshake,
            Socket client) {
        this.settings = settings;
        this.faults = faults;
        this.session = session;
        this.wire = wire;
        this.handshake = handshake;
        this.client = client;
        this.targets = new Targets(settings);
    }

    /// @throws Hangup if the request was refused
    void perform(Request request) throws IOException {
        try {
            if (faults.has(Fault.Refuse.class)) {
                throw new Refusal(SocksReply.GENERAL_FAILURE, "by a fault");
            }
            if (request.version() == 4 && settings.login() != null) {
                throw new Refusal(SocksReply.NOT_ALLOWED, "SOCKS 4 cannot log in");
            }
            switch (command(request)) {
                case CONNECT -> connect(request);
                case BIND -> bind(request);
                case UDP_ASSOCIATE -> associate();
                case RESOLVE -> answer(targets.resolve(request.host()));
                case RESOLVE_PTR -> name(request);
            }
        } catch (Refusal refusal) {
            handshake.refuse(refusal.code());
            wire.refuse(handshake.takeOutput(), String.valueOf(refusal.getMessage()));
        }
    }

    private Command command(Request request) throws Refusal {
        return Command.of(request.command())
                .filter(settings.commands()::contains)
                .filter(command -> request.version() == 5 || isOfVersion4(command))
                .orElseThrow(
                        () ->
                                new Refusal(
                                        SocksReply.COMMAND_NOT_SUPPORTED,
                                        "command " + request.command()));
    }

    private static boolean isOfVersion4(Command command) {
        return command == Command.CONNECT || command == Command.BIND;
    }

    private void connect(Request request) throws IOException {
        if (faults.stopsAt(FaultPhase.RELAY)) {
            grant(new InetSocketAddress(settings.address(), 0));
        }
        try (Socket target = open(request)) {
            grant((InetSocketAddress) target.getLocalSocketAddress());
            relay(target);
        }
    }

    private Socket open(Request request) throws Refusal {
        Socket target = new Socket();
        try {
            target.setTcpNoDelay(true);
            session.opened(target);
            target.connect(targets.of(request), CONNECT_LIMIT_MILLIS);
            return target;
        } catch (IOException e) {
            Sockets.close(target);
            throw Refusal.of(e);
        }
    }

    /// Performs BIND with its two replies: where the server listens, and who connected. Only the
    /// requested host may connect; its port is not checked, because it is rarely known beforehand.
    private void bind(Request request) throws IOException {
        InetAddress expected = expected(request);
        try (ServerSocket listener = new ServerSocket(0, 1, settings.address())) {
            session.opened(listener);
            wire.answer(
                    FaultPhase.REQUEST,
                    granted((InetSocketAddress) listener.getLocalSocketAddress()));
            try (Relay relay = Relay.awaiting(client, listener, wire.handOver());
                    Socket peer = listener.accept()) {
                session.opened(peer);
                if (!expected.isAnyLocalAddress() && !expected.equals(peer.getInetAddress())) {
                    throw new Refusal(SocksReply.NOT_ALLOWED, "came from " + peer.getInetAddress());
                }
                grant((InetSocketAddress) peer.getRemoteSocketAddress());
                relay.run(peer);
            }
        }
    }

    private InetAddress expected(Request request) throws Refusal {
        try {
            return targets.resolve(request.host());
        } catch (IOException e) {
            throw Refusal.of(e);
        }
    }

    /// Performs UDP ASSOCIATE. The association lasts as long as the client's connection (RFC 1928,
    /// section 6).
    private void associate() throws IOException {
        try (Association association = new Association(settings.address(), targets, session)) {
            association.start();
            grant(association.address());
            wire.swallow();
        }
    }

    private void answer(InetAddress address) throws IOException {
        grant(new InetSocketAddress(address, 0));
    }

    private void name(Request request) throws IOException {
        String name = targets.name(targets.resolve(request.host()));
        grant(InetSocketAddress.createUnresolved(name, 0));
    }

    private void grant(InetSocketAddress bound) throws IOException {
        wire.grant(granted(bound));
        session.granted(wire.early());
        wire.reach(FaultPhase.RELAY);
    }

    private byte[] granted(InetSocketAddress bound) {
        handshake.grant(Addresses.bound(faults, bound));
        return handshake.takeOutput();
    }

    private void relay(Socket target) throws IOException {
        try (Relay relay = Relay.between(client, target, wire.handOver())) {
            relay.run(target);
        }
    }
}
