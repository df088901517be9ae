package io.tsocks.gateway;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The users of a listener, with bcrypt hashes of their passwords. `htpasswd -B` makes such files.
public final class Users {

    /// bcrypt does not look at more than 72 bytes of a password.
    static final int LONGEST_PASSWORD = 72;

    /// A higher cost takes minutes for each login.
    private static final int HIGHEST_COST = 16;

    private final Map<String, String> hashes;

    private Users(Map<String, String> hashes) {
        this.hashes = Map.copyOf(hashes);
    }

    /// Reads a file of lines `USER:HASH`. Empty lines and lines that begin with `#` say nothing.
    ///
    /// @throws IOException if the file cannot be read or is not such a file, with the line; no
    ///     message repeats a hash
    public static Users load(Path file) throws IOException {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", " + e.getMessage(), e);
        }
    }

    /// Reads the lines of such a file.
    ///
    /// @throws IllegalArgumentException if they are not such lines: `line 3: ...`
    public static Users parse(List<String> lines) {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, i + 1, hashes);
            }
        }
        if (hashes.isEmpty()) {
            throw new IllegalArgumentException("line 1: no users; a line is USER:HASH");
        }
        return new Users(hashes);
    }

    private static void add(String line, int number, Map<String, String> hashes) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw wrong(number, "not USER:HASH");
        }
        String user = line.substring(0, colon);
        if (user.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw wrong(number, "a user name has at most 255 bytes");
        }
        String hash = line.substring(colon + 1);
        if (!hash.matches("\\$2[abxy]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}")) {
            throw wrong(
                    number, "the hash is not one of bcrypt ($2b$...); htpasswd -B makes such ones");
        }
        int cost = Integer.parseInt(hash, 4, 6, 10);
        if (cost < 4 || cost > HIGHEST_COST) {
            throw wrong(number, "the cost of the hash is not from 4 to " + HIGHEST_COST);
        }
        if (hashes.put(user, hash) != null) {
            throw wrong(number, "the user " + user + " has another line above");
        }
    }

    private static IllegalArgumentException wrong(int line, String why) {
        return new IllegalArgumentException("line " + line + ": " + why);
    }

    /// Whether a password is a user's. This takes as long for a user that does not exist, and tens
    /// to hundreds of milliseconds.
    boolean verify(String user, String password) {
        String hash = hashes.get(user);
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean isHashed =
                BCrypt.verifyer(null, truncating())
                        .verify(
                                bytes,
                                (hash == null ? anyHash() : hash)
                                        .getBytes(StandardCharsets.US_ASCII))
                        .verified;
        return isHashed && hash != null;
    }

    private static at.favre.lib.crypto.bcrypt.LongPasswordStrategy truncating() {
        return at.favre.lib.crypto.bcrypt.LongPasswordStrategies.truncate(
                BCrypt.Version.VERSION_2B);
    }

    /// The hash that stands for users that do not exist; its cost is that of the others.
    private String anyHash() {
        return hashes.values().iterator().next();
    }

    /// `2 users`
    @Override
    public String toString() {
        return hashes.size() + (hashes.size() == 1 ? " user" : " users");
    }
}
