package io.tsocks.client.gssapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.protocol.CredentialsException;
import io.tsocks.protocol.GssapiException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person is told of failures of Kerberos, and who is at fault.
class KerberosFailureTest {

    /// The texts are those of JDK 25.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Clock skew too great (37) - PROCESS_TGS | set the clock
                    Ticket expired (32) - PROCESS_TGS | run kinit
                    Ticket not yet valid (33) | run kinit
                    Client not found in Kerberos database (6) | run kinit
                    KDC has no support for encryption type (14) | ktadd
                    Fail to create credential. (63) - No service creds | kinit gets one
                    """)
    void aFailureOfThisSideSaysWhatToDo(String text, String advice) {
        GssapiException failure = KerberosFailure.of(gss(text), "rcmd@a.example", true);
        assertThat(failure).isInstanceOf(CredentialsException.class).hasMessageContaining(advice);
    }

    /// The cause has a number of its own, which is about the decoder.
    @Test
    void aServiceThatIsUnknownIsNamed() {
        Exception known = gss("Server not found in Kerberos database (7) - LOOKING_UP_SERVER");
        known.initCause(new IllegalStateException("Identifier doesn't match expected value (906)"));
        assertThat(KerberosFailure.of(known, "rcmd@a.example", true))
                .isExactlyInstanceOf(GssapiException.class)
                .hasMessageContaining("does not know the service rcmd/a.example");
    }

    @Test
    void aKerberosServerThatIsNotReachedIsNamed() {
        assertThat(reached(new ConnectException("Connection refused")))
                .contains("cannot be reached: Connection refused", "krb5.conf");
        assertThat(reached(new SocketTimeoutException("Receive timed out")))
                .contains("does not answer", "krb5.conf");
    }

    private static String reached(IOException cause) {
        GssapiException failure =
                KerberosFailure.of(new Exception("no ticket", cause), "rcmd@a.example", true);
        assertThat(failure).isInstanceOf(CredentialsException.class);
        return String.valueOf(failure.getMessage());
    }

    @Test
    void afterItsFirstTokenTheServerIsAtFault() {
        assertThat(KerberosFailure.of(gss("Defective token"), "rcmd@a.example", false))
                .isExactlyInstanceOf(GssapiException.class)
                .hasMessageContaining("Defective token");
    }

    private static Exception gss(String level) {
        return new Exception("No valid credentials provided (Mechanism level: " + level + ")");
    }

    @ParameterizedTest
    @CsvSource({"FILE:/tmp/a, /tmp/a", "/tmp/a, /tmp/a", "file:b, b"})
    void aTicketCacheIsAFile(String name, Path file) throws Exception {
        assertThat(TicketFile.named(Map.of("KRB5CCNAME", name))).contains(file);
    }

    @Test
    void withoutAVariableItIsTheDefault() throws Exception {
        assertThat(TicketFile.named(Map.of())).isEmpty();
        assertThat(TicketFile.named(Map.of("KRB5CCNAME", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"KEYRING:persistent:0", "KCM:", "DIR:/tmp/x", "MEMORY:a"})
    void anotherKindOfCacheIsNamed(String name) {
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> TicketFile.named(Map.of("KRB5CCNAME", name)))
                .withMessageContaining("of the type " + name.substring(0, name.indexOf(':')));
    }
}
