package io.tsocks.service.api;

import io.tsocks.client.tls.TlsContexts;
import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// What the listener that others can reach shows to its clients, and whom it believes. It is read
/// again when one of its files changes: by a renewal of the certificate, for example.
///
/// A certificate and its key are often two files that are written one after the other. So they are
/// read when all files have been the same at two looks.
///
/// Thread-safe.
final class NetworkTls {

    /// Longer files are refused when they are read.
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final ApiConfig.Network network;
    private final CertificateListener listener;

    private volatile SSLContext current;

    /// The state of the files that is in use.
    private String used;

    /// The state of the files that was read last, whether it could be used or not.
    private String tried;

    /// The state of the files at the last look.
    private String seen;

    private NetworkTls(ApiConfig.Network network, CertificateListener listener) throws IOException {
        this.network = network;
        this.listener = listener;
        // Before the files are read, so that a change in between is found at the next look.
        this.used = state(network);
        this.tried = used;
        this.seen = used;
        this.current = read(network).context();
    }

    /// Reads the files.
    ///
    /// @throws IOException if they cannot be used
    static NetworkTls read(ApiConfig.Network network, CertificateListener listener)
            throws IOException {
        return new NetworkTls(network, listener);
    }

    private static TlsContexts.Served read(ApiConfig.Network network) throws IOException {
        return TlsContexts.ofServer(network.certificate(), network.key(), network.authorities());
    }

    /// A context whose new connections use what is in the files.
    SSLContext context() {
        return ServedContext.of(() -> current, network.authorities().isPresent());
    }

    /// Looks at the files, and reads them if they have changed since they were last read and have
    /// not changed since the last look.
    synchronized void look() {
        String now = state(network);
        boolean isSettled = now.equals(seen);
        seen = now;
        if (isSettled && !now.equals(tried)) {
            take(now);
        }
    }

    /// Reads the files now, unless they are in use as they are.
    synchronized void renew() {
        String now = state(network);
        if (!now.equals(used)) {
            take(now);
        }
    }

    private void take(String now) {
        tried = now;
        try {
            TlsContexts.Served renewed = read(network);
            current = renewed.context();
            used = now;
            listener.renewed(
                    network.certificate(), renewed.certificate().getNotAfter().toInstant());
        } catch (IOException e) {
            listener.failed(network.certificate(), FileTrouble.withFile(e));
        }
    }

    /// Content and mode of all files, as a text that is another one when one of them changes.
    private static String state(ApiConfig.Network network) {
        return Stream.of(
                        Stream.of(network.certificate(), network.key()),
                        network.authorities().stream())
                .flatMap(files -> files)
                .map(NetworkTls::state)
                .collect(Collectors.joining(" "));
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            // A pipe would keep the look waiting, and a huge file would not fit into the memory.
            // Neither can be used.
            return found.isRegularFile() && found.size() <= MOST_BYTES
                    ? digest(file) + Files.getPosixFilePermissions(file)
                    : found.fileKey() + " " + found.size() + " " + found.lastModifiedTime();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
