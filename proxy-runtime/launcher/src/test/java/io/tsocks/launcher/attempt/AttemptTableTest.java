package io.tsocks.launcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.linux.Errno;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.DeferredTls;
import io.tsocks.protocol.FailedTls;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsHandshake;
import io.tsocks.testing.Approved;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What an attempt answers to each event in each state, as a person has approved it.
class AttemptTableTest {

    /// `CONNECT 192.0.2.7:80 HTTP/1.1` and a `Host`, with all line ends.
    private static final int HTTP_REQUEST = 53;

    private static final byte[] CHOOSES_A_PASSWORD = {5, 2};

    /// A state, and the events that lead to it.
    private record Row(String name, List<AttemptEvent> way) {

        static Row of(String name, AttemptEvent... way) {
            return new Row(name, List.of(way));
        }

        Row then(String name, AttemptEvent... further) {
            return new Row(name, Stream.concat(way.stream(), Stream.of(further)).toList());
        }

        Attempt attempt() {
            Attempt attempt = Attempt.via("socks5://server:1080", true);
            way.forEach(event -> attempt.on(fresh(event)));
            return attempt;
        }
    }

    /// A handshake is changed by what is done with it, so each attempt gets its own.
    private static AttemptEvent fresh(AttemptEvent event) {
        return switch (event) {
            case AttemptEvent.Planned(HttpConnectHandshake _) -> plannedHttp();
            case AttemptEvent.Planned(TlsHandshake _) -> plannedTls();
            case AttemptEvent.Planned _ -> planned();
            case AttemptEvent other -> other;
        };
    }

    private static AttemptEvent plannedHttp() {
        return new AttemptEvent.Planned(new HttpConnectHandshake(request(), null));
    }

    private static AttemptEvent plannedTls() {
        Tls tls = new DeferredTls(() -> new FailedTls(new TlsFailure.Settings("no authorities")));
        return new AttemptEvent.Planned(
                new TlsHandshake(tls, () -> new HttpConnectHandshake(request(), null)));
    }

    private static SocksRequest request() {
        return SocksRequest.connect(new SocksAddress.Ip(InetAddress.ofLiteral("192.0.2.7"), 80));
    }

    private static AttemptEvent planned() {
        Authentication login = new Authentication.Password("joe", Secret.of("pw"));
        return new AttemptEvent.Planned(
                SocksHandshake.socks5(request(), List.of(login), Strategy.SEQUENTIAL));
    }

    private static AttemptEvent carried(long written, long read) {
        return new AttemptEvent.Carried(written, read);
    }

    private static List<Row> rows() {
        AttemptEvent blocked = new AttemptEvent.Blocked();
        Row fresh = Row.of("Fresh");
        Row starting = fresh.then("Starting", new AttemptEvent.Begin());
        Row looking = starting.then("Looking", new AttemptEvent.Underway());
        Row connecting = looking.then("Connecting", new AttemptEvent.Underway());
        Row planning = looking.then("Planning", new AttemptEvent.Connected());
        Row greeting = planning.then("Sending the greeting", planned());
        Row receiving = greeting.then("Receiving", new AttemptEvent.Sent(3));
        Row beforeLogin =
                receiving.then(
                        "Comparing before the login",
                        new AttemptEvent.Received(CHOOSES_A_PASSWORD));
        Row beforeWait = receiving.then("Comparing before a wait", blocked);
        Row sendingLogin = beforeLogin.then("Sending the login", carried(3, 2));
        return List.of(
                fresh,
                starting,
                looking,
                connecting,
                planning,
                greeting,
                greeting.then("Waiting to write", blocked, carried(0, 0)),
                receiving,
                beforeWait,
                beforeWait.then("Waiting to read", carried(3, 0)),
                beforeLogin,
                sendingLogin,
                sendingLogin.then(
                        "Waiting to write the login",
                        new AttemptEvent.Sent(1),
                        blocked,
                        carried(4, 2)),
                planning.then("Working", plannedTls()),
                planning.then("Peeking", plannedHttp(), new AttemptEvent.Sent(HTTP_REQUEST)),
                receiving.then("Comparing before the end", new AttemptEvent.EndOfStream()),
                starting.then("Over", new AttemptEvent.Cancelled()));
    }

    private static List<AttemptEvent> events() {
        return List.of(
                new AttemptEvent.Begin(),
                new AttemptEvent.Underway(),
                new AttemptEvent.Connected(),
                new AttemptEvent.NotConnected(Errno.ECONNREFUSED),
                new AttemptEvent.NotConnected(Errno.EISCONN),
                planned(),
                new AttemptEvent.Sent(1),
                new AttemptEvent.Arrived(CHOOSES_A_PASSWORD),
                new AttemptEvent.Received(CHOOSES_A_PASSWORD),
                new AttemptEvent.Received(new byte[10]),
                new AttemptEvent.EndOfStream(),
                new AttemptEvent.Blocked(),
                new AttemptEvent.Broken(Errno.ECONNRESET),
                carried(0, 0),
                carried(3, 2),
                carried(99, 0),
                carried(0, 99),
                new AttemptEvent.Worked(),
                new AttemptEvent.Ready(),
                new AttemptEvent.UseDue(),
                new AttemptEvent.Late("; advice", ServerFailure.MUTE),
                new AttemptEvent.NotWatched(Errno.ENOBUFS),
                new AttemptEvent.Cancelled(),
                new AttemptEvent.Deserted(),
                new AttemptEvent.Fault("a fault"));
    }

    @Test
    void eachEventHasAnAnswerInEachState() {
        StringBuilder table = new StringBuilder();
        for (Row row : rows()) {
            List<String> misplaced = new ArrayList<>();
            table.append(row.name()).append('\n');
            for (AttemptEvent event : events()) {
                Attempt attempt = row.attempt();
                String action = text(attempt.on(fresh(event)));
                if (action.contains(" in " + name(row.attempt().state()))) {
                    assertThat(attempt.state()).isInstanceOf(AttemptState.Over.class);
                    misplaced.add(text(event));
                } else {
                    table.append(line(text(event), action, name(attempt.state())));
                }
            }
            table.append("  misplaced: ").append(String.join(", ", misplaced)).append("\n\n");
        }
        Approved.verify("attempt/transitions.txt", table.toString());
    }

    private static String line(String event, String action, String state) {
        return "  %-22s → %s, %s%n".formatted(event, state, action);
    }

    @Test
    void noStateAndNoEventIsLeftOut() {
        assertThat(names(rows().stream().map(row -> row.attempt().state())))
                .isEqualTo(leaves(AttemptState.class));
        assertThat(names(events().stream())).isEqualTo(leaves(AttemptEvent.class));
    }

    private static String text(AttemptEvent event) {
        return switch (event) {
            case AttemptEvent.Received(byte[] bytes) -> "Received[" + bytes.length + " bytes]";
            case AttemptEvent.Arrived(byte[] bytes) -> "Arrived[" + bytes.length + " bytes]";
            case AttemptEvent.Planned _ -> "Planned";
            case AttemptEvent.Late _ -> "Late";
            case AttemptEvent other -> plain(other);
        };
    }

    private static String text(AttemptAction action) {
        return switch (action) {
            case AttemptAction.Work _ -> "Work";
            case AttemptAction.Send(var bytes) -> "Send[" + bytes.remaining() + " bytes]";
            case AttemptAction.Finish(Ending.Failed failed, boolean undo) ->
                    "Finish[%s, \"%s\", ours=%s, at=%s, %s, undo=%s]"
                            .formatted(
                                    Errno.describe(failed.errno()),
                                    failed.message(),
                                    failed.isOurs(),
                                    failed.where(),
                                    failed.verdict(),
                                    undo);
            case AttemptAction other -> plain(other);
        };
    }

    private static String plain(Object thing) {
        return thing.toString().replace("[]", "");
    }

    private static Set<String> names(Stream<?> things) {
        return things.map(AttemptTableTest::name).collect(Collectors.toSet());
    }

    private static String name(Object thing) {
        return thing.getClass().getSimpleName();
    }

    /// The records of a sealed type.
    private static Set<String> leaves(Class<?> type) {
        return Stream.of(type.getPermittedSubclasses())
                .flatMap(
                        sub ->
                                sub.isInterface()
                                        ? leaves(sub).stream()
                                        : Stream.of(sub.getSimpleName()))
                .collect(Collectors.toSet());
    }
}
