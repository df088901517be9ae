package io.tsocks.testserver;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One client's connection, from the first byte to the last: SOCKS 4 and 4a as their memos say,
/// SOCKS 5 as RFC 1928 and RFC 1929 say.
final class Conversation {

    private static final int NO_METHOD = 0xff;
    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;

    private final Settings settings;
    private final Faults faults;
    private final Session session;
    private final Wire wire;
    private final Commands commands;

    Conversation(Socket socket, Settings settings, Faults faults, Session session)
            throws IOException {
        this.settings = settings;
        this.faults = faults;
        this.session = session;
        this.wire = new Wire(socket, session, faults);
        this.commands = new Commands(settings, faults, session, wire, socket);
    }

    /// Returns when the connection is over.
    ///
    /// @throws Hangup with the reason, where it ended before or instead of relaying
    void run() throws IOException {
        wire.reach(Phase.ACCEPT);
        wire.nextMessage();
        int version = wire.take();
        if (!settings.versions().contains(version)) {
            throw new Hangup("the client speaks version " + version);
        }
        if (version == 4) {
            socks4();
        } else {
            socks5();
        }
    }

    private void socks4() throws IOException {
        int command = wire.take();
        int port = takePort();
        byte[] address = wire.take(4);
        session.user(wire.takeText());
        boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
        String host = named ? wire.takeText() : Addresses.text(address);
        Request request = new Request(4, command, host, port);
        session.asked(request);
        wire.reach(Phase.REQUEST);
        Replies4 replies = new Replies4(faults);
        if (settings.login() != null) {
            wire.refuse(replies.refused(Refusal.NOT_ALLOWED), "SOCKS 4 cannot log in");
        }
        commands.perform(request, replies);
    }

    private void socks5() throws IOException {
        byte[] offer = wire.take(wire.take());
        session.offered(offer);
        int method = select(offer);
        wire.reach(Phase.METHOD);
        wire.answer(Phase.METHOD, new byte[] {5, (byte) method});
        if (method == NO_METHOD) {
            throw new Hangup("no method in common");
        }
        if (method == LOGIN) {
            logIn();
        }
        request();
    }

    private int select(byte[] offer) {
        int wanted = settings.login() == null ? NO_LOGIN : LOGIN;
        boolean offered = new String(offer, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
        return faults.find(Fault.SelectMethod.class)
                .map(Fault.SelectMethod::method)
                .orElse(offered ? wanted : NO_METHOD);
    }

    /// RFC 1929: `01 length user length password`, answered with `01 status`.
    private void logIn() throws IOException {
        wire.nextMessage();
        int version = wire.take();
        if (version != 1) {
            wire.forgetUnsent();
            throw new Hangup("the login has version " + version);
        }
        String user = Addresses.name(wire.take(wire.take()));
        String password = Addresses.name(wire.take(wire.take()));
        session.user(user);
        wire.reach(Phase.AUTHENTICATION);
        wire.forgetUnsent();
        int right = isRight(settings.login(), user, password) ? 0 : 1;
        int status =
                faults.find(Fault.LoginStatus.class).map(Fault.LoginStatus::status).orElse(right);
        wire.answer(Phase.AUTHENTICATION, new byte[] {1, (byte) status});
        if (status != 0) {
            throw new Hangup("the login was refused");
        }
        session.accepted();
    }

    private static boolean isRight(Settings.@Nullable Login login, String user, String password) {
        return login == null || (login.user().equals(user) && login.password().equals(password));
    }

    private void request() throws IOException {
        Replies5 replies = new Replies5(faults);
        wire.nextMessage();
        int version = wire.take();
        if (version != 5) {
            wire.forgetUnsent();
            wire.refuse(replies.refused(Refusal.GENERAL), "the request has version " + version);
        }
        int command = wire.take();
        wire.take();
        int type = wire.take();
        String host = takeHost(type);
        if (host.isEmpty()) {
            wire.forgetUnsent();
            wire.refuse(replies.refused(Refusal.ADDRESS_TYPE), "address type " + type);
        }
        Request request = new Request(5, command, host, takePort());
        session.asked(request);
        wire.reach(Phase.REQUEST);
        commands.perform(request, replies);
    }

    /// The host of a request, or nothing for an unknown type, whose length nobody knows.
    private String takeHost(int type) throws IOException {
        return switch (type) {
            case Addresses.IPV4 -> Addresses.text(wire.take(4));
            case Addresses.IPV6 -> Addresses.text(wire.take(16));
            case Addresses.NAME -> Addresses.name(wire.take(wire.take()));
            default -> "";
        };
    }

    private int takePort() throws IOException {
        return (wire.take() << 8) | wire.take();
    }
}
