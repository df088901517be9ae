package io.tsocks.testserver;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.ServerState;
import io.tsocks.protocol.SocksServerHandshake;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One client's connection, from the first byte to the last. The handshake knows the protocol. This
/// class decides when a fault ends it, and what is sent in place of the right answer.
final class Conversation {

    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;

    private final Settings settings;
    private final Faults faults;
    private final Session session;
    private final Wire wire;
    private final SocksServerHandshake handshake;
    private final Commands commands;

    Conversation(Socket socket, Settings settings, Faults faults, Session session)
            throws IOException {
        this.settings = settings;
        this.faults = faults;
        this.session = session;
        this.wire = new Wire(socket, session, faults);
        this.handshake = new SocksServerHandshake(versions(settings));
        this.commands = new Commands(settings, faults, session, wire, handshake, socket);
    }

    private static Set<SocksVersion> versions(Settings settings) {
        return Arrays.stream(SocksVersion.values())
                .filter(version -> settings.versions().contains(version.number()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Serves the connection, and returns when it is over.
    ///
    /// @throws Hangup with the reason, if it ended before relaying or without it
    void run() throws IOException {
        wire.reach(FaultPhase.ACCEPT);
        while (!handshake.state().isOver()) {
            step(handshake.state());
        }
    }

    private void step(ServerState state) throws IOException {
        switch (state) {
            case ServerState.Reading ignored -> read();
            case ServerState.Offered(List<Integer> methods) -> select(methods);
            case ServerState.LogIn(String user, Secret password) -> logIn(user, password.reveal());
            case ServerState.Requested asked -> perform(asked);
            case ServerState.Listening ignored -> throw new Hangup("nobody came");
            case ServerState.Granted ignored -> {}
            case ServerState.Refused ignored -> {}
            case ServerState.Failed ignored -> {}
        }
    }

    private void read() throws IOException {
        wire.nextMessage();
        while (handshake.state() instanceof ServerState.Reading) {
            handshake.receive(wire.arrived());
        }
        if (handshake.state() instanceof ServerState.Failed failed) {
            wire.forgetUnsent();
            wire.refuse(handshake.takeOutput(), failed.message());
        }
    }

    private void select(List<Integer> methods) throws IOException {
        session.offered(methods);
        int wanted = settings.login() == null ? NO_LOGIN : LOGIN;
        int right = methods.contains(wanted) ? wanted : SocksServerHandshake.NO_METHOD;
        int method =
                faults.find(Fault.SelectMethod.class).map(Fault.SelectMethod::method).orElse(right);
        wire.reach(FaultPhase.METHOD);
        handshake.select(method);
        wire.answer(FaultPhase.METHOD, handshake.takeOutput());
        if (method == SocksServerHandshake.NO_METHOD) {
            throw new Hangup("no method in common");
        }
    }

    private void logIn(String user, String password) throws IOException {
        session.user(user);
        wire.reach(FaultPhase.AUTHENTICATION);
        wire.forgetUnsent();
        int right = isRight(settings.login(), user, password) ? 0 : 1;
        int status =
                faults.find(Fault.LoginStatus.class).map(Fault.LoginStatus::status).orElse(right);
        if (status == 0) {
            handshake.admit();
        } else {
            handshake.deny();
        }
        byte[] answer = handshake.takeOutput();
        answer[1] = (byte) status;
        wire.answer(FaultPhase.AUTHENTICATION, answer);
        if (status != 0) {
            throw new Hangup("the login was refused");
        }
        session.accepted();
    }

    private static boolean isRight(Settings.@Nullable Login login, String user, String password) {
        return login == null || (login.user().equals(user) && login.password().equals(password));
    }

    private void perform(ServerState.Requested asked) throws IOException {
        Request request = Request.of(asked);
        if (asked.version() == SocksVersion.SOCKS4) {
            session.user(asked.userId());
        }
        session.asked(request);
        wire.reach(FaultPhase.REQUEST);
        commands.perform(request);
    }
}
