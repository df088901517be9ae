package io.tsocks.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the first line of a response says.
///
/// @param code 100 to 999
/// @param reason as it came, a character for each byte; may be empty. [#toString] is fit for a
///     terminal
public record HttpStatus(int code, String reason) {

    /// The reason may hold any byte, those that Java takes for ends of lines included.
    private static final Pattern LINE =
            Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})(?: (.*))?", Pattern.DOTALL);

    /// How many characters of the reason a person reads.
    private static final int LONGEST_SHOWN = 80;

    /// Of the first line of a response.
    ///
    /// @throws HttpSyntaxException if the line is not that of a response of HTTP/1
    public static HttpStatus parse(String line) throws HttpSyntaxException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw HttpSyntaxException.of("the first line is not a response of HTTP/1.1");
        }
        String reason = matcher.group(2) == null ? "" : matcher.group(2);
        return new HttpStatus(Integer.parseInt(matcher.group(1)), reason);
    }

    /// Whether another response comes after it.
    public boolean isInterim() {
        return code < 200 && code != 101;
    }

    /// Whether it grants the request.
    public boolean isSuccess() {
        return code >= 200 && code < 300;
    }

    /// `403 Forbidden`
    @Override
    public String toString() {
        String shown =
                reason.chars()
                        .limit(LONGEST_SHOWN)
                        .mapToObj(c -> c >= ' ' && c <= '~' ? "" + (char) c : "?")
                        .collect(Collectors.joining());
        String ellipsis = reason.length() > LONGEST_SHOWN ? "\u2026" : "";
        return (code + " " + shown).strip() + ellipsis;
    }
}
