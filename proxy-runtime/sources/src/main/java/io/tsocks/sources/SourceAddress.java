package io.tsocks.sources;

import io.tsocks.net.Endpoint;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a policy is kept, as a URI:
///
/// ```
/// etcd://HOST[:PORT][,HOST[:PORT]...]/KEY     etcd+tls://[USER@]HOST[:PORT].../KEY
/// http://HOST[:PORT]/PATH                     https://HOST[:PORT]/PATH
/// ```
///
/// Settings follow behind a question mark, `?ca=/etc/tsocks/ca.pem&key=/etc/tsocks/policy.pub`;
/// [Setting] names them. There is no place for a password in a URI, only for the file that has it.
///
/// @param hosts at least one, and one only for web servers; each with a port
/// @param path the key of etcd, or the path and the query of a web server with its slash
/// @param user who logs in at etcd; empty without a login
public record SourceAddress(
        Kind kind,
        List<Endpoint> hosts,
        String path,
        Optional<String> user,
        Map<Setting, String> settings) {

    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z+]*)://(?:([^@/?#]*)@)?([^/?#]+)/([^?#]*)(?:\\?(.*))?");

    public SourceAddress {
        hosts = List.copyOf(hosts);
        settings = Map.copyOf(settings);
    }

    /// What keeps the policy.
    public enum Kind {
        /// etcd 3.4 or newer, in the clear.
        ETCD("etcd", 2379, false),
        /// etcd 3.4 or newer.
        ETCD_TLS("etcd+tls", 2379, true),
        /// A web server, in the clear.
        HTTP("http", 80, false),
        /// A web server.
        HTTPS("https", 443, true);

        private final String scheme;
        private final int port;
        private final boolean encrypted;

        Kind(String scheme, int port, boolean encrypted) {
            this.scheme = scheme;
            this.port = port;
            this.encrypted = encrypted;
        }

        boolean isEtcd() {
            return this == ETCD || this == ETCD_TLS;
        }

        /// `http` or `https`: etcd is spoken to by its JSON gateway.
        String webScheme() {
            return encrypted ? "https" : "http";
        }

        static Optional<Kind> of(String scheme) {
            return Arrays.stream(values()).filter(kind -> kind.scheme.equals(scheme)).findFirst();
        }
    }

    /// What a URI may say behind its question mark. Each value is a file, but [#NODE].
    public enum Setting {
        /// The authorities that may vouch for the server, as PEM; those of the system if absent.
        CA,
        /// A certificate with its private key, by which this node shows who it is, as PEM.
        CLIENT,
        /// The password of the user, on the first line.
        PASSWORD_FILE,
        /// A bearer token for the web server, on the first line.
        TOKEN_FILE,
        /// The public key (Ed25519, PEM) that has signed the policy. The signature, in base64, is
        /// kept beside the policy: under the same key or path with `.sig` at the end.
        KEY,
        /// The name under which this node reports to etcd; the host's name if absent.
        NODE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether a text is meant as such a URI, and not as a file.
    public static boolean isSource(String text) {
        int end = text.indexOf("://");
        return end > 0 && Kind.of(text.substring(0, end)).isPresent();
    }

    /// Reads a URI.
    ///
    /// @throws IllegalArgumentException if it is none, or would let somebody on the way decide what
    ///     is reached; the message is for the person who wrote it
    public static SourceAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "write etcd+tls://HOST:PORT/KEY or https://HOST/PATH for the policy's place");
        }
        Kind kind =
                Kind.of(form.group(1))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the scheme is none of etcd, etcd+tls, http and"
                                                        + " https"));
        Map<Setting, String> settings = new TreeMap<>();
        String rest = others(form.group(5), settings);
        SourceAddress address =
                new SourceAddress(
                        kind,
                        hosts(form.group(3), kind),
                        kind.isEtcd() ? decoded(form.group(4)) : "/" + form.group(4) + rest,
                        Optional.ofNullable(form.group(2)).map(SourceAddress::decoded),
                        settings);
        address.check();
        return address;
    }

    private void check() {
        if (kind.isEtcd() ? path.isEmpty() : hosts.size() > 1) {
            throw new IllegalArgumentException(
                    kind.isEtcd() ? "the URI names no key" : "a web server is one host");
        }
        if (user.isPresent() && (!kind.isEtcd() || user.get().contains(":"))) {
            throw new IllegalArgumentException(
                    kind.isEtcd()
                            ? "a URI is seen by others: name a file with ?password_file=FILE"
                            : "a web server takes a token: name its file with ?token_file=FILE");
        }
        boolean isLocal = hosts.stream().allMatch(SourceAddress::isLoopback);
        if (!kind.encrypted && !isLocal && !settings.containsKey(Setting.KEY)) {
            throw new IllegalArgumentException(
                    "somebody on the way could replace the policy: use "
                            + (kind.isEtcd() ? "etcd+tls" : "https")
                            + ", or name the key that signs it with ?key=FILE");
        }
        boolean hasSecret =
                settings.containsKey(Setting.PASSWORD_FILE)
                        || settings.containsKey(Setting.TOKEN_FILE);
        if (!kind.encrypted && !isLocal && hasSecret) {
            throw new IllegalArgumentException("the secret would be sent in the clear: use TLS");
        }
    }

    private static boolean isLoopback(Endpoint host) {
        return host.host().equals("localhost")
                || host.host().equals("::1")
                || host.host().matches("127(\\.[0-9]{1,3}){3}");
    }

    private static List<Endpoint> hosts(String list, Kind kind) {
        List<Endpoint> hosts = new ArrayList<>();
        for (String host : list.split(",", -1)) {
            try {
                hosts.add(Endpoint.parseStrictly(host).orPort(kind.port));
            } catch (Endpoint.MalformedException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return hosts;
    }

    /// Takes the settings out of a query.
    ///
    /// @return what is left of it, with its question mark
    private static String others(@Nullable String query, Map<Setting, String> settings) {
        if (query == null) {
            return "";
        }
        String rest =
                Arrays.stream(query.split("&", -1))
                        .filter(pair -> !take(pair, settings))
                        .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    private static boolean take(String pair, Map<Setting, String> settings) {
        int equals = pair.indexOf('=');
        Optional<Setting> setting =
                Arrays.stream(Setting.values())
                        .filter(one -> equals > 0 && one.label().equals(pair.substring(0, equals)))
                        .findFirst();
        setting.ifPresent(one -> settings.put(one, decoded(pair.substring(equals + 1))));
        return setting.isPresent();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    Optional<String> setting(Setting setting) {
        return Optional.ofNullable(settings.get(setting));
    }

    /// The place without settings, for messages.
    @Override
    public String toString() {
        String where = hosts.stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return kind.scheme + "://" + where + (kind.isEtcd() ? "/" : "") + path;
    }
}
