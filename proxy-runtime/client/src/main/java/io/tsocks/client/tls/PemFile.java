package io.tsocks.client.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file in the format of PEM (RFC 7468): certificates and a private key, each between two lines
/// with its label.
///
/// @param path of the file, for messages
/// @param blocks in their order
record PemFile(Path path, List<Block> blocks) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final long MOST_BYTES = 16 * 1024 * 1024;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    /// What stands between two lines.
    record Block(String label, String content) {}

    /// Reads a file, if it is one. Reading a pipe could wait until a process writes to it, and
    /// reading a device has no end.
    static PemFile read(Path path) throws TlsFileException {
        try {
            check(path);
            String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            List<Block> blocks = new ArrayList<>();
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                blocks.add(new Block(block.group(1), block.group(2)));
            }
            return new PemFile(path, blocks);
        } catch (TlsFileException e) {
            throw e;
        } catch (IOException e) {
            throw TlsFileException.unreadable(path, e);
        }
    }

    private static void check(Path path) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        if (!file.isRegularFile()) {
            throw new TlsFileException(
                    path, "it is no regular file", "copy what it holds into a file");
        }
        if (file.size() > MOST_BYTES) {
            throw new TlsFileException(
                    path,
                    "it has " + file.size() + " bytes, more than all certificates of a system",
                    "name the file with the certificates");
        }
    }

    /// The certificates, at least one.
    List<X509Certificate> certificates() throws TlsFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(certificate(block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsFileException(
                    path,
                    "there is no certificate in it",
                    "it must have lines -----BEGIN CERTIFICATE----- (PEM)");
        }
        return certificates;
    }

    private X509Certificate certificate(Block block, int number) throws TlsFileException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(decoded(block)));
        } catch (CertificateException e) {
            throw new TlsFileException(
                    path, "its certificate " + number + " cannot be read", "replace the file");
        }
    }

    /// The private key of a certificate.
    PrivateKey key(X509Certificate certificate) throws TlsFileException {
        byte[] encoded = decoded(keyBlock());
        try {
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new TlsFileException(
                    path,
                    "its private key is damaged, or not of the kind of its first certificate ("
                            + certificate.getPublicKey().getAlgorithm()
                            + ")",
                    "put the certificate of the key first");
        }
    }

    private Block keyBlock() throws TlsFileException {
        for (Block block : blocks) {
            if (block.label().equals(KEY) && !block.content().contains("ENCRYPTED")) {
                return block;
            }
            if (block.label().endsWith(KEY)) {
                throw unusable(block);
            }
        }
        throw new TlsFileException(
                path,
                "there is no private key in it",
                "append the key, with its lines -----BEGIN PRIVATE KEY-----");
    }

    private TlsFileException unusable(Block block) {
        boolean encrypted =
                block.label().startsWith("ENCRYPTED") || block.content().contains("ENCRYPTED");
        return new TlsFileException(
                path,
                encrypted
                        ? "its private key is encrypted, and nothing is there to ask for the"
                                + " passphrase"
                        : "its private key has the old format " + block.label(),
                "`openssl pkey -in OLD -out NEW` writes it as it must be, readable by its owner"
                        + " alone");
    }

    private byte[] decoded(Block block) throws TlsFileException {
        try {
            return Base64.getMimeDecoder().decode(block.content());
        } catch (IllegalArgumentException e) {
            throw new TlsFileException(
                    path, "what it has as " + block.label() + " is no Base64", "replace the file");
        }
    }
}
