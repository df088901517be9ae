package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.GssapiSettings;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.net.ServiceName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a policy says of GSSAPI with a server, for people and as JSON.
final class GssapiWords {

    private GssapiWords() {}

    /// The settings as a file has them: `gssapi confidentiality`; empty if it demands no GSSAPI.
    static String of(@Nullable GssapiSettings gssapi) {
        if (gssapi == null) {
            return "";
        }
        boolean isStandard = gssapi.service().equals(ServiceName.STANDARD);
        return "gssapi "
                + gssapi.protection().word()
                + (isStandard ? "" : ", gssapi_service " + gssapi.service());
    }

    /// What is new for the servers of a group whose settings are others than before; empty if all
    /// have the same.
    static String change(Upstream before, Upstream after) {
        return after.servers().stream()
                .filter(server -> before.servers().stream().anyMatch(old -> differ(old, server)))
                .map(server -> of(server.gssapi()))
                .distinct()
                .map(words -> words.isEmpty() ? " without gssapi" : " with " + words)
                .findFirst()
                .orElse("");
    }

    private static boolean differ(ProxyServer old, ProxyServer young) {
        return old.uri().equals(young.uri()) && !of(old.gssapi()).equals(of(young.gssapi()));
    }

    /// Writes the field `gssapi`, if a policy demands it.
    static void write(JsonGenerator json, @Nullable GssapiSettings gssapi) throws IOException {
        if (gssapi == null) {
            return;
        }
        json.writeObjectFieldStart("gssapi");
        json.writeStringField("protection", gssapi.protection().word());
        json.writeStringField("service", gssapi.service().toString());
        json.writeEndObject();
    }
}
