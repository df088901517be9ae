package io.tsocks.convert;

import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads system properties of Java: a properties file, or words of a command line, one a line
/// (`-DsocksProxyHost=proxy`).
final class FromJavaProperties {

    private static final String HOST = "socksProxyHost";
    private static final String PORT = "socksProxyPort";
    private static final String VERSION = "socksProxyVersion";
    private static final String USER = "java.net.socks.username";
    private static final String PASSWORD = "java.net.socks.password";
    private static final String EXCEPTIONS = "socksNonProxyHosts";
    private static final String HTTP_EXCEPTIONS = "http.nonProxyHosts";

    /// Java adds these to what is set.
    private static final Set<String> ALWAYS =
            Set.of("localhost", "127.*", "[::1]", "0.0.0.0", "[::0]");

    /// The name of a host or a part of one beside a star, an IPv4 address, or an IPv6 address in
    /// brackets, in ASCII.
    private static final Pattern PLAIN =
            Pattern.compile(
                    "\\*?[\\w-]+(\\.[\\w-]+)*(\\.?\\*)?|\\*(\\.[\\w-]+)+|\\[[0-9a-fA-F:.]+]");

    private final Remarks remarks;
    private final ConfDraft draft;
    private final Map<String, Word> values = new HashMap<>();

    FromJavaProperties(Remarks remarks, ConfDraft draft) {
        this.remarks = remarks;
        this.draft = draft;
    }

    void read(String text) {
        for (Word line : JavaLines.of(text)) {
            property(line.text().startsWith("-D") ? line.from(2) : line);
        }
        exceptions();
        server();
        others();
    }

    private void property(Word line) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(line.text()));
        } catch (IOException | IllegalArgumentException _) {
            remarks.lost(line, "an escape of this line is none", "the line is left out");
            return;
        }
        one.stringPropertyNames()
                .forEach(name -> values.put(name, place(line, one.getProperty(name))));
    }

    /// Where a value stands: where its text is found, or at the beginning of its line.
    private static Word place(Word line, String value) {
        int at = value.isEmpty() ? -1 : line.text().lastIndexOf(value);
        return new Word(
                line.line(),
                at < 0 ? line.column() : line.column() + line.text().codePointCount(0, at),
                value);
    }

    /// The patterns of a list, with the blanks in them: Java compares these, too.
    private static List<Word> patterns(Word list) {
        List<Word> patterns = new ArrayList<>();
        int start = 0;
        for (String text : list.text().split("\\|", -1)) {
            if (!text.isEmpty()) {
                int column = list.column() + list.text().codePointCount(0, start);
                patterns.add(new Word(list.line(), column, text));
            }
            start += text.length() + 1;
        }
        return patterns;
    }

    private void exceptions() {
        Word list = values.get(EXCEPTIONS);
        if (list != null && list.text().isEmpty()) {
            remarks.lost(
                    list,
                    "loopback is always reached directly with tsocks",
                    "connections to this machine do not go through the server");
        }
        boolean networks = false;
        for (Word pattern : list == null ? List.<Word>of() : patterns(list)) {
            networks |= !ALWAYS.contains(pattern.text()) && exception(pattern);
        }
        if (networks) {
            remarks.note(
                    list == null ? Remarks.WHOLE_FILE : list,
                    "Java compares the exceptions with the host as the program writes it",
                    "a name that resolves to a local address is reached directly, too");
        }
        httpExceptions(list);
    }

    /// Those of HTTP concern the connections of HTTP only.
    private void httpExceptions(@Nullable Word list) {
        Word http = values.get(HTTP_EXCEPTIONS);
        Set<String> said = new HashSet<>(ALWAYS);
        if (list != null) {
            patterns(list).forEach(word -> said.add(word.text()));
        }
        if (http != null && patterns(http).stream().anyMatch(w -> !said.contains(w.text()))) {
            remarks.lost(
                    http,
                    HTTP_EXCEPTIONS + " is for URLs of HTTP, and a policy knows only ports",
                    "what " + EXCEPTIONS + " does not name goes through the server");
        }
    }

    /// Makes a pattern local, and says whether it is a network. Java compares texts, so a pattern
    /// that a policy would take for more than this text is not local.
    private boolean exception(Word word) {
        String text = word.text();
        int star = text.indexOf('*');
        if (text.equals("*")) {
            List.of("*", "0.0.0.0/0", "::/0").forEach(draft::local);
            return true;
        }
        if (!PLAIN.matcher(text).matches()) {
            through(
                    word,
                    "Java compares this text letter by letter, and no host is spelled so",
                    "");
            return false;
        }
        if (star < 0) {
            return exact(word, text);
        }
        if (star == 0 && text.lastIndexOf('*') == 0) {
            names(word, text.substring(1));
            return false;
        }
        Optional<Network> network = star == text.length() - 1 ? prefix(text) : Optional.empty();
        network.ifPresentOrElse(
                draft::local,
                () -> through(word, "a star stands in front of a name in tsocks.conf", ""));
        return network.isPresent();
    }

    private boolean exact(Word word, String text) {
        boolean bracketed = text.startsWith("[");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        Optional<Address> address = Address.parse(bare).filter(one -> isSpelled(one, text));
        if (address.isPresent()) {
            draft.local(ConfDraft.networkOf(address.get()));
            return true;
        }
        if (bracketed) {
            through(word, "Java compares this text with another spelling of the address", "");
        } else {
            pattern(word, text);
        }
        return false;
    }

    private static boolean isSpelled(Address address, String text) {
        return text.equals(
                address instanceof Address.Ip6 ? "[" + address + "]" : address.toString());
    }

    /// `*.example.com`, or `*example.com`, which names more than a policy can say.
    private void names(Word word, String suffix) {
        if (suffix.startsWith(".")) {
            pattern(word, "*" + suffix);
        } else if (pattern(word, "." + suffix)) {
            through(
                    word,
                    word.text() + " has names that only end like " + suffix,
                    suffix + " and the names below it are direct, and those others");
        }
    }

    private boolean pattern(Word word, String text) {
        try {
            draft.local(HostPattern.parse(text));
            return true;
        } catch (HostName.MalformedException e) {
            through(word, word.text() + " is no host pattern: " + e.reason(), "");
            return false;
        }
    }

    private void through(Word word, String why, String what) {
        remarks.lost(
                word, why, (what.isEmpty() ? "it goes" : what + " go") + " through the server");
    }

    /// The network of `10.1.*`.
    private static Optional<Network> prefix(String text) {
        List<String> parts = List.of(text.split("\\.", -1));
        int count = parts.size() - 1;
        if (count < 1 || count > 3 || !parts.getLast().equals("*")) {
            return Optional.empty();
        }
        String address = String.join(".", parts.subList(0, count)) + ".0".repeat(4 - count);
        return Hosts.network(address, Integer.toString(8 * count));
    }

    private void server() {
        Word host = values.get(HOST);
        if (host == null || host.text().isEmpty()) {
            remarks.lost(Remarks.WHOLE_FILE, HOST + " is not set", refused());
            return;
        }
        Word port = values.get(PORT);
        OptionalInt number = port == null ? OptionalInt.of(1080) : Hosts.port(port.text());
        if (number.isEmpty() || Hosts.endpoint(host.text()).filter(e -> e.port() == 0).isEmpty()) {
            remarks.lost(host, "the host and the port are none", refused());
            return;
        }
        Word version = values.get(VERSION);
        boolean four = version != null && version.text().equals("4");
        String bare = Hosts.endpoint(host.text()).orElseThrow().host();
        draft.server(
                values.getOrDefault(PASSWORD, host),
                Server.of(four ? ServerKind.SOCKS4 : ServerKind.SOCKS5, bare, number.getAsInt())
                        .with(
                                Optional.ofNullable(values.get(USER)).map(Word::text),
                                Optional.ofNullable(values.get(PASSWORD))
                                        .map(Word::text)
                                        .map(Secret::of)));
    }

    private static String refused() {
        return "there is no server, so what is not local is refused";
    }

    private void others() {
        values.forEach(
                (name, value) -> {
                    if (name.matches("(https?|ftp)\\.proxyHost|java\\.net\\.useSystemProxies")) {
                        remarks.lost(
                                value,
                                name + " is for one scheme of URLs, and a policy knows only ports",
                                "it is left out");
                    }
                });
    }
}
