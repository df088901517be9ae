package io.tsocks.convert;

import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a torsocks.conf, as torsocks 2 does.
final class FromTorsocks {

    private final Remarks remarks;
    private final ConfDraft draft;

    /// The first word after each name; the last line of a name counts.
    private final Map<String, Word> settings = new HashMap<>();

    FromTorsocks(Remarks remarks, ConfDraft draft) {
        this.remarks = remarks;
        this.draft = draft;
    }

    void read(String text) {
        for (Word line : Word.lines(text, "#")) {
            List<Word> words = line.split();
            if (words.size() < 2) {
                remarks.lost(line, "a setting without a value", "it is left out");
            } else {
                settings.put(words.get(0).text(), words.get(1));
                setting(words.get(0).text(), line, words.get(1).text());
            }
        }
        defaults();
        server();
    }

    private void setting(String name, Word line, String value) {
        switch (name) {
            case "TorAddress", "TorPort", "SOCKS5Username", "SOCKS5Password" -> {}
            case "OnionAddrRange" ->
                    remarks.note(
                            line,
                            "the addresses that stand for names are an option: tsocks --fake-net "
                                    + value,
                            "");
            case "AllowInbound" -> inbound(line, value);
            case "AllowOutboundLocalhost" -> localhost(line, value);
            case "IsolatePID" -> isolate(line, value);
            case "EnableIPv6" ->
                    remarks.note(line, "a server of SOCKS 5 always takes IPv6 addresses", "");
            default ->
                    remarks.lost(
                            line, "'" + name + "' is no setting of torsocks 2", "it is left out");
        }
    }

    private void inbound(Word line, String value) {
        if (value.equals("1")) {
            return;
        }
        remarks.lost(
                line,
                "tsocks does not control which connections a program accepts",
                "they are accepted");
    }

    private void localhost(Word line, String value) {
        switch (value) {
            case "1" -> {}
            case "2" ->
                    remarks.note(
                            line, "datagrams are for an option to allow: tsocks --udp=direct", "");
            default ->
                    remarks.lost(
                            line,
                            "loopback is always reached directly with tsocks",
                            "connections to this machine are direct, and not refused");
        }
    }

    private void isolate(Word line, String value) {
        if (value.equals("1")) {
            remarks.lost(
                    line,
                    "the login of a server is the same for all programs in tsocks.conf",
                    "all programs share Tor's circuits");
        }
    }

    private void defaults() {
        if (!settings.containsKey("AllowInbound")) {
            remarks.note(
                    Remarks.WHOLE_FILE,
                    "torsocks refuses to listen for connections from other machines",
                    "tsocks does not control that");
        }
        if (!settings.containsKey("AllowOutboundLocalhost")) {
            remarks.note(
                    Remarks.WHOLE_FILE,
                    "torsocks refuses connections to loopback",
                    "they are direct, as always with tsocks");
        }
    }

    private String value(String name, String otherwise) {
        Word word = settings.get(name);
        return word == null ? otherwise : word.text();
    }

    private Word where() {
        return Optional.ofNullable(settings.get("TorAddress"))
                .or(() -> Optional.ofNullable(settings.get("TorPort")))
                .orElse(Remarks.WHOLE_FILE);
    }

    private void server() {
        Optional<Endpoint> host = Hosts.endpoint(value("TorAddress", "127.0.0.1"));
        OptionalInt port = Hosts.port(value("TorPort", "9050"));
        if (host.isEmpty() || host.get().port() != Endpoint.NO_PORT || port.isEmpty()) {
            remarks.lost(
                    where(),
                    "TorAddress and TorPort are no address and port",
                    "there is no server, so everything is refused");
            return;
        }
        Word login = settings.getOrDefault("SOCKS5Password", where());
        draft.server(
                login,
                Server.of(ServerKind.SOCKS5, host.get().host(), port.getAsInt())
                        .with(
                                Optional.ofNullable(settings.get("SOCKS5Username")).map(Word::text),
                                Optional.ofNullable(settings.get("SOCKS5Password"))
                                        .map(Word::text)
                                        .map(Secret::of)));
        draft.setting("remote_dns = yes");
    }
}
