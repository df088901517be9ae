package io.tsocks.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields of a message's head, in their order (RFC 9110, section 5).
public record HttpFields(List<Field> all) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /// A blank before the colon of a response is removed (RFC 9112, section 5.1).
    private static final Pattern BLANK_BEFORE_COLON = Pattern.compile("^([^ \t:]+)[ \t]+:");

    public HttpFields {
        all = List.copyOf(all);
    }

    /// One field.
    ///
    /// @param value without blanks around it
    public record Field(String name, String value) {

        /// Whether it has a name, in whatever case.
        public boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /// Reads the fields of a request, or the trailers of a body.
    ///
    /// @throws HttpSyntaxException if a line is not a field: it has no colon, is folded, or has a
    ///     blank in its name
    public static HttpFields parse(List<String> lines) throws HttpSyntaxException {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
                throw HttpSyntaxException.of("a line of the head is not a field");
            }
            fields.add(new Field(line.substring(0, colon), trimmed(line.substring(colon + 1))));
        }
        return new HttpFields(fields);
    }

    /// Of a response.
    ///
    /// @throws HttpSyntaxException as [#parse]
    public static HttpFields parseOfResponse(List<String> lines) throws HttpSyntaxException {
        return parse(
                lines.stream()
                        .map(line -> BLANK_BEFORE_COLON.matcher(line).replaceFirst("$1:"))
                        .toList());
    }

    /// The elements of a field that is a list, in lower case.
    public List<String> elements(String name) {
        return all.stream()
                .filter(field -> field.is(name))
                .flatMap(field -> Arrays.stream(field.value().split(",", -1)))
                .map(element -> trimmed(element).toLowerCase(Locale.ROOT))
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /// A text without the blanks and tabs around it (RFC 9110, section 5.6.3). Other white space is
    /// part of the value: a reader that strips more would read another value.
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// All values of a field, joined by commas; empty if there is no such field.
    public String value(String name) {
        return String.join(", ", values(name));
    }

    /// The value of each field of a name, in order.
    public List<String> values(String name) {
        return all.stream().filter(field -> field.is(name)).map(Field::value).toList();
    }

    /// The fields without some.
    ///
    /// @param names in lower case
    public HttpFields without(Set<String> names) {
        return new HttpFields(
                all.stream()
                        .filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    /// The fields with one more at the end.
    public HttpFields with(String name, String value) {
        return new HttpFields(
                Stream.concat(all.stream(), Stream.of(new Field(name, value))).toList());
    }

    /// The fields as they are sent, without the final empty line.
    public String text() {
        return all.stream()
                .map(field -> field.name() + ": " + field.value() + "\r\n")
                .collect(Collectors.joining());
    }
}
