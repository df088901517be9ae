package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds what is wrong with the ways to a policy's servers.
record ServerChecks(Policy policy, Consumer<Problem> problems) {

    /// Reports a server that cannot be reached, unless another one is to blame.
    void checkWay(ProxyServer server, Span span) {
        if (!(policy.wayTo(server) instanceof ServerWay.Nowhere nowhere)
                || policy.isCutOff(server)) {
            return;
        }
        switch (nowhere.reason()) {
            case CHAIN_IN_CIRCLE -> problems.accept(circle(server, span));
            case SERVER_NOT_LOCAL ->
                    problems.accept(
                            policy.chains()
                                    ? unreached(server, nowhere.why(), span)
                                    : notLocal(server, span));
            // a name without an address is the linter's to report
            case SERVER_UNKNOWN,
                    NOTHING_REACHES_IT,
                    NO_SERVER,
                    IPV6_OVER_SOCKS4,
                    NAME_OVER_SOCKS4,
                    ONION_WITHOUT_SERVER,
                    UNKNOWN_HOST -> {}
        }
    }

    private Problem notLocal(ProxyServer server, Span span) {
        String address = policy.addressesOf(server).orElseThrow().getFirst().toString();
        return Problem.of(
                PolicyProblem.SERVER_NOT_LOCAL,
                span,
                "the server "
                        + server.label()
                        + (server.label().equals(address) ? "" : " (" + address + ")")
                        + " is in no local network, so it could only be reached through another"
                        + " server",
                howToReach(server, address));
    }

    private String howToReach(ProxyServer server, String address) {
        if (address.equals("0.0.0.0") || address.equals("::")) {
            return "a server listens on that address, and is found at another: write"
                    + " server = 127.0.0.1 if it is on this machine";
        }
        return "add: local = " + hostNetwork(address) + withChain(server);
    }

    private String withChain(ProxyServer server) {
        return switch (policy.withChain().wayTo(server)) {
            case ServerWay.Through ignored ->
                    ", or chain = yes to reach it through the other server";
            case ServerWay.Direct(Rule rule) ->
                    ", or chain = yes, with which it is reached as other destinations are: by the "
                            + rule.describe();
            case ServerWay.Local ignored -> "";
            case ServerWay.Nowhere ignored -> "";
        };
    }

    private static Problem unreached(ProxyServer server, String why, Span span) {
        return Problem.of(
                PolicyProblem.SERVER_NOT_LOCAL,
                span,
                "the server " + server.label() + " " + why,
                "add a path that reaches the server through another one, or a local line for its"
                        + " network");
    }

    /// A server in a circle, which is shown from that server on.
    private Problem circle(ProxyServer server, Span span) {
        List<ProxyServer> circle = circleOf(server);
        int start = circle.indexOf(server);
        String shown =
                IntStream.rangeClosed(start, start + circle.size())
                        .mapToObj(i -> circle.get(i % circle.size()).uri())
                        .collect(Collectors.joining(" through "));
        return Problem.of(
                PolicyProblem.CHAIN_IN_CIRCLE,
                span,
                "the server could only be reached through itself: " + shown,
                "have one of these servers reached directly: add a local line for its network, or"
                        + " for its name if a line lists it");
    }

    private List<ProxyServer> circleOf(ProxyServer server) {
        return policy.circles().stream()
                .filter(one -> one.contains(server))
                .findFirst()
                .orElseThrow();
    }

    /// Reports a `chain = yes` of which no server has need.
    void checkChain(Statement.Chain chain) {
        boolean isIdle =
                policy.servers()
                        .allMatch(
                                server ->
                                        policy.placeOf(server) == Policy.Place.LOCAL
                                                && policy.wayTo(server) instanceof ServerWay.Local);
        if (isIdle) {
            problems.accept(
                    Problem.of(
                            PolicyProblem.IDLE_CHAIN,
                            chain.span(),
                            policy.hasServer()
                                    ? "chain has no effect: every server is in a local network"
                                    : "chain has no effect: this file has no server",
                            "remove the line"));
        }
    }

    /// Reports a `remote_dns = yes` in a file without a server.
    void checkRemoteDns(Statement.RemoteDns remoteDns) {
        if (!policy.hasServer()) {
            problems.accept(
                    Problem.of(
                            PolicyProblem.REMOTE_DNS_WITHOUT_SERVER,
                            remoteDns.span(),
                            "remote_dns has no effect: this file has no server to resolve names",
                            "add a server, or remove the line"));
        }
    }

    private static String hostNetwork(String host) {
        return host.indexOf(':') >= 0 ? host + "/128" : host + "/255.255.255.255";
    }
}
