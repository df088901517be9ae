package io.tsocks.grammar;

import io.tsocks.antlr.Token;
import io.tsocks.grammar.antlr.TsocksConf.ServerStatementContext;
import io.tsocks.grammar.antlr.TsocksConf.SettingContext;
import io.tsocks.grammar.antlr.TsocksConfLexer;
import io.tsocks.net.KeyPin;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerUri;
import io.tsocks.net.SocksVersion;
import io.tsocks.net.Span;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the values of [Statement.Setting]s.
final class SettingReader {

    private final PortReader ports;
    private final Problems findings;
    private final ServerReader servers;
    private final GroupReader groups;
    private final GssapiReader gssapi;

    SettingReader(PortReader ports, GroupReader groups, Problems findings) {
        this.ports = ports;
        this.findings = findings;
        this.servers = new ServerReader(findings);
        this.groups = groups;
        this.gssapi = new GssapiReader(findings);
    }

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> read(SettingContext context, Span line) {
        Token word = context.value;
        String value = word.getText();
        var span = new Span(word.getStartIndex(), word.getStopIndex() + 1);
        int start = line.start();
        int end = line.end();
        int name = context.getStart().getType();
        if (name == TsocksConfLexer.DEFAULT_USER) {
            checkFreeText(value, span, "the user name");
            return Optional.of(new Statement.DefaultUser(start, end, value));
        }
        if (name == TsocksConfLexer.DEFAULT_PASS) {
            checkFreeText(value, span, "the password");
            return Optional.of(new Statement.DefaultPass(start, end, Secret.of(value)));
        }
        if (isPlaceholder(value, span) || isQuoted(value, span)) {
            return Optional.empty();
        }
        return switch (name) {
            case TsocksConfLexer.SERVER_PORT -> port(value, span, line);
            case TsocksConfLexer.SERVER_TYPE -> type(value, span, line);
            case TsocksConfLexer.FALLBACK -> fallback(value, span, line);
            case TsocksConfLexer.REMOTE_DNS -> remoteDns(value, span, line);
            case TsocksConfLexer.CHAIN -> chain(value, span, line);
            case TsocksConfLexer.SELECT -> groups.selection(value, span, line);
            case TsocksConfLexer.PASSWORD_FILE ->
                    Optional.of(new Statement.PasswordFile(start, end, value));
            case TsocksConfLexer.TLS_CA -> Optional.of(new Statement.TlsCa(start, end, value));
            case TsocksConfLexer.TLS_CLIENT ->
                    Optional.of(new Statement.TlsClient(start, end, value));
            case TsocksConfLexer.TLS_PIN -> pin(value, span, line);
            case TsocksConfLexer.GSSAPI -> gssapi.protection(value, span, line);
            case TsocksConfLexer.GSSAPI_SERVICE -> gssapi.service(value, span, line);
            case TsocksConfLexer.CHECK -> groups.checks(value, span, line);
            default -> throw new IllegalStateException("no such setting: token " + name);
        };
    }

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> read(ServerStatementContext context, Span line) {
        Token word = context.value;
        String value = word.getText();
        var span = new Span(word.getStartIndex(), word.getStopIndex() + 1);
        if (isPlaceholder(value, span) || isQuoted(value, span)) {
            return Optional.empty();
        }
        if (context.keyword == null) {
            return server(value, Optional.empty(), span, line);
        }
        return groups.weight(value, context)
                .flatMap(weight -> server(value, Optional.of(weight), span, line));
    }

    private Optional<Statement> server(
            String value, Optional<Statement.Weight> weight, Span span, Span line) {
        return ServerUri.isMeant(value)
                ? servers.readUri(value, span)
                        .map(
                                uri ->
                                        new Statement.ServerByUri(
                                                line.start(), line.end(), uri, weight))
                : servers.read(value, span)
                        .map(host -> new Statement.Server(line.start(), line.end(), host));
    }

    private Optional<Statement> port(String value, Span span, Span line) {
        if (hasTail(value, span)) {
            return Optional.empty();
        }
        OptionalInt port = ports.port(value, span);
        return port.isEmpty()
                ? Optional.empty()
                : Optional.of(new Statement.ServerPort(line.start(), line.end(), port.getAsInt()));
    }

    private Optional<Statement> type(String value, Span span, Span line) {
        Optional<SocksVersion> version =
                switch (value) {
                    case "4" -> Optional.of(SocksVersion.SOCKS4);
                    case "4a" -> Optional.of(SocksVersion.SOCKS4A);
                    case "5" -> Optional.of(SocksVersion.SOCKS5);
                    default -> Optional.empty();
                };
        // a letter of the wrong case is not a tail
        if (version.isEmpty() && (value.equals("4A") || !hasTail(value, span))) {
            findings.add(
                    SyntaxProblem.BAD_SERVER_TYPE,
                    span,
                    "a server type is 4, 4a or 5, and this is " + Redaction.shown(value),
                    "write 5 for SOCKS 5, 4a for SOCKS 4a, or 4 for SOCKS 4");
        }
        return version.map(which -> new Statement.ServerType(line.start(), line.end(), which));
    }

    private Optional<Statement> fallback(String value, Span span, Span line) {
        return yesOrNo(
                        "fallback",
                        value,
                        span,
                        SyntaxProblem.BAD_FALLBACK,
                        "write `yes` to connect directly where no server is given, else `no`")
                .map(yes -> new Statement.Fallback(line.start(), line.end(), yes));
    }

    private Optional<Statement> remoteDns(String value, Span span, Span line) {
        return yesOrNo(
                        "remote_dns",
                        value,
                        span,
                        SyntaxProblem.BAD_REMOTE_DNS,
                        "write `yes` to let SOCKS servers resolve the names that no line names,"
                                + " else `no`")
                .map(yes -> new Statement.RemoteDns(line.start(), line.end(), yes));
    }

    private Optional<Statement> chain(String value, Span span, Span line) {
        return yesOrNo(
                        "chain",
                        value,
                        span,
                        SyntaxProblem.BAD_CHAIN,
                        "write `yes` to reach servers through other servers, as the policy says,"
                                + " else `no`")
                .map(yes -> new Statement.Chain(line.start(), line.end(), yes));
    }

    private Optional<Boolean> yesOrNo(
            String name, String value, Span span, SyntaxProblem problem, String advice) {
        if (!value.equals("yes") && !value.equals("no")) {
            findings.add(
                    problem,
                    span,
                    name + " is yes or no, and this is " + Redaction.shown(value),
                    advice);
            return Optional.empty();
        }
        return Optional.of(value.equals("yes"));
    }

    private Optional<Statement> pin(String value, Span span, Span line) {
        Optional<KeyPin> pin = KeyPin.parse(value);
        if (pin.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_TLS_PIN,
                    span,
                    "a pin is sha256/ and the SHA-256 of a public key in Base64, and this is "
                            + Redaction.shown(value),
                    "write the SHA-256 of the server's SubjectPublicKeyInfo as `openssl dgst -sha256"
                            + " -binary | base64` prints it, 44 characters");
        } else if (pin.get().isOfNothing()) {
            // It still counts, so that no server passes for the one that is meant.
            findings.add(
                    SyntaxProblem.BAD_TLS_PIN,
                    span,
                    "this is the SHA-256 of nothing, which no key has: the command that printed it"
                            + " was given no key",
                    "print it again with `openssl x509 -pubkey -noout -in FILE | openssl pkey"
                            + " -pubin -outform DER | openssl dgst -sha256 -binary | base64`, or"
                            + " copy it from the report of tsocks-inspect");
        }
        return pin.map(one -> new Statement.TlsPin(line.start(), line.end(), one));
    }

    private boolean hasTail(String value, Span span) {
        int digits = Numbers.leadingDigits(value);
        if (digits == 0 || digits == value.length()) {
            return false;
        }
        Span tail = new Span(span.start() + digits, span.end());
        reportTail(value.substring(0, digits), value.substring(digits), tail);
        return true;
    }

    private void reportTail(String number, String tail, Span span) {
        findings.add(
                SyntaxProblem.BAD_NUMBER,
                span,
                "`" + Redaction.shown(tail) + "` after the number " + number,
                "write only " + number);
    }

    private boolean isPlaceholder(String value, Span span) {
        Optional<Span> place = Placeholder.in(value, span.start());
        place.ifPresent(
                where ->
                        findings.add(
                                SyntaxProblem.TEMPLATE_PLACEHOLDER,
                                where,
                                "this looks like a placeholder that nothing has replaced",
                                "run the template engine or the shell that should fill it in"));
        return place.isPresent();
    }

    private boolean isQuoted(String value, Span span) {
        if (!hasQuotes(value)) {
            return false;
        }
        findings.add(
                SyntaxProblem.QUOTED_VALUE,
                Severity.ERROR,
                span,
                "quotes are part of the value here",
                "remove the quotes");
        return true;
    }

    private void checkFreeText(String value, Span span, String what) {
        if (hasQuotes(value)) {
            findings.add(
                    SyntaxProblem.QUOTED_VALUE,
                    span,
                    "the quotes are part of " + what,
                    "remove the quotes, unless " + what + " really has them");
        }
        Placeholder.inFreeText(value, span.start())
                .ifPresent(
                        where ->
                                findings.add(
                                        SyntaxProblem.TEMPLATE_PLACEHOLDER,
                                        Severity.WARNING,
                                        where,
                                        "this looks like a placeholder that nothing has replaced",
                                        "run the template engine or the shell that should fill it"
                                                + " in"));
    }

    private static boolean hasQuotes(String value) {
        return (value.startsWith("\"") || value.startsWith("'"))
                && value.length() > 1
                && value.charAt(0) == value.charAt(value.length() - 1);
    }
}
