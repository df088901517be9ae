package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;

/// What can be wrong with the meaning of a file whose lines are all well formed.
public enum PolicyProblem implements Problem.Kind {
    DUPLICATE_SETTING("TS201", Severity.ERROR, "setting given twice"),
    PATH_WITHOUT_SERVER("TS202", Severity.ERROR, "path without a server"),
    PATH_WITHOUT_REACHES("TS203", Severity.WARNING, "path that reaches nothing"),
    SERVER_NOT_LOCAL("TS204", Severity.ERROR, "server in no local network"),
    SETTING_WITHOUT_SERVER("TS205", Severity.WARNING, "setting of no server"),
    REACHES_OUTSIDE_PATH("TS206", Severity.WARNING, "reaches outside a path"),
    CREDENTIALS_WITH_SOCKS4("TS207", Severity.WARNING, "credentials for SOCKS 4"),
    PASSWORD_WITHOUT_USER("TS208", Severity.WARNING, "password without a user"),
    FILE_SETTING_IN_PATH("TS209", Severity.WARNING, "setting of the whole file inside a path"),
    FALLBACK_WITH_DEFAULT_SERVER("TS210", Severity.WARNING, "fallback beside a default server"),
    CREDENTIAL_TOO_LONG("TS211", Severity.ERROR, "credential longer than 255 bytes"),
    REMOTE_DNS_WITHOUT_SERVER("TS212", Severity.WARNING, "remote_dns without a server"),
    SAID_BY_URI("TS213", Severity.ERROR, "setting that the server's URI says"),
    DUPLICATE_MEMBER("TS214", Severity.WARNING, "server twice in a group"),
    SETTING_WITHOUT_GROUP("TS215", Severity.WARNING, "setting of no group"),
    CHAIN_IN_CIRCLE("TS216", Severity.ERROR, "servers that are reached through each other"),
    IDLE_CHAIN("TS217", Severity.WARNING, "chain without a server that needs it"),
    SETTING_WITHOUT_TLS("TS218", Severity.WARNING, "TLS setting of servers without TLS"),
    TWO_PASSWORDS("TS219", Severity.ERROR, "password and password_file"),
    DUPLICATE_PIN("TS220", Severity.WARNING, "pin twice"),
    WEIGHT_WITHOUT_EFFECT("TS226", Severity.WARNING, "weight without an effect"),
    GSSAPI_WITHOUT_SOCKS5("TS227", Severity.ERROR, "gssapi for a server that has none"),
    LOGIN_BESIDE_GSSAPI("TS228", Severity.WARNING, "login beside gssapi"),
    SERVICE_WITHOUT_GSSAPI("TS229", Severity.ERROR, "gssapi_service without gssapi");

    private final String id;
    private final Severity severity;
    private final String title;

    PolicyProblem(String id, Severity severity, String title) {
        this.id = id;
        this.severity = severity;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String title() {
        return title;
    }
}
