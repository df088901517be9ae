package io.tsocks.client;

import io.tsocks.engine.PasswordSource;
import io.tsocks.engine.Passwords;
import io.tsocks.engine.Policy;
import io.tsocks.net.FileTrouble;
import io.tsocks.net.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the passwords that a policy has in files (`password_file`).
public final class PasswordFiles {

    /// A password with more bytes than any server takes (RFC 1929: 255, and HTTP has no limit) is
    /// another file by mistake.
    private static final int MOST_BYTES = 4096;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private PasswordFiles() {}

    /// The policy with its passwords. A file has one password; its last line break does not count.
    /// No message has anything of the contents.
    ///
    /// @throws IOException if a file cannot be read, other users can read it, or it has no password
    ///     of one line; the message says which file, and what to do
    public static Policy load(Policy policy) throws IOException {
        Map<String, Secret> known = new HashMap<>();
        for (var server : policy.servers().toList()) {
            if (server.password() instanceof PasswordSource.InFile(String path)
                    && !known.containsKey(path)) {
                known.put(path, read(path));
            }
        }
        return known.isEmpty()
                ? policy
                : Passwords.fill(
                        policy,
                        path -> {
                            Secret secret = known.get(path);
                            if (secret == null) {
                                throw new IllegalStateException("not read: " + path);
                            }
                            return secret;
                        });
    }

    /// Reads a secret of one line from a file that others cannot read. The message of an exception
    /// has nothing of the content.
    ///
    /// @throws IOException if the file cannot be read, others can read it, or it has not one line
    public static Secret read(String name) throws IOException {
        try {
            Path file = Path.of(name);
            requireHidden(file);
            requireWhole(file);
            return password(name, bytes(file));
        } catch (InvalidPathException e) {
            throw bad(name, "no file can have this name in the locale's character set", e);
        } catch (BadFileException e) {
            throw e;
        } catch (IOException e) {
            throw bad(name, "cannot read it: " + FileTrouble.reason(e), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    private static void requireHidden(Path file) throws IOException {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw bad(
                        file.toString(),
                        "other users can read it; take the permission away: chmod 600 " + file,
                        null);
            }
        } catch (UnsupportedOperationException ignored) {
            // a file system without permissions hides nothing, and says so to no one
        }
    }

    /// Reading a pipe could block the start until a process writes to it.
    private static void requireWhole(Path file) throws IOException {
        if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            throw bad(file.toString(), "it is no regular file", null);
        }
    }

    private static Secret password(String name, byte[] bytes) throws IOException {
        if (bytes.length > MOST_BYTES) {
            throw bad(
                    name, "it has more than " + MOST_BYTES + " bytes; it is not a password", null);
        }
        String text = text(name, bytes);
        String password =
                text.endsWith("\r\n")
                        ? text.substring(0, text.length() - 2)
                        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (password.isEmpty()) {
            throw bad(name, "it is empty; write the password into it", null);
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            throw bad(name, "it has more than one line; it is one password on one line", null);
        }
        return Secret.of(password);
    }

    /// Some editors begin a file with a mark of its byte order, which nobody sees.
    private static String text(String name, byte[] bytes) throws IOException {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK)
                    ? text.substring(BYTE_ORDER_MARK.length())
                    : text;
        } catch (CharacterCodingException e) {
            throw bad(name, "it is not UTF-8", null);
        }
    }

    private static BadFileException bad(String name, String why, @Nullable Exception cause) {
        return new BadFileException("the password file " + name + ": " + why, cause);
    }

    /// A file cannot be used; the message says why.
    private static final class BadFileException extends IOException {
        private static final long serialVersionUID = 1;

        BadFileException(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }
}
