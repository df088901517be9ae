package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.TlsSettings;
import io.tsocks.engine.Upstream;
import io.tsocks.net.KeyPin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a policy says of TLS with a server, for people and as JSON.
final class TlsWords {

    private TlsWords() {}

    /// The settings as a file has them, none of them secret: `tls_ca /etc/ca.pem, tls_pin
    /// sha256/...`; empty if nothing but the trust of the system counts.
    static String of(TlsSettings tls) {
        List<String> words = new ArrayList<>();
        tls.ca().ifPresent(path -> words.add("tls_ca " + path));
        tls.pins().forEach(pin -> words.add("tls_pin " + pin));
        tls.client().ifPresent(path -> words.add("tls_client " + path));
        return String.join(", ", words);
    }

    /// What is new for the servers of a group whose settings are others than before; empty if all
    /// have the same.
    static String change(Upstream before, Upstream after) {
        return after.servers().stream()
                .filter(server -> before.servers().stream().anyMatch(old -> differ(old, server)))
                .map(ProxyServer::tls)
                .distinct()
                .map(TlsWords::of)
                .map(words -> " with " + (words.isEmpty() ? "the trust of the system" : words))
                .findFirst()
                .orElse("");
    }

    private static boolean differ(ProxyServer old, ProxyServer young) {
        return old.uri().equals(young.uri()) && !old.tls().equals(young.tls());
    }

    /// Writes the field `tls`, if a policy says anything.
    static void write(JsonGenerator json, TlsSettings tls) throws IOException {
        if (tls.equals(TlsSettings.STANDARD)) {
            return;
        }
        json.writeObjectFieldStart("tls");
        if (tls.ca().isPresent()) {
            json.writeStringField("ca", tls.ca().get());
        }
        if (!tls.pins().isEmpty()) {
            json.writeArrayFieldStart("pins");
            for (KeyPin pin : tls.pins()) {
                json.writeString(pin.toString());
            }
            json.writeEndArray();
        }
        if (tls.client().isPresent()) {
            json.writeStringField("client", tls.client().get());
        }
        json.writeEndObject();
    }
}
