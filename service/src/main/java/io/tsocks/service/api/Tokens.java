package io.tsocks.service.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The tokens that open the API. Only their digests are kept.
public final class Tokens {

    private static final int SHORTEST = 32;
    private static final int RANDOM_BYTES = 32;
    private static final String DIGEST_PREFIX = "sha256:";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<Entry> entries;

    private Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// @param digest of the token, in hexadecimal digits
    private record Entry(Caller caller, String digest) {}

    /// No token opens anything.
    public static Tokens none() {
        return new Tokens(List.of());
    }

    /// A token that cannot be guessed, as 43 characters of base64url.
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Whether a token is too long to be guessed.
    public static boolean isLongEnough(String token) {
        return token.length() >= SHORTEST;
    }

    /// These and one more.
    public Tokens with(String token, Caller caller) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(caller, digest(token)));
        return new Tokens(more);
    }

    /// Reads a file with a token a line: the role, a name for the audit, and the token or
    /// `sha256:` and its digest. `#` starts a comment.
    ///
    /// @throws IOException if it cannot be read, others can read tokens in it, or a line is wrong;
    ///     no message contains a token
    public static Tokens read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(file, i + 1, line));
            }
        }
        return new Tokens(entries);
    }

    private static Entry entry(Path file, int number, String line) throws IOException {
        String place = file + ":" + number + ": ";
        String[] words = BLANKS.split(line, -1);
        if (words.length != 3) {
            throw new IOException(place + "a line is ROLE NAME TOKEN");
        }
        Role role =
                Role.of(words[0])
                        .orElseThrow(
                                () -> new IOException(place + "a role is read, operate or admin"));
        return new Entry(new Caller(words[1], role), digest(file, place, words[2]));
    }

    private static String digest(Path file, String place, String word) throws IOException {
        if (word.startsWith(DIGEST_PREFIX)) {
            String digest = word.substring(DIGEST_PREFIX.length());
            if (!digest.matches("[0-9a-f]{64}")) {
                throw new IOException(place + "sha256: and 64 digits from 0 to f");
            }
            return digest;
        }
        if (!isLongEnough(word)) {
            throw new IOException(
                    place + "the token is too short: it takes " + SHORTEST + " characters");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.contains(PosixFilePermission.OTHERS_READ)
                || mode.contains(PosixFilePermission.GROUP_READ)) {
            throw new IOException(
                    place + "others can read this token; chmod 600, or write sha256:DIGEST");
        }
        return digest(word);
    }

    /// The digest of a token, in hexadecimal digits.
    static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// Whom a token belongs to; empty if to nobody. It takes the same time whichever token it is.
    Optional<Caller> caller(String token) {
        byte[] digest = ascii(digest(token));
        Caller found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(digest, ascii(entry.digest())) && found == null) {
                found = entry.caller();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether there is any.
    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
