package io.tsocks.convert;

import io.tsocks.engine.options.BadOptionException;
import io.tsocks.engine.options.PolicyOptions;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerUri;
import io.tsocks.net.Span;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a file of variables: lines of `NAME=VALUE`, perhaps with `export` and quotes.
final class FromEnvironment {

    private static final String ALL = "all_proxy";
    private static final String NONE = "no_proxy";
    private static final List<String> OF_A_SCHEME =
            List.of("http_proxy", "https_proxy", "ftp_proxy", "rsync_proxy");

    private final Remarks remarks;
    private final ConfDraft draft;

    /// The values by name, in lower case if that is set, as curl has it.
    private final Map<String, Word> values = new LinkedHashMap<>();

    FromEnvironment(Remarks remarks, ConfDraft draft) {
        this.remarks = remarks;
        this.draft = draft;
    }

    void read(String text) {
        Map<String, Word> upper = new LinkedHashMap<>();
        for (Word line : Word.lines(text, "#")) {
            read(line, upper);
        }
        upper.forEach(this::upper);
        server();
        exceptions();
        schemes();
    }

    private void read(Word line, Map<String, Word> upper) {
        Word bare = line.text().startsWith("export ") ? line.from(7) : line;
        int equals = bare.text().indexOf('=');
        if (equals > 0) {
            String name = bare.part(0, equals).text();
            String lower = name.toLowerCase(Locale.ROOT);
            (name.equals(lower) ? values : upper).put(lower, value(bare.from(equals + 1)));
        }
    }

    /// Of `HTTP_PROXY` a server of CGI must not take the value from a request, so curl does not
    /// read it.
    private void upper(String name, Word value) {
        if (name.equals("http_proxy")) {
            remarks.note(value, "programs do not read HTTP_PROXY in upper case", "");
        } else {
            values.putIfAbsent(name, value);
        }
    }

    private static Word value(Word value) {
        String text = value.text();
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? value.part(1, text.length() - 1) : value;
    }

    private void server() {
        Word value = values.get(ALL);
        if (value == null || value.text().isEmpty()) {
            remarks.lost(
                    Remarks.WHOLE_FILE,
                    "neither all_proxy nor ALL_PROXY is set",
                    "there is no server, so what is not local is refused");
            return;
        }
        try {
            server(value);
        } catch (ServerUri.MalformedException e) {
            remarks.lost(value, e.reason(), "there is no server, so what is not local is refused");
        }
    }

    private void server(Word value) throws ServerUri.MalformedException {
        String text = value.text();
        Optional<Span> secret = ServerUri.password(text);
        Optional<Secret> password =
                secret.map(span -> decoded(text.substring(span.start(), span.end())));
        String bare =
                secret.map(span -> text.substring(0, span.start() - 1) + text.substring(span.end()))
                        .orElse(text);
        boolean remote = bare.regionMatches(true, 0, "socks5h:", 0, 8);
        ServerUri uri = ServerUri.parse(remote ? "socks5" + bare.substring(7) : bare);
        if (!(uri.address() instanceof ServerAddress.Inet(String host, int port))) {
            remarks.lost(
                    value,
                    "a proxy of these variables has a host",
                    "there is no server, so what is not local is refused");
            return;
        }
        draft.server(value, Server.of(uri.kind(), host, port).with(uri.user(), password));
        if (remote || uri.kind().alwaysResolves()) {
            draft.setting("remote_dns = yes");
        }
    }

    /// A password whose escapes are none is what it looks like.
    private static Secret decoded(String text) {
        try {
            return Secret.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Secret.of(text);
        }
    }

    private void exceptions() {
        Word value = values.get(NONE);
        if (value == null) {
            return;
        }
        boolean networks = false;
        for (Word list : value.split(',')) {
            for (Word word : list.split()) {
                networks |= exception(word);
            }
        }
        if (networks && !draft.isSet("remote_dns = yes")) {
            remarks.note(
                    value,
                    "programs compare no_proxy with the host as the user writes it",
                    "a name that resolves to a local address is reached directly, too");
        }
    }

    /// Makes a word local, and says whether it is a network.
    private boolean exception(Word word) {
        try {
            List<String> locals = PolicyOptions.exceptions(word.text());
            locals.forEach(draft::local);
            return locals.stream().anyMatch(local -> local.indexOf('/') >= 0);
        } catch (BadOptionException e) {
            remarks.lost(word, e.text(), "it goes through the server");
            return false;
        }
    }

    private void schemes() {
        for (String name : OF_A_SCHEME) {
            Word value = values.get(name);
            if (value != null && !isSameAsAll(value)) {
                remarks.lost(
                        value,
                        name + " is for one scheme of URLs, and a policy knows only ports",
                        "it is left out");
            }
        }
    }

    private boolean isSameAsAll(Word value) {
        Word all = values.get(ALL);
        return value.text().isEmpty() || (all != null && all.text().equals(value.text()));
    }
}
