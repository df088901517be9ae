package io.tsocks.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Performs the request of a client, and lives as long as what was granted.
final class Commands {

    private static final int CONNECT_LIMIT_MILLIS = 10_000;

    private final Settings settings;
    private final Faults faults;
    private final Session session;
    private final Wire wire;
    private final Socket client;
    private final Targets targets;

    Commands(Settings settings, Faults faults, Session session, Wire wire, Socket client) {
        this.settings = settings;
        this.faults = faults;
        this.session = session;
        this.wire = wire;
        this.client = client;
        this.targets = new Targets(settings);
    }

    /// @throws Hangup if the request was refused
    void perform(Request request, Replies replies) throws IOException {
        try {
            int code = faults.find(Fault.Refuse.class).map(Fault.Refuse::code).orElse(-1);
            if (code >= 0) {
                throw new Refusal(code, "by a fault");
            }
            switch (command(request)) {
                case CONNECT -> connect(request, replies);
                case BIND -> bind(request, replies);
                case UDP_ASSOCIATE -> associate(replies);
                case RESOLVE -> answer(targets.resolve(request.host()), replies);
                case RESOLVE_PTR -> name(request, replies);
            }
        } catch (Refusal refusal) {
            wire.refuse(replies.refused(refusal.code()), String.valueOf(refusal.getMessage()));
        }
    }

    private Command command(Request request) throws Refusal {
        return Command.of(request.command())
                .filter(settings.commands()::contains)
                .filter(command -> request.version() == 5 || isOfVersion4(command))
                .orElseThrow(() -> new Refusal(Refusal.COMMAND, "command " + request.command()));
    }

    private static boolean isOfVersion4(Command command) {
        return command == Command.CONNECT || command == Command.BIND;
    }

    private void connect(Request request, Replies replies) throws IOException {
        if (faults.stopsAt(Phase.RELAY)) {
            grant(replies, new InetSocketAddress(settings.address(), 0));
        }
        try (Socket target = open(request)) {
            grant(replies, (InetSocketAddress) target.getLocalSocketAddress());
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

    /// Two replies: where the server listens, and who came. Only the requested host may come; the
    /// port is not looked at, as a peer's is rarely known beforehand.
    private void bind(Request request, Replies replies) throws IOException {
        InetAddress expected = expected(request);
        try (ServerSocket listener = new ServerSocket(0, 1, settings.address())) {
            session.opened(listener);
            wire.answer(
                    Phase.REQUEST,
                    replies.granted((InetSocketAddress) listener.getLocalSocketAddress()));
            try (Relay relay = Relay.awaiting(client, listener, wire.handOver());
                    Socket peer = listener.accept()) {
                session.opened(peer);
                if (!expected.isAnyLocalAddress() && !expected.equals(peer.getInetAddress())) {
                    throw new Refusal(Refusal.NOT_ALLOWED, "came from " + peer.getInetAddress());
                }
                grant(replies, (InetSocketAddress) peer.getRemoteSocketAddress());
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

    /// The association lasts as long as the client's connection, RFC 1928 section 6.
    private void associate(Replies replies) throws IOException {
        try (Association association = new Association(settings.address(), targets, session)) {
            association.start();
            grant(replies, association.address());
            wire.swallow();
        }
    }

    private void answer(InetAddress address, Replies replies) throws IOException {
        grant(replies, new InetSocketAddress(address, 0));
    }

    private void name(Request request, Replies replies) throws IOException {
        String name = targets.name(targets.resolve(request.host()));
        grant(replies, InetSocketAddress.createUnresolved(name, 0));
    }

    private void grant(Replies replies, InetSocketAddress bound) throws IOException {
        wire.grant(replies.granted(bound));
        session.granted(wire.early());
        wire.reach(Phase.RELAY);
    }

    private void relay(Socket target) throws IOException {
        try (Relay relay = Relay.between(client, target, wire.handOver())) {
            relay.run(target);
        }
    }
}
