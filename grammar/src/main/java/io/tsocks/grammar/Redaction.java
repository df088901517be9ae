package io.tsocks.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds where a line may hold a password, in a statement, in a comment or in a URL. What follows
/// is never shown, so a password with blanks or a `#` in it does not get out by its tail.
final class Redaction {

    /// What is shown in a password's place; it does not tell the length.
    static final String MASK = "********";

    private static final Pattern PASSWORD =
            Pattern.compile(
                    "(?:pass\\w*[\\s\\p{Zs}\\p{Cf}=:＝：]*|://)(?=\\S)", Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    /// The index at which the secret of a line starts; the line's length where it has none.
    static int start(String content) {
        Matcher matcher = PASSWORD.matcher(content);
        while (matcher.find()) {
            boolean url = content.charAt(matcher.end() - 1) == '/';
            if (!url || content.indexOf('@', matcher.end()) >= 0) {
                return matcher.end();
            }
        }
        return content.length();
    }
}
