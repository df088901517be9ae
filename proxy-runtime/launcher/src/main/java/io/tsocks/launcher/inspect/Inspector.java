package io.tsocks.launcher.inspect;

import io.tsocks.client.tls.ServerTls;
import io.tsocks.launcher.inspect.Inspection.Latency;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Command;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a server one question after another. The server is only asked for connections to itself,
/// unless the user names another target.
final class Inspector {

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private static final List<Ability> AFTER_CONNECT =
            List.of(Ability.NAMES, Ability.IPV6, Ability.BIND, Ability.UDP, Ability.PIPELINING);

    private final InspectRequest request;
    private final Location location;
    private final Contact contact;
    private final Targets targets;
    private final @Nullable TlsProbe tls;
    private Optional<TlsFindings> tlsFindings = Optional.empty();
    private final Map<Ability, Evidence> findings = new EnumMap<>(Ability.class);
    private final List<MethodReply.Chosen> chosen = new ArrayList<>();
    private boolean wantsHttpLogin;

    private Inspector(InspectRequest request, Location location, ServerTls tls) {
        this.request = request;
        this.location = location;
        this.tls =
                request.subject().kind().usesTls()
                        ? new TlsProbe(tls, request.subject().server())
                        : null;
        this.contact =
                new Contact(
                        location.address(),
                        request.timeout(),
                        this.tls == null ? Contact.Layer.NONE : this.tls::over);
        this.targets = Targets.of(request.target(), location);
    }

    /// Inspects a server.
    ///
    /// @throws IOException if it cannot be reached
    static Inspection inspect(InspectRequest request, Location location, ServerTls tls)
            throws IOException {
        return new Inspector(request, location, tls).inspect();
    }

    /// Of a server that is not who it should be, nothing more is asked.
    private Inspection inspect() throws IOException {
        if (tls != null) {
            TlsFindings found =
                    tls.ask(new Contact(location.address(), request.timeout(), Contact.Layer.NONE));
            tlsFindings = Optional.of(found);
            if (found.failure().isPresent()) {
                return inspection(null, found.failure().get().message());
            }
        }
        return switch (request.subject().asked()) {
            case SOCKS -> inspectSocks();
            case HTTP -> {
                inspectHttp();
                yield inspection(null, evidence(Ability.HTTP).detail());
            }
            case ANY -> {
                Inspection socks = inspectSocks();
                if (socks.isSocksServer()) {
                    yield socks;
                }
                inspectHttp();
                yield inspection(null, socks.suspicion());
            }
        };
    }

    private Inspection inspectSocks() throws IOException {
        MethodReply first = contact.offer(0);
        Duration connect = null;
        if (first instanceof MethodReply.Chosen) {
            connect = inspectSocks5(first);
        } else {
            findings.put(Ability.SOCKS5, Evidence.no(describe(first)));
        }
        switch (location) {
            case Location.Port _ -> inspectSocks4();
            case Location.Socket _ -> {
                // tsocks speaks SOCKS 5 with a socket, and nothing else.
            }
        }
        return inspection(connect, suspicion(first));
    }

    private Inspection inspection(@Nullable Duration connect, String suspicion) {
        return new Inspection(
                location,
                usesLogin() && request.login() != null ? request.login().user() : null,
                request.target() != null,
                findings,
                latency(connect),
                tlsFindings,
                suspicion);
    }

    /// A login is sent only to a proxy that wants one.
    private void inspectHttp() throws IOException {
        SocksRequest question = SocksRequest.connect(targets.main());
        Outcome outcome = contact.shake(new HttpConnectHandshake(question, null));
        if (outcome instanceof Outcome.Unreachable(String reason)) {
            throw new IOException(reason);
        }
        if (Answers.isLoginWanted(outcome)) {
            wantsHttpLogin = true;
            if (request.login() != null) {
                outcome = contact.shake(new HttpConnectHandshake(question, request.login()));
            }
        }
        Evidence found = Answers.http(outcome);
        boolean isAboutLogin = request.login() != null && found.isYes() && !found.isLoginRefused();
        findings.put(Ability.HTTP, isAboutLogin ? Answers.ofLogin(found, wantsHttpLogin) : found);
    }

    private @Nullable Duration inspectSocks5(MethodReply first) throws IOException {
        findings.put(Ability.SOCKS5, Evidence.yes(""));
        method(Ability.NO_LOGIN, 0, first);
        method(Ability.PASSWORD, 2, contact.offer(2));
        method(Ability.GSSAPI, 1, contact.offer(1));
        Optional<Authentication> login = login();
        if (login.isEmpty()) {
            return null;
        }
        Outcome connect = ask(login.get(), SocksRequest.connect(targets.main()));
        findings.put(Ability.CONNECT, Answers.connect(connect));
        if (!isPastLogin(connect)) {
            stopAtLogin(connect);
            return null;
        }
        inspectRequests(login.get());
        findings.put(Ability.PIPELINING, pipelining(login.get(), connect));
        return time(connect);
    }

    /// The same login would be refused again, and some servers lock a user out who tries often.
    private void stopAtLogin(Outcome connect) {
        Optional<Evidence> refused = Answers.loginRefused(connect);
        refused.ifPresent(evidence -> findings.put(Ability.PASSWORD, evidence));
        Evidence notTried =
                Evidence.untested(refused.map(Evidence::detail).orElse("CONNECT was not answered"));
        if (refused.isPresent()) {
            findings.put(Ability.CONNECT, notTried);
        }
        for (Ability ability : AFTER_CONNECT) {
            findings.put(ability, notTried);
        }
    }

    private void method(Ability ability, int offered, MethodReply reply) {
        if (reply instanceof MethodReply.Chosen answer) {
            chosen.add(answer);
        }
        findings.put(ability, Answers.method(offered, reply));
    }

    /// The authentication to use; empty if the server wants a login that the user has not given. A
    /// login is sent only to a server that wants one.
    private Optional<Authentication> login() {
        if (usesLogin()) {
            return Optional.ofNullable(request.login());
        }
        return can(Ability.NO_LOGIN) ? Optional.of(new Authentication.None()) : Optional.empty();
    }

    private boolean usesLogin() {
        return request.login() != null
                && (wantsHttpLogin || can(Ability.PASSWORD) || !can(Ability.NO_LOGIN));
    }

    private boolean can(Ability ability) {
        return evidence(ability).isYes();
    }

    private Evidence evidence(Ability ability) {
        return findings.getOrDefault(ability, Evidence.no(""));
    }

    private void inspectRequests(Authentication login) {
        findings.put(
                Ability.NAMES, Answers.target(ask(login, SocksRequest.connect(targets.name()))));
        findings.put(Ability.IPV6, Answers.target(ask(login, SocksRequest.connect(targets.ip6()))));
        findings.put(
                Ability.BIND,
                Answers.command(
                        ask(login, new SocksRequest(Command.BIND, SocksAddress.of("0.0.0.0", 0))),
                        "listened at "));
        findings.put(
                Ability.UDP, Answers.command(ask(login, SocksRequest.udpAssociate()), "relay at "));
    }

    private Outcome ask(Authentication login, SocksRequest question) {
        return contact.shake(SocksHandshake.socks5(question, List.of(login), Strategy.SEQUENTIAL));
    }

    /// Whether the server reads a request that comes with the greeting. The same CONNECT as before
    /// has to get an answer within a second, or within four times the time that it took step by
    /// step.
    private Evidence pipelining(Authentication login, Outcome stepByStep) {
        Duration usual = time(stepByStep);
        if (usual == null) {
            return Evidence.untested("CONNECT was not answered");
        }
        Outcome outcome = pipeline(login, Strategy.PIPELINED, usual);
        if (Answers.isAnswered(outcome)) {
            return Evidence.yes("");
        }
        return isHalfPipelined(login, usual)
                ? Evidence.no("login and request may go together, the greeting not")
                : Evidence.no("a request sent with the greeting is lost");
    }

    private boolean isHalfPipelined(Authentication login, Duration usual) {
        return login instanceof Authentication.Password
                && Answers.isAnswered(pipeline(login, Strategy.METHOD_FIRST, usual));
    }

    private Outcome pipeline(Authentication login, Strategy strategy, Duration usual) {
        Duration limit = usual.multipliedBy(4);
        if (limit.compareTo(SHORTEST_WAIT) < 0) {
            limit = SHORTEST_WAIT;
        }
        return contact.shake(
                SocksHandshake.socks5(
                        SocksRequest.connect(targets.main()), List.of(login), strategy),
                limit.compareTo(request.timeout()) > 0 ? request.timeout() : limit);
    }

    private void inspectSocks4() {
        Evidence socks4 = Answers.socks4(ask4(targets.ip4()));
        findings.put(Ability.SOCKS4, socks4);
        if (socks4.isYes()) {
            findings.put(Ability.SOCKS4A, Answers.socks4a(ask4(targets.name())));
        }
    }

    private Outcome ask4(SocksAddress target) {
        return contact.shake(SocksHandshake.socks4(SocksRequest.connect(target), ""));
    }

    private @Nullable Latency latency(@Nullable Duration connect) {
        if (chosen.isEmpty()) {
            return null;
        }
        return new Latency(
                best(chosen.stream().map(MethodReply.Chosen::connecting).toList()),
                best(chosen.stream().map(MethodReply.Chosen::answering).toList()),
                connect);
    }

    private static Duration best(List<Duration> durations) {
        return durations.stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private static @Nullable Duration time(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted granted -> granted.time();
            case Outcome.Failed failed -> failed.time();
            case Outcome.Silent _, Outcome.Unreachable _ -> null;
        };
    }

    private static boolean isPastLogin(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted _ -> true;
            case Outcome.Failed failed -> failed.phase() == Phase.REPLY;
            case Outcome.Silent silent -> silent.phase() == Phase.REPLY;
            case Outcome.Unreachable _ -> false;
        };
    }

    private static String describe(MethodReply reply) {
        return switch (reply) {
            case MethodReply.Chosen _ -> "";
            case MethodReply.Foreign foreign ->
                    String.format("answers with 0x%02x", foreign.first());
            case MethodReply.Closed _ -> "closes the connection";
            case MethodReply.Silent _ -> "says nothing";
        };
    }

    /// What a server might be, judged by its first byte: HTTP answers "HTTP/1.1 400", SSH and FTP
    /// greet.
    private static String suspicion(MethodReply reply) {
        return switch (reply) {
            case MethodReply.Chosen _ -> "";
            case MethodReply.Foreign(int first) when first == 'H' ->
                    "it answers as a web server does";
            case MethodReply.Foreign(int first) when first == 'S' ->
                    "it answers as an SSH server does";
            case MethodReply.Foreign(int first) when first == 0x15 ->
                    "it answers as a TLS server does";
            case MethodReply.Foreign _ -> "it answers something else";
            case MethodReply.Closed _ -> "it closes the connection without a word";
            case MethodReply.Silent _ -> "it says nothing";
        };
    }
}
