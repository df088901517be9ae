package io.tsocks.engine.analysis;

import io.tsocks.engine.Policy;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads a [Question], word by word.
final class QuestionParser {

    private static final String OUTCOMES = "direct, refused, resolved, via SERVER, via any or any";

    /// What ends the word of a server before another one; see [#words(String)].
    private static final String ELSE = ",else";

    private final List<String> words;
    private final List<AddressRange> to = new ArrayList<>();
    private final List<HostPattern> names = new ArrayList<>();
    private int next;

    QuestionParser(String text) {
        this.words = words(text.strip());
    }

    /// The words of a text; words joined by a comma count as one.
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        for (String word : text.isEmpty() ? List.<String>of() : Arrays.asList(text.split("\\s+"))) {
            boolean continued = list.isEmpty() || endsWithComma(list) || word.startsWith(",");
            if (!continued) {
                words.add(list.toString());
                list.setLength(0);
            }
            list.append(word);
        }
        if (!list.isEmpty()) {
            words.add(list.toString());
        }
        return words;
    }

    private static boolean endsWithComma(StringBuilder word) {
        return word.charAt(word.length() - 1) == ',';
    }

    Question parse() throws QuestionSyntaxException {
        boolean negated = take("not");
        Question.Wanted wanted = wanted();
        if (take("to")) {
            destinations(word("addresses", "to"));
        } else {
            everything();
        }
        PortSet ports = take("port") || take("ports") ? ports() : PortSet.ALL;
        checkEnd();
        return new Question(wanted, negated, AddressRanges.joined(to), names, ports);
    }

    private void checkEnd() throws QuestionSyntaxException {
        if (next < words.size()) {
            throw new QuestionSyntaxException(
                    "'" + words.get(next) + "' is not understood here; a question is: " + FORM);
        }
    }

    private static final String FORM = "[not] OUTCOME [to ADDRESSES] [port PORTS]";

    /// Reads the outcome.
    private Question.Wanted wanted() throws QuestionSyntaxException {
        if (next == words.size()) {
            throw new QuestionSyntaxException("an outcome is missing: " + OUTCOMES);
        }
        String word = words.get(next++);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "any" -> new Question.Wanted.Any();
            case "direct" -> new Question.Wanted.Direct();
            case "refused" -> new Question.Wanted.Refused();
            case "resolved" -> new Question.Wanted.Resolved();
            case "via" -> via();
            default -> throw noOutcome(word);
        };
    }

    private static QuestionSyntaxException noOutcome(String word) {
        return new QuestionSyntaxException("'" + word + "' is not an outcome; use " + OUTCOMES);
    }

    private Question.Wanted via() throws QuestionSyntaxException {
        if (take("any")) {
            return new Question.Wanted.ViaAny();
        }
        boolean fastest = take("the", "fastest", "of");
        List<Question.Wanted.ViaServer> servers = new ArrayList<>();
        String joint = addServer(servers);
        for (String more = joint; !more.isEmpty(); more = addServer(servers)) {
            if (!more.equals(joint)) {
                throw new QuestionSyntaxException(
                        "the servers are joined by '" + joint + "' and by '" + more + "'");
            }
        }
        return fastest || servers.size() > 1
                ? new Question.Wanted.ViaGroup(
                        servers, fastest ? Selection.FASTEST : selection(joint))
                : servers.getFirst();
    }

    /// Reads a server.
    ///
    /// @return the word that joins it with another one; an empty text if none does
    private String addServer(List<Question.Wanted.ViaServer> servers)
            throws QuestionSyntaxException {
        String word = word("a server", "via");
        int comma =
                word.toLowerCase(Locale.ROOT).endsWith(ELSE) ? word.length() - ELSE.length() : -1;
        servers.add(ServerText.parse(comma < 0 ? word : word.substring(0, comma)));
        return comma >= 0 ? "else" : take("and") ? "and" : take("or") ? "or" : "";
    }

    /// Reads the rest of a group, after its servers.
    private Selection selection(String joint) throws QuestionSyntaxException {
        if (joint.equals("else")) {
            return Selection.FAILOVER;
        }
        if (joint.equals("and") && take("in", "turn")) {
            return Selection.ROUND_ROBIN;
        }
        if (joint.equals("or") && take("by", "host")) {
            return Selection.HASH;
        }
        throw new QuestionSyntaxException(
                "how the group selects is missing: A, else B; A and B in turn; A or B by host; the"
                        + " fastest of A and B");
    }

    private void everything() {
        to.add(AddressRange.IP4);
        to.add(AddressRange.IP6);
        names.add(new HostPattern.Every());
    }

    private void destinations(String text) throws QuestionSyntaxException {
        if (text.equalsIgnoreCase("any")) {
            everything();
            return;
        }
        for (String part : text.split(",", -1)) {
            destination(part);
        }
    }

    private void destination(String text) throws QuestionSyntaxException {
        if (text.equalsIgnoreCase("names")) {
            names.add(new HostPattern.Every());
        } else if (isName(text)) {
            names.add(pattern(text));
        } else {
            to.addAll(AddressText.parse(text));
        }
    }

    /// Whether a word is about names: it has a letter that no address has, or starts like a
    /// pattern.
    private static boolean isName(String word) {
        return word.indexOf(':') < 0
                && word.indexOf('/') < 0
                && (word.startsWith(".")
                        || word.startsWith("*")
                        || word.chars().anyMatch(c -> c == '_' || Character.isLetter(c)));
    }

    private static HostPattern pattern(String word) throws QuestionSyntaxException {
        try {
            HostPattern pattern = HostPattern.parse(word);
            if (isLoopback(pattern)) {
                throw new QuestionSyntaxException(
                        "'" + word + "' is loopback; ask about 127.0.0.1 or ::1");
            }
            return pattern;
        } catch (HostName.MalformedException e) {
            throw new QuestionSyntaxException(
                    "'" + word + "' is not a host pattern: " + e.reason());
        }
    }

    private static boolean isLoopback(HostPattern pattern) {
        return switch (pattern) {
            case HostPattern.Every ignored -> false;
            case HostPattern.Exact(HostName name) -> Policy.isLocalhost(name.text());
            case HostPattern.Tree(HostName name) -> Policy.isLocalhost(name.text());
            case HostPattern.Below(HostName name) -> Policy.isLocalhost(name.text());
        };
    }

    private PortSet ports() throws QuestionSyntaxException {
        String text = word("ports", "port");
        if (text.equalsIgnoreCase("any")) {
            return PortSet.ALL;
        }
        List<int[]> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(portRange(part));
        }
        ranges.sort((a, b) -> Integer.compare(a[0], b[0]));
        PortSet.Builder ports = new PortSet.Builder();
        int last = 0;
        for (int[] range : ranges) {
            ports.add(Math.max(range[0], last + 1), range[1]);
            last = Math.max(last, range[1]);
        }
        return ports.take();
    }

    private static int[] portRange(String text) throws QuestionSyntaxException {
        int dash = text.indexOf('-');
        int first = port(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : port(text.substring(dash + 1));
        if (last < first) {
            throw new QuestionSyntaxException("the ports " + text + " end before they start");
        }
        return new int[] {first, last};
    }

    /// Reads a port.
    ///
    /// @throws QuestionSyntaxException unless the text is 1 to 65535
    static int port(String text) throws QuestionSyntaxException {
        OptionalInt port = decimal(text, 5);
        if (port.isEmpty() || port.getAsInt() < 1 || port.getAsInt() > 65535) {
            throw new QuestionSyntaxException("'" + text + "' is not a port (1 to 65535)");
        }
        return port.getAsInt();
    }

    /// The value of at most `digits` decimal digits; empty for any other text.
    static OptionalInt decimal(String text, int digits) {
        boolean decimal =
                !text.isEmpty()
                        && text.length() <= digits
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return decimal ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /// Takes all of the words or none.
    private boolean take(String first, String... others) {
        int start = next;
        boolean all = take(first);
        for (String other : others) {
            all = all && take(other);
        }
        next = all ? next : start;
        return all;
    }

    private boolean take(String keyword) {
        boolean here = next < words.size() && words.get(next).equalsIgnoreCase(keyword);
        next += here ? 1 : 0;
        return here;
    }

    private String word(String what, String after) throws QuestionSyntaxException {
        @Nullable String word = next < words.size() ? words.get(next++) : null;
        if (word == null) {
            throw new QuestionSyntaxException(what + " must follow '" + after + "'");
        }
        return word;
    }
}
