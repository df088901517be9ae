package io.tsocks.service.store;

import java.time.Instant;

/// A revision of the policy: a text that was accepted, and how it came.
///
/// @param number from 1; a number is never given twice
/// @param sha256 of the text, in 64 hexadecimal digits
/// @param length of the text in bytes
/// @param when it was accepted
/// @param origin who brought it, why and from where
public record Revision(long number, String sha256, int length, Instant when, Origin origin) {

    private static final int DIGITS = 12;

    /// How a text came.
    ///
    /// @param who the name of the credential, or of the file
    /// @param why in the words of whoever brought it; may be empty
    public record Origin(String who, String why, Source source) {}

    /// From where a text came.
    public enum Source {
        /// The file that the service follows.
        FILE,
        /// A client of the API.
        API,
        /// An earlier revision, to which a client went back.
        ROLLBACK;

        /// The name in JSON.
        public String label() {
            return switch (this) {
                case FILE -> "file";
                case API -> "api";
                case ROLLBACK -> "rollback";
            };
        }
    }

    /// The tag that names it in `ETag` and `If-Match`, such as `"7-3f2a9c01b2d4"`.
    public String tag() {
        return '"' + shortName() + '"';
    }

    /// The tag without its quotes.
    public String shortName() {
        return number + "-" + sha256.substring(0, DIGITS);
    }
}
