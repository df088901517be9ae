package io.tsocks.client.tls;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The certificate by which this client shows who it is. It is shown to every server that asks for
/// one, whatever authorities that server names, because the policy says so.
final class ClientIdentity extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /// Reads a PEM file with certificates, the client's own first, and its private key.
    static ClientIdentity read(Path file) throws TlsFileException {
        PemFile pem = PemFile.read(file);
        List<X509Certificate> chain = pem.certificates();
        return new ClientIdentity(key(pem, chain.getFirst()), chain);
    }

    /// The private key of a certificate.
    ///
    /// @param pem the file that has it
    static PrivateKey key(PemFile pem, X509Certificate certificate) throws TlsFileException {
        PrivateKey key = pem.key(certificate);
        if (!belong(key, certificate)) {
            throw new TlsFileException(
                    pem.path(),
                    "its private key does not belong to the first certificate",
                    "put the certificate of the key first");
        }
        return key;
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) {
        byte[] probe = "tsocks".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            if (key instanceof RSAKey pss && key.getAlgorithm().equals("RSASSA-PSS")) {
                signature.setParameter(parameters(pss));
            }
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Those that the key allows alone, if it says so, or some that any such key can be used with.
    private static AlgorithmParameterSpec parameters(RSAKey key) {
        AlgorithmParameterSpec own = key.getParams();
        return own == null
                ? new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1)
                : own;
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        String own = chain.getFirst().getPublicKey().getAlgorithm();
        return Arrays.asList(types).contains(own) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(types, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
