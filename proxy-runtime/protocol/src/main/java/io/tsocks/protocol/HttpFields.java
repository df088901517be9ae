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

<<<<<<< HEAD:proxy-runtime/gateway/src/main/java/io/tsocks/gateway/HttpFields.java
    /// The fields that concern one connection only (RFC 9110, section 7.6.1), whether or not
    /// `Connection` names them. Credentials for a proxy are meant for the bridge and never go
    /// further.
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of(
                    "connection",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "upgrade");

    /// The fields that say where a message goes and ends. `Connection` cannot remove them.
    private static final Set<String> FRAMING =
            Set.of("content-length", "host", "transfer-encoding");

    /// One field.
    ///
    /// @param value the value without blanks around it
    record Field(String name, String value) {
=======
    /// A blank before the colon of a response is removed (RFC 9112, section 5.1).
    private static final Pattern BLANK_BEFORE_COLON = Pattern.compile("^([^ \t:]+)[ \t]+:");

    public HttpFields {
        all = List.copyOf(all);
    }

    /// One field.
    ///
    /// @param value without blanks around it
    public record Field(String name, String value) {
>>>>>>> servers-core:proxy-runtime/protocol/src/main/java/io/tsocks/protocol/HttpFields.java

        /// Whether it has a name, in whatever case.
        public boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

<<<<<<< HEAD:proxy-runtime/gateway/src/main/java/io/tsocks/gateway/HttpFields.java
    /// @throws HttpProblem if a line is not a field: it has no colon, is folded, or has a blank in
    ///     its name
    static HttpFields parse(List<String> lines) throws HttpProblem {
        Stream.Builder<Field> fields = Stream.builder();
=======
    /// Of a request, or the trailers of a body.
    ///
    /// @throws HttpSyntaxException if a line is none: without a colon, folded, or with a blank in
    ///     its name
    public static HttpFields parse(List<String> lines) throws HttpSyntaxException {
        List<Field> fields = new ArrayList<>();
>>>>>>> servers-core:proxy-runtime/protocol/src/main/java/io/tsocks/protocol/HttpFields.java
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

<<<<<<< HEAD:proxy-runtime/gateway/src/main/java/io/tsocks/gateway/HttpFields.java
    /// All values of a field, joined.
    String value(String name) {
        return all.stream()
                .filter(field -> field.is(name))
                .map(Field::value)
                .collect(Collectors.joining(", "));
    }

    /// The fields without those that concern one connection only.
    HttpFields forNextConnection() {
        Set<String> dropped = new HashSet<>(elements("connection"));
        dropped.removeAll(FRAMING);
        dropped.addAll(OF_ONE_CONNECTION);
        return without(dropped);
=======
    /// What a field says, all of it; empty where there is none.
    public String value(String name) {
        return String.join(", ", values(name));
    }

    /// What each field of a name says.
    public List<String> values(String name) {
        return all.stream().filter(field -> field.is(name)).map(Field::value).toList();
>>>>>>> servers-core:proxy-runtime/protocol/src/main/java/io/tsocks/protocol/HttpFields.java
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

<<<<<<< HEAD:proxy-runtime/gateway/src/main/java/io/tsocks/gateway/HttpFields.java
    /// The fields with a repeated length reduced to one (RFC 9110, section 8.6).
    HttpFields withOneLength() {
        List<String> lengths = elements("content-length").stream().distinct().toList();
        return lengths.size() == 1
                ? without(Set.of("content-length")).with("Content-Length", lengths.getFirst())
                : this;
    }

    /// The fields with one more at the end.
    HttpFields with(String name, String value) {
=======
    /// With one more, at the end.
    public HttpFields with(String name, String value) {
>>>>>>> servers-core:proxy-runtime/protocol/src/main/java/io/tsocks/protocol/HttpFields.java
        return new HttpFields(
                Stream.concat(all.stream(), Stream.of(new Field(name, value))).toList());
    }

<<<<<<< HEAD:proxy-runtime/gateway/src/main/java/io/tsocks/gateway/HttpFields.java
    /// The fields as they are sent, without the final empty line.
    String text() {
=======
    /// As they are sent, without the empty line.
    public String text() {
>>>>>>> servers-core:proxy-runtime/protocol/src/main/java/io/tsocks/protocol/HttpFields.java
        return all.stream()
                .map(field -> field.name() + ": " + field.value() + "\r\n")
                .collect(Collectors.joining());
    }
}
