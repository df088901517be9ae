package io.tsocks.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.tls.TlsContexts;
import io.tsocks.service.api.Tokens;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The address that others can reach: TLS, and who is let in.
@Timeout(120)
class NetworkListenerTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final String NAME = "tsocksd.test";

    private final Authority ours = Authority.create("ours");
    private final Authority others = Authority.create("others");
    private final Identity server = ours.issue(NAME);
    private final String token = Tokens.random();
    private final int port = Place.free().port();
    @TempDir private Path folder;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        Path tokens = secret("tokens", "read ann " + token + "\n");
        Path pem = secret("server.pem", server.pem());
        Path clients =
                Files.writeString(
                        folder.resolve("clients.pem"), Identity.pem(List.of(ours.certificate())));
        Path roles = folder.resolve("roles");
        Files.writeString(roles, "# who deploys\nadmin CN=deploy\nread CN=monitor\n");
        service =
                RunningService.following(
                        folder,
                        POLICY,
                        """
                        [api]
                        tokens = %s
                        [api-network]
                        listen = 127.0.0.1:%d
                        hosts = %s, Other.Test
                        certificate = %s
                        key = %s
                        client-authorities = %s
                        client-roles = %s
                        """
                                .formatted(tokens, port, NAME, pem, pem, clients, roles));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void aCertificateHasTheRoleOfItsSubject() throws Exception {
        SSLContext monitor = ours.issue("monitor").serverContext(ours);
        assertThat(get(monitor, "/v1/status")).startsWith("HTTP/1.1 200");
        assertThat(put(monitor)).startsWith("HTTP/1.1 403").contains("CN=monitor has read");
        SSLContext deploy = ours.issue("deploy").serverContext(ours);
        assertThat(put(deploy)).startsWith("HTTP/1.1 200").contains("\"changed\":true");
        assertThat(service.log()).contains("\"who\":\"CN=deploy\"");
    }

    @Test
    void aSubjectWithoutARoleIsNobody() throws Exception {
        assertThat(get(ours.issue("stranger").serverContext(ours), "/v1/status"))
                .startsWith("HTTP/1.1 401");
        assertThat(get(ours.issue("deploy.evil").serverContext(ours), "/v1/status"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void withoutACertificateATokenIsAsked() throws Exception {
        assertThat(get(trusting(), "/v1/status")).startsWith("HTTP/1.1 401");
        assertThat(ask(trusting(), NAME, "GET /v1/status", "Authorization: Bearer " + token, ""))
                .startsWith("HTTP/1.1 200");
        assertThat(get(trusting(), "/healthz")).startsWith("HTTP/1.1 200");
    }

    @Test
    void certificatesThatOursHasNotIssuedAreRefusedInTheHandshake() throws Exception {
        refuse(others.issue("deploy"));
        refuse(Authority.selfSigned("deploy"));
        refuse(ours.issue("EC", Authority.Validity.past(), "deploy"));
    }

    /// The client shows its certificate even if the service names other authorities.
    private void refuse(Identity client) throws IOException {
        Path pem = secret("client.pem", client.pem());
        SSLContext context =
                TlsContexts.of(Optional.of(folder.resolve("clients.pem")), Optional.of(pem));
        assertThatThrownBy(() -> get(context, "/healthz")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test", "127.0.0.1", "localhost", "tsocksd.test.evil.test", ""})
    void aRequestForAnotherNameIsRefused(String host) throws Exception {
        String answer =
                ask(ours.issue("deploy").serverContext(ours), host, "GET /v1/status", "X: y", "");
        assertThat(answer).containsPattern("^HTTP/1.1 4(21|00) ").doesNotContain("revision");
    }

    @Test
    void eachOfItsNamesIsKnownWithAndWithoutThePort() throws Exception {
        SSLContext monitor = ours.issue("monitor").serverContext(ours);
        for (String host : List.of(NAME, "TSOCKSD.test:" + port, "other.test")) {
            assertThat(ask(monitor, host, "GET /v1/status", "X: y", "")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void itsOwnCertificateIsForItsNameAlone() throws Exception {
        assertThat(handshake("other.test")).hasMessageContaining("other.test");
        assertThat(handshake(NAME)).isNull();
    }

    /// What a client that checks names says of the certificate; null if it is satisfied.
    private @Nullable IOException handshake(String name) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        try (SSLSocket socket =
                (SSLSocket) trusting().getSocketFactory().createSocket(plain, name, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return null;
        } catch (SSLException e) {
            return e;
        }
    }

    @Test
    void whatIsNotTlsIsNotAnswered() throws Exception {
        try (RawHttp plain = RawHttp.to(port)) {
            plain.head("GET /healthz HTTP/1.1", "Host: " + NAME);
            assertThat(plain.rest()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        try (SSLSocket socket = connect(trusting())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        try (RawHttp old = RawHttp.to(port)) {
            // A ClientHello of TLS 1.1: record, handshake, version, random, no session, one suite.
            byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
            byte[] start = {22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2};
            System.arraycopy(start, 0, hello, 0, start.length);
            hello[hello.length - 5] = 2;
            hello[hello.length - 3] = 0x2f;
            hello[hello.length - 2] = 1;
            old.socket().getOutputStream().write(hello);
            assertThat(old.rest().codePointAt(0)).as("an alert").isEqualTo(21);
        }
    }

    /// A client that stops in the handshake keeps no other from being answered.
    @Test
    void handshakesThatStandStillKeepNobodyOut() throws Exception {
        try (RawHttp silent = RawHttp.to(port);
                RawHttp slow = RawHttp.to(port)) {
            slow.socket().getOutputStream().write(new byte[] {22, 3, 1});
            assertThat(get(trusting(), "/healthz")).startsWith("HTTP/1.1 200");
            assertThat(silent.socket().isConnected()).isTrue();
        }
    }

    @Test
    void aPortThatIsInUseEndsTheStart() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(folder.resolve("tsocksd.conf"), other.resolve("config"));
        String config = Files.readString(other.resolve("config"));
        assertThatThrownBy(() -> RunningService.following(other, POLICY, config))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen at 127.0.0.1:" + port + ": Address already in use");
        assertThat(other.resolve("state/api.sock")).doesNotExist();
    }

    private SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Identity.trust(ours), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLSocket connect(SSLContext context) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    }

    private String get(SSLContext client, String path) throws IOException {
        return ask(client, NAME, "GET " + path, "X: y", "");
    }

    private String put(SSLContext client) throws IOException {
        return ask(client, NAME, "PUT /v1/policy", "If-Match: *", POLICY + "# new\n");
    }

    private String ask(SSLContext client, String host, String request, String header, String body)
            throws IOException {
        try (RawHttp http = new RawHttp(connect(client))) {
            http.head(
                    request + " HTTP/1.1",
                    "Host: " + host,
                    header,
                    "Content-Length: " + body.length(),
                    "Connection: close");
            http.socket().getOutputStream().write(body.getBytes(US_ASCII));
            String answer = http.rest();
            if (answer.isEmpty()) {
                throw new IOException("no answer");
            }
            return answer;
        }
    }
}
