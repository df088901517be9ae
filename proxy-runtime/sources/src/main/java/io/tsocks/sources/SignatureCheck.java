package io.tsocks.sources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks that a policy was signed by the owner of an Ed25519 key (RFC 8032), as `openssl pkeyutl
/// -sign -rawin` does it.
final class SignatureCheck {

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private final PublicKey key;
    private final Path file;

    private SignatureCheck(PublicKey key, Path file) {
        this.key = key;
        this.file = file;
    }

    /// Reads a public key.
    ///
    /// @throws IOException if the file is none
    static SignatureCheck with(Path file) throws IOException {
        Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        try {
            if (pem.find()) {
                byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
                KeyFactory factory = KeyFactory.getInstance("Ed25519");
                return new SignatureCheck(
                        factory.generatePublic(new X509EncodedKeySpec(encoded)), file);
            }
            throw new IOException(file + ": it is no public key in PEM");
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": it is no public key of Ed25519", e);
        }
    }

    /// @param signature in base64
    /// @throws IOException if the key has not signed the text
    void check(byte[] text, byte[] signature) throws IOException {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(text);
            if (verifier.verify(Base64.getMimeDecoder().decode(signature))) {
                return;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("the signature cannot be read: " + e.getMessage(), e);
        }
        throw new IOException("the signature is not that of the key in " + file);
    }
}
