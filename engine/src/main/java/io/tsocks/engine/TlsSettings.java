package io.tsocks.engine;

import io.tsocks.net.KeyPin;
import java.util.List;
import java.util.Optional;

/// What a policy says of the TLS connection to a server.
///
/// The server must be the host of its URI, as a certificate of a trusted authority says. The
/// authorities are those of the system, or those of [#ca] instead. Pins alone replace that check:
/// the server's key must then match one of them, and its certificate is not checked. With
/// authorities and pins, both must hold.
///
/// @param ca the path of a PEM file with the certificates of the trusted authorities; empty for
///     those of the system
/// @param pins of the keys that the server may have, each once, in a fixed order; none if any
///     trusted key will do
/// @param client the path of a PEM file with the private key and the certificates by which this
///     client shows who it is; empty if it shows none
public record TlsSettings(Optional<String> ca, List<KeyPin> pins, Optional<String> client) {

    /// What holds if a policy says nothing: the trust of the system.
    public static final TlsSettings STANDARD =
            new TlsSettings(Optional.empty(), List.of(), Optional.empty());

    public TlsSettings {
        pins = pins.stream().distinct().sorted().toList();
    }

    /// Whether the server's certificate must be of a trusted authority and for its host. If not,
    /// one of the pins must match, of which there is one at least.
    public boolean checksCertificate() {
        return pins.isEmpty() || ca.isPresent();
    }
}
