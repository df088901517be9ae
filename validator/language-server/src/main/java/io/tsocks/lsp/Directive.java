package io.tsocks.lsp;

import java.util.List;
import java.util.Optional;

/// A statement of the language, as `docs/tsocks-conf.md` describes it.
///
/// @param name the word before `=`, or `path`
/// @param inPath whether it may stand in a path
/// @param atTop whether it may stand at the top level
/// @param where where it may stand, in words
/// @param value what it says
/// @param otherwise what holds without it; empty if that goes without saying
/// @param values values that it may have, as far as they can be listed
record Directive(
        String name,
        boolean inPath,
        boolean atTop,
        String where,
        String value,
        String otherwise,
        List<String> values) {

    private static final String TOP = "top level";
    private static final String SERVER = "beside `server`";
    private static final String GROUP = "beside several `server`";
    private static final List<String> YES_OR_NO = List.of("yes", "no");
    private static final List<String> SCHEMES =
            List.of(
                    "socks5://",
                    "socks4a://",
                    "socks4://",
                    "socks5+tls://",
                    "http://",
                    "https://",
                    "unix:/");

    /// All of them, in the order of the documentation.
    static final List<Directive> ALL =
            List.of(
                    top(
                            "local",
                            "a network or host pattern, without ports; each line adds one",
                            "only loopback is local"),
                    top("path", "a block of the next fifteen statements", ""),
                    new Directive(
                            "reaches",
                            true,
                            false,
                            "in a path",
                            "a network or host pattern, optionally with ports; each line adds one",
                            "the path is never used",
                            List.of()),
                    new Directive(
                            "server",
                            true,
                            true,
                            "top level, path",
                            "a server in one word; several lines are a group, with or without"
                                    + " weights",
                            "as above",
                            SCHEMES),
                    beside(SERVER, "server_port", "1 to 65535", "1080", "1080"),
                    beside(
                            SERVER,
                            "server_type",
                            "4, 4a or 5, the version of SOCKS",
                            "4",
                            "5",
                            "4a",
                            "4"),
                    beside(
                            SERVER,
                            "default_user",
                            "one word, for servers of SOCKS 5 and HTTP",
                            "the login name"),
                    beside(
                            SERVER,
                            "default_pass",
                            "one word, for servers of SOCKS 5 and HTTP",
                            "no password"),
                    beside(SERVER, "password_file", "a file with the password", "no password"),
                    beside(
                            SERVER,
                            "tls_ca",
                            "the authorities that are trusted, a PEM file",
                            "those of the system"),
                    beside(
                            SERVER,
                            "tls_pin",
                            "a key that the server may have; each line adds one",
                            "any trusted key",
                            "sha256/"),
                    beside(
                            SERVER,
                            "tls_client",
                            "a PEM file with the key and the certificates of this client",
                            "no client certificate"),
                    beside(
                            SERVER,
                            "gssapi",
                            "the protection that servers must agree to: `confidentiality` or"
                                    + " `integrity`",
                            "no GSSAPI",
                            "confidentiality",
                            "integrity"),
                    beside(
                            "beside `gssapi`",
                            "gssapi_service",
                            "the service that the server is: `rcmd`, or `rcmd/gate.example.com`",
                            "`rcmd`",
                            "rcmd"),
                    beside(
                            GROUP,
                            "select",
                            "`failover`, `round-robin`, `hash` or `fastest`",
                            "`failover`",
                            "failover",
                            "round-robin",
                            "hash",
                            "fastest"),
                    beside(
                            GROUP,
                            "recover",
                            "`immediately`, `after NUMBER` (1 to 1000) or `never`",
                            "`after 2`",
                            "immediately",
                            "after 2",
                            "never"),
                    beside(
                            GROUP,
                            "check",
                            "a time from `1s` to `60m`, such as `30s` or `2m`, or `none`",
                            "`none`",
                            "30s",
                            "2m",
                            "none"),
                    file("fallback", "`yes` or `no`"),
                    file(
                            "remote_dns",
                            "`yes` or `no`: whether servers resolve the names that no line names"),
                    file(
                            "chain",
                            "`yes` or `no`: whether servers are reached through other servers"));

    private static Directive top(String name, String value, String otherwise) {
        return new Directive(name, false, true, TOP, value, otherwise, List.of());
    }

    private static Directive file(String name, String value) {
        return new Directive(name, false, true, TOP, value, "`no`", YES_OR_NO);
    }

    private static Directive beside(
            String where, String name, String value, String otherwise, String... values) {
        return new Directive(name, true, true, where, value, otherwise, List.of(values));
    }

    /// The one with a name.
    static Optional<Directive> named(String name) {
        return ALL.stream().filter(one -> one.name.equals(name)).findFirst();
    }

    /// Whether it is a block, which has no `=`.
    boolean isBlock() {
        return name.equals("path");
    }

    /// What it is, as Markdown.
    String documentation() {
        String without = otherwise.isEmpty() || otherwise.equals("as above") ? "" : otherwise;
        return "`"
                + name
                + "` ("
                + where
                + "): "
                + value
                + "."
                + (without.isEmpty() ? "" : " Without it: " + without + ".");
    }
}
