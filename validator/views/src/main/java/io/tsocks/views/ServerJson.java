package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Checks;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.SocksVersion;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/// The servers of a route in JSON, which docs/route-json.md describes.
final class ServerJson {

    private static final OptionalInt NO_WEIGHT = OptionalInt.empty();

    private ServerJson() {}

    /// Fields of the preferred server and of the group, if there is one.
    static void write(JsonGenerator json, Upstream upstream) throws IOException {
        write(json, upstream, false);
    }

    /// The same with the logins. They tell whether there is a password, but not the password.
    static void writeWithLogin(JsonGenerator json, Upstream upstream) throws IOException {
        write(json, upstream, true);
    }

    private static void write(JsonGenerator json, Upstream upstream, boolean login)
            throws IOException {
        json.writeFieldName("server");
        server(json, upstream.servers().getFirst(), NO_WEIGHT, login);
        if (!upstream.isGroup()) {
            return;
        }
        json.writeObjectFieldStart("group");
        json.writeStringField("select", upstream.selection().word());
        if (upstream.selection() == Selection.FAILOVER) {
            json.writeStringField("recover", upstream.recovery().words());
        }
        if (upstream.checks() instanceof Checks.Every every) {
            json.writeStringField("check", every.words());
        }
        json.writeArrayFieldStart("servers");
        for (ProxyServer server : upstream.servers()) {
            server(json, server, weight(upstream, server), login);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static OptionalInt weight(Upstream upstream, ProxyServer server) {
        return upstream.isWeighted() ? OptionalInt.of(upstream.weight(server)) : NO_WEIGHT;
    }

    private static void server(
            JsonGenerator json, ProxyServer server, OptionalInt weight, boolean login)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("uri", server.uri());
        switch (server.address()) {
            case ServerAddress.Inet(String host, int port) -> {
                json.writeStringField("host", host);
                json.writeNumberField("port", port);
            }
            case ServerAddress.Unix(String path) -> json.writeStringField("path", path);
        }
        json.writeStringField("scheme", server.kind().scheme());
        version(json, server);
        TlsWords.write(json, server.tls());
        GssapiWords.write(json, server.gssapi());
        if (weight.isPresent()) {
            json.writeNumberField("weight", weight.getAsInt());
        }
        if (login) {
            login(json, server);
        }
        json.writeEndObject();
    }

    private static void version(JsonGenerator json, ProxyServer server) throws IOException {
        Optional<SocksVersion> version = server.kind().socks();
        if (version.isPresent()) {
            json.writeNumberField("version", version.get().number());
        }
    }

    private static void login(JsonGenerator json, ProxyServer server) throws IOException {
        if (server.user() != null) {
            json.writeStringField("user", server.user());
        }
        json.writeBooleanField("hasPassword", server.password() != null);
    }
}
