package io.tsocks.client.gssapi;

import io.tsocks.protocol.CredentialsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file with the tickets that kinit has obtained. The Java run time reads no other kind of
/// ticket cache.
final class TicketFile {

    /// A prefix of two letters at least; a single one would be a drive of Windows.
    private static final Pattern TYPED = Pattern.compile("([A-Za-z]{2,}):(.*)");

    private TicketFile() {}

    /// The file that an environment names; empty if it names none.
    ///
    /// @throws CredentialsException if it names a cache that is no file
    static Optional<Path> named(Map<String, String> environment) throws CredentialsException {
        String name = environment.getOrDefault("KRB5CCNAME", "");
        Matcher typed = TYPED.matcher(name);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!typed.matches()) {
            return Optional.of(Path.of(name));
        }
        String type = typed.group(1).toUpperCase(Locale.ROOT);
        if (!type.equals("FILE")) {
            throw new CredentialsException(
                    "KRB5CCNAME names a ticket cache of the type "
                            + type
                            + ", and only files can be read: set KRB5CCNAME=FILE:PATH and run"
                            + " kinit");
        }
        return Optional.of(Path.of(typed.group(2)));
    }

    /// Why there is no ticket, and what to do.
    ///
    /// @param file empty for the system's default
    static String whyNoTicket(Optional<Path> file) {
        String place = file.map(path -> " in " + path).orElse(" in the default ticket cache");
        boolean isMissing = file.isPresent() && Files.notExists(file.get());
        return isMissing
                ? "there is no Kerberos ticket, because the file "
                        + file.get()
                        + " does not exist: run kinit"
                : "there is no valid Kerberos ticket"
                        + place
                        + "; it may have expired, and klist shows it: run kinit";
    }
}
