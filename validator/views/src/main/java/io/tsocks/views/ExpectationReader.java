package io.tsocks.views;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads expectations. These are lines of destination, tab or blanks, and outcome, or a JSON array
/// of objects with `destination`, `expect` and optionally `comment`. A destination may also be a
/// list of networks and patterns, with `port` and a list of ports after it ([Subject]).
public final class ExpectationReader {

    /// A line that begins with `[` may also be an IPv6 address.
    private static final Pattern JSON = Pattern.compile("\\s*\\[\\s*[\\]{]");

    private static final Set<String> FIELDS = Set.of("destination", "expect", "comment");

    private final String name;

    /// @param name what messages call the file
    public ExpectationReader(String name) {
        this.name = name;
    }

    public List<Expectation> read(String text) throws Expectation.MalformedException {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return JSON.matcher(bare).lookingAt() ? json(bare) : lines(bare);
    }

    private List<Expectation> lines(String text) throws Expectation.MalformedException {
        List<Expectation> expectations = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String words = line.strip();
            if (!words.isEmpty() && !words.startsWith("#")) {
                expectations.add(line(name + ":" + number, words));
            }
        }
        return expectations;
    }

    private static Expectation line(String place, String words)
            throws Expectation.MalformedException {
        int comment = comment(words);
        String head = words.substring(0, comment).stripTrailing();
        int end = endOfSubject(head);
        String expected = head.substring(end).strip();
        if (expected.isEmpty()) {
            throw new Expectation.MalformedException(
                    place,
                    "no outcome; a line is DESTINATION, tab and direct, refused or via SERVER");
        }
        return Expectation.of(
                place,
                head.substring(0, end),
                expected,
                comment == words.length() ? "" : words.substring(comment + 1));
    }

    /// The index of the `#` that starts a comment, which must follow white space; the length of the
    /// line if it has no comment.
    private static int comment(String words) {
        int at = words.indexOf('#');
        while (at > 0 && !Character.isWhitespace(words.charAt(at - 1))) {
            at = words.indexOf('#', at + 1);
        }
        return at < 0 ? words.length() : at;
    }

    private static int endOfSubject(String words) {
        int end = endOfList(words, 0);
        int keyword = startOfWord(words, end);
        int ports = endOfWord(words, keyword);
        String word = words.substring(keyword, ports);
        return word.equalsIgnoreCase("port") || word.equalsIgnoreCase("ports")
                ? endOfList(words, startOfWord(words, ports))
                : end;
    }

    /// The end of a word and of those that a comma joins with it.
    private static int endOfList(String words, int start) {
        int end = endOfWord(words, start);
        int more = startOfWord(words, end);
        while (more < words.length()
                && (words.charAt(end - 1) == ',' || words.charAt(more) == ',')) {
            end = endOfWord(words, more);
            more = startOfWord(words, end);
        }
        return end;
    }

    private static int startOfWord(String words, int from) {
        int start = from;
        while (start < words.length() && Character.isWhitespace(words.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int endOfWord(String words, int from) {
        int end = from;
        while (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
            end++;
        }
        return end;
    }

    private List<Expectation> json(String text) throws Expectation.MalformedException {
        List<Expectation> expectations = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                expectations.add(object(json));
            }
            if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null) {
                throw new Expectation.MalformedException(
                        place(json), "expected an array of objects");
            }
        } catch (JsonProcessingException e) {
            throw new Expectation.MalformedException(
                    place(e.getLocation()), e.getOriginalMessage());
        } catch (IOException e) {
            throw new AssertionError("a text is read without input", e);
        }
        return expectations;
    }

    private Expectation object(JsonParser json) throws IOException, Expectation.MalformedException {
        String place = place(json);
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (!FIELDS.contains(field) || json.nextToken() != JsonToken.VALUE_STRING) {
                throw new Expectation.MalformedException(
                        place(json),
                        "'" + field + "': only destination, expect and comment, which are texts");
            }
            fields.put(field, json.getText());
        }
        if (!fields.containsKey("destination") || !fields.containsKey("expect")) {
            throw new Expectation.MalformedException(place, "destination or expect is missing");
        }
        return Expectation.of(
                place,
                fields.getOrDefault("destination", ""),
                fields.getOrDefault("expect", ""),
                fields.getOrDefault("comment", ""));
    }

    private String place(JsonParser json) {
        return place(json.currentTokenLocation());
    }

    /// @param location null if a limit of the parser itself was exceeded, such as that of a name
    private String place(@Nullable JsonLocation location) {
        return location == null ? name : name + ":" + location.getLineNr();
    }
}
