package io.tsocks.service.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What can be set in the configuration file.
enum Setting {
    /// The policy file that is followed.
    POLICY("service", "policy"),
    /// The folder of the revisions.
    STATE("service", "state"),
    /// The file of the expected routes.
    EXPECTATIONS("service", "expectations"),
    /// Whether a new content of the policy file is refused if it opens direct access.
    GUARD_FILE("service", "guard-file"),
    /// How many revisions are kept.
    KEEP("service", "keep-revisions"),
    /// The AF_UNIX socket of the API.
    UNIX("api", "unix"),
    /// The port of the API on loopback.
    PORT("api", "port"),
    /// The file of more tokens.
    TOKENS("api", "tokens"),
    /// Whether the PAC is sent without a token.
    PAC("api", "pac-public"),
    /// How many mebibytes a policy may have.
    MOST("api", "most-policy-mebibytes"),
    /// How many seconds a client may take for a step.
    PATIENCE("api", "patience-seconds"),
    /// The address of the API that others can reach.
    NETWORK("api-network", "listen"),
    /// The names under which clients know it.
    HOSTS("api-network", "hosts"),
    /// The certificate chain.
    CERTIFICATE("api-network", "certificate"),
    /// The private key.
    KEY("api-network", "key"),
    /// Who issues the certificates of clients.
    AUTHORITIES("api-network", "client-authorities"),
    /// What the subjects of clients may do.
    ROLES("api-network", "client-roles"),
    /// Where the gateway listens.
    LISTEN("gateway", "listen"),
    /// Who may use the gateway.
    USERS("gateway", "users"),
    /// What becomes of open connections when the policy changes.
    ON_RELOAD("gateway", "on-reload"),
    /// How many clients the gateway has at a time.
    CLIENTS("gateway", "most-clients"),
    /// How many of them come from one address.
    CLIENTS_PER_ADDRESS("gateway", "most-clients-per-address"),
    /// How many of them have not sent a whole request yet.
    OPENINGS("gateway", "most-openings"),
    /// How many kibibytes the head of an HTTP request may have.
    HEAD("gateway", "most-head-kibibytes"),
    /// How many seconds a client may take until its request is whole.
    HANDSHAKE("gateway", "handshake-seconds"),
    /// How many seconds a connection may carry nothing.
    IDLE("gateway", "idle-seconds"),
    /// How many seconds a port waits for its peer.
    BIND("gateway", "bind-seconds");

    private final String section;
    private final String key;

    Setting(String section, String key) {
        this.section = section;
        this.key = key;
    }

    /// The name of the key.
    String key() {
        return key;
    }

    /// The name with its section, for messages.
    String fullName() {
        return key + " in [" + section + "]";
    }

    static Optional<Setting> of(String section, String key) {
        return Arrays.stream(values())
                .filter(one -> one.section.equals(section) && one.key.equals(key))
                .findFirst();
    }

    static List<String> sections() {
        return Arrays.stream(values()).map(one -> one.section).distinct().toList();
    }

    static List<String> keys(String section) {
        return Arrays.stream(values())
                .filter(one -> one.section.equals(section))
                .map(Setting::key)
                .toList();
    }
}
