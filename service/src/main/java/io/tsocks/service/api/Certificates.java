package io.tsocks.service.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What callers may do who show a client certificate, by its subject. That an authority has issued
/// it is checked before, by TLS.
public final class Certificates {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, Role> roles;

    private Certificates(Map<String, Role> roles) {
        this.roles = Map.copyOf(roles);
    }

    /// No certificate opens anything.
    public static Certificates none() {
        return new Certificates(Map.of());
    }

    /// Reads a file with a subject a line: the role, and the distinguished name as RFC 2253 writes
    /// it, such as `CN=deploy,O=Example`. `#` starts a comment.
    ///
    /// @throws IOException if it cannot be read, or a line is wrong
    public static Certificates read(Path file) throws IOException {
        Map<String, Role> roles = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = BLANKS.split(line, 2);
                Optional<Role> role = Role.of(words[0]);
                if (words.length != 2 || role.isEmpty()) {
                    throw new IOException(
                            file
                                    + ":"
                                    + (i + 1)
                                    + ": a line is ROLE SUBJECT, and a role is read, operate or"
                                    + " admin");
                }
                roles.put(words[1].strip(), role.get());
            }
        }
        return new Certificates(roles);
    }

    /// Whose certificate this is; empty if its subject has no role.
    Optional<Caller> caller(Certificate[] chain) {
        if (chain.length == 0 || !(chain[0] instanceof X509Certificate own)) {
            return Optional.empty();
        }
        String subject = own.getSubjectX500Principal().getName();
        return Optional.ofNullable(roles.get(subject)).map(role -> new Caller(subject, role));
    }

    /// Whether there is any.
    public boolean isEmpty() {
        return roles.isEmpty();
    }
}
