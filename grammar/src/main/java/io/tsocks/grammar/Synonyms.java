package io.tsocks.grammar;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Other programs' words for the statements of tsocks.
final class Synonyms {

    private static final int LONGEST = 40;

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("proxy", "server"),
                    Map.entry("proxy_server", "server"),
                    Map.entry("proxy_host", "server"),
                    Map.entry("proxy_address", "server"),
                    Map.entry("socks_proxy", "server"),
                    Map.entry("socks_server", "server"),
                    Map.entry("socks_host", "server"),
                    Map.entry("server_host", "server"),
                    Map.entry("server_ip", "server"),
                    Map.entry("server_name", "server"),
                    Map.entry("server_addr", "server"),
                    Map.entry("server_address", "server"),
                    Map.entry("host", "server"),
                    Map.entry("hostname", "server"),
                    Map.entry("bypass", "local"),
                    Map.entry("direct", "local"),
                    Map.entry("exclude", "local"),
                    Map.entry("no_proxy", "local"),
                    Map.entry("noproxy", "local"),
                    Map.entry("localnet", "local"),
                    Map.entry("local_net", "local"),
                    Map.entry("local_network", "local"),
                    Map.entry("version", "server_type"),
                    Map.entry("socks_version", "server_type"),
                    Map.entry("server_version", "server_type"),
                    Map.entry("protocol", "server_type"),
                    Map.entry("proxy_remote_dns", "remote_dns"),
                    Map.entry("socks_remote_dns", "remote_dns"),
                    Map.entry("proxydns", "remote_dns"),
                    Map.entry("remote_resolve", "remote_dns"),
                    Map.entry("login", "default_user"),
                    Map.entry("pass_file", "password_file"),
                    Map.entry("passwd_file", "password_file"),
                    Map.entry("default_pass_file", "password_file"),
                    Map.entry("cafile", "tls_ca"),
                    Map.entry("ca_file", "tls_ca"),
                    Map.entry("cacert", "tls_ca"),
                    Map.entry("tls_ca_file", "tls_ca"),
                    Map.entry("pinnedpubkey", "tls_pin"),
                    Map.entry("tls_cert", "tls_client"),
                    Map.entry("client_cert", "tls_client"),
                    Map.entry("kerberos", "gssapi"),
                    Map.entry("gss", "gssapi"),
                    Map.entry("gssapi_protection", "gssapi"),
                    Map.entry("gssapi.servicename", "gssapi_service"),
                    Map.entry("gssapi_servicename", "gssapi_service"),
                    Map.entry("gssapi_service_name", "gssapi_service"));

    /// Endings of names that give away their meaning.
    private static final Map<String, Pattern> ENDINGS =
            Map.of(
                    "default_pass",
                    Pattern.compile(
                            "(?:\\w*[_-])?(?:user)?(?:pass|passwd|password|passphrase|pw|pwd)"),
                    "default_user",
                    Pattern.compile("(?:\\w*[_-])?(?:user|username|user_name|userid|uid)"),
                    "server_port",
                    Pattern.compile("(?:\\w*[_-])?port"),
                    "server_type",
                    Pattern.compile("(?:\\w*[_-])?type"));

    private Synonyms() {}

    /// The statement of tsocks that means what a word, in lower case, means elsewhere; empty for
    /// the name of a statement of tsocks.
    static Optional<String> of(String word) {
        if (word.length() > LONGEST || Diagnosis.NAMES.contains(word)) {
            return Optional.empty();
        }
        String known = WORDS.get(word);
        return known != null
                ? Optional.of(known)
                : ENDINGS.entrySet().stream()
                        .filter(ending -> ending.getValue().matcher(word).matches())
                        .map(Map.Entry::getKey)
                        .findFirst();
    }
}
