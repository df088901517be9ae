package io.tsocks.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/// The first line of a request.
///
/// @param target as it came
/// @param version HTTP/1.0 or HTTP/1.1, unless [#isSpoken] says that it is another one
public record HttpRequestLine(String method, String target, String version) {

    public static final String VERSION_1_0 = "HTTP/1.0";
    public static final String VERSION_1_1 = "HTTP/1.1";

    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> SPOKEN = Set.of(VERSION_1_0, VERSION_1_1);

    /// Of the first line of a request.
    ///
    /// @throws HttpSyntaxException if the line is not that of a request
    public static HttpRequestLine parse(String line) throws HttpSyntaxException {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !METHOD.matcher(words[0]).matches()) {
            throw HttpSyntaxException.of("the first line is not a request of HTTP/1.1");
        }
        return new HttpRequestLine(words[0], words[1], words[2]);
    }

    /// Whether its version is one of HTTP/1.
    public boolean isSpoken() {
        return SPOKEN.contains(version);
    }

    /// Whether it asks for a tunnel.
    public boolean isConnect() {
        return method.equals("CONNECT");
    }
}
