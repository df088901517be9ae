package io.tsocks.grammar;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds where a line may hold a password: in a statement, misspelt or not, in a comment, in a
/// login before a host, in another program's file. Nothing after that place is shown, so the tail
/// of a password with blanks or a `#` does not leak.
final class Redaction {

    /// The text shown in place of a password; it does not tell the length.
    static final String MASK = "********";

    private static final String DEFAULT_PASS = "default_pass";
    private static final String SIGNS = "[\\s\\p{Zs}\\p{Cf}=:＝：]";

    /// A password's name, or the start of a URL.
    private static final Pattern NAMED =
            Pattern.compile("(?:pass\\w*" + SIGNS + "*|://)(?=\\S)", Pattern.CASE_INSENSITIVE);

    /// The scheme of a `server`, up to its separator.
    private static final Pattern SERVER =
            Pattern.compile("^\\s*server\\s*=\\s*socks(?:4|4a|5|5h)$", Pattern.CASE_INSENSITIVE);

    /// `socks5 HOST PORT USER PASSWORD`, the form of proxychains.
    private static final Pattern PROXY =
            Pattern.compile(
                    "^[\\s#]*(?:socks[45]a?|https?|raw)\\s+\\S+\\s+\\d+\\s+(?=[^\\s#])",
                    Pattern.CASE_INSENSITIVE);

    /// A word that names what follows it: the first of a line, or one before a sign.
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:^[\\s#\\uFEFF]*+([\\w-]++)"
                            + "|(?<![\\w-])([\\w-]++)(?=[\\s\\p{Zs}\\p{Cf}]*+[=:＝：]))"
                            + SIGNS
                            + "*+(?=\\S)");

    private static final Pattern SHORT_NAME = Pattern.compile("(?:.*[_-])?(?:pw|pwd|psw|secret)");

    private Redaction() {}

    /// The index at which the secret of a line starts; the line's length if it has none.
    static int start(String content) {
        int start = Math.min(Math.min(named(content), misspelt(content)), login(content));
        Matcher proxy = PROXY.matcher(content);
        return proxy.find() ? Math.min(start, proxy.end()) : start;
    }

    /// A text as a message may quote it: with [#MASK] in place of a secret and all that follows.
    static String shown(String text) {
        int secret = start(text);
        return secret == text.length() ? text : text.substring(0, secret) + MASK;
    }

    private static int named(String content) {
        Matcher matcher = NAMED.matcher(content);
        int lastAt = content.lastIndexOf('@');
        while (matcher.find()) {
            boolean url = content.charAt(matcher.end() - 1) == '/';
            if (!url || (lastAt >= matcher.end() && !isUserOfServer(content, matcher, lastAt))) {
                return isWithoutValue(content, matcher.end()) ? content.length() : matcher.end();
            }
        }
        return content.length();
    }

    /// Whether a line ends with the first sign after its name, so that there is nothing to hide.
    private static boolean isWithoutValue(String content, int start) {
        String sign = content.substring(start).strip();
        return (sign.equals("=") || sign.equals(":"))
                && content.substring(0, start).chars().noneMatch(c -> c == '=' || c == ':');
    }

    /// Whether the URL is that of a SOCKS server and has only a user before its `@`. In other URLs
    /// that may be a token.
    private static boolean isUserOfServer(String content, Matcher separator, int at) {
        return SERVER.matcher(content).region(0, separator.start()).find()
                && content.substring(separator.end(), at)
                        .chars()
                        .noneMatch(c -> c == ':' || Character.isWhitespace(c));
    }

    private static int misspelt(String content) {
        Matcher matcher = NAME.matcher(content);
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (isNameOfPassword(name)) {
                return matcher.end();
            }
        }
        return content.length();
    }

    /// Finds `USER:PASSWORD@` in one word. The last `@` counts; earlier ones belong to the login.
    private static int login(String content) {
        for (int at = content.indexOf('@'); at >= 0; at = content.indexOf('@', at + 1)) {
            int word = at;
            while (word > 0 && !Character.isWhitespace(content.charAt(word - 1))) {
                word--;
            }
            int end = endOfWord(content, at);
            String user = content.substring(word, content.lastIndexOf('@', end - 1));
            int from = user.lastIndexOf("://") < 0 ? 0 : user.lastIndexOf("://") + 3;
            int colon = user.indexOf(':', from);
            if (colon >= 0) {
                return word + Math.max(from, user.lastIndexOf('=', colon) + 1);
            }
            at = end;
        }
        return content.length();
    }

    private static int endOfWord(String content, int from) {
        int at = from;
        while (at < content.length() && !Character.isWhitespace(content.charAt(at))) {
            at++;
        }
        return at;
    }

    /// Whether this name was meant as `default_pass`, or as another program's word for it.
    private static boolean isNameOfPassword(String name) {
        if (Diagnosis.NAMES.contains(name)) {
            return name.equals(DEFAULT_PASS);
        }
        Optional<String> meant = Spelling.statement(name);
        return meant.filter(DEFAULT_PASS::equals).isPresent()
                || SHORT_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
