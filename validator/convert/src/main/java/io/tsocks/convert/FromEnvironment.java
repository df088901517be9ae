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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a file of variables: lines of `NAME=VALUE`, perhaps with `export` and quotes.
final class FromEnvironment {

    private static final String ALL = "all_proxy";
    private static final String NONE = "no_proxy";
    private static final List<String> OF_A_SCHEME =
            List.of("http_proxy", "https_proxy", "ftp_proxy", "rsync_proxy");

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export |declare -x )?\\s*([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern BARE = Pattern.compile("[^\\s;]*");

    private final Remarks remarks;
    private final ConfDraft draft;
    private boolean isScript;

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
        Matcher assignment = ASSIGNMENT.matcher(line.text());
        if (!assignment.matches()) {
            other(line);
            return;
        }
        String name = assignment.group(1);
        String lower = name.toLowerCase(Locale.ROOT);
        Word value = value(line.from(assignment.start(2)));
        (name.equals(lower) ? values : upper).put(lower, value);
    }

    /// The lines of a script may make an assignment that never happens.
    private void other(Word line) {
        if (!isScript && !line.text().startsWith("export ")) {
            isScript = true;
            remarks.lost(
                    line,
                    "this line sets no variable, so the file may be a script",
                    "what no_proxy names goes through the server");
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

    /// The value as a shell takes it, which ends it at a blank or a semicolon outside of quotes.
    private Word value(Word value) {
        Matcher quoted = QUOTED.matcher(value.text());
        Matcher bare = BARE.matcher(value.text());
        boolean isQuoted = quoted.lookingAt();
        int end = isQuoted ? quoted.end() : bare.lookingAt() ? bare.end() : 0;
        Word rest = value.from(end);
        if (!rest.text().isEmpty() && !rest.text().startsWith("#")) {
            remarks.lost(
                    rest, "the value ends here for a shell", "the rest of the line is left out");
        }
        return isQuoted ? value.part(1, end - 1) : value.part(0, end);
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
        if (value == null || isScript) {
            return;
        }
        if (value.text().equals("*")) {
            exception(value);
            return;
        }
        boolean networks = false;
        for (Word list : value.split(',')) {
            for (Word word : list.split()) {
                networks |= listed(word);
            }
        }
        if (networks && !draft.isSet("remote_dns = yes")) {
            remarks.note(
                    value,
                    "programs compare no_proxy with the host as the user writes it",
                    "a name that resolves to a local address is reached directly, too");
        }
    }

    private boolean listed(Word word) {
        if (word.text().equals("*")) {
            remarks.lost(
                    word, "curl knows * only as the whole of no_proxy", "it names nothing here");
            return false;
        }
        return exception(word);
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
