package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksSocketFactory;
import io.tsocks.client.Tsocks;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.SocketTimeoutException;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailFallbackTest {

    /// The mail library as it is by default. A direct connect from a loopback address to another
    /// machine would fail in the kernel, with another message, and send nothing.
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void theMailLibraryDoesNotConnectDirectlyAfterARefusal(String tls) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.ssl.enable", tls);
        properties.put("mail.smtp.socketFactory", new SocksSocketFactory(Tsocks.parse("")));
        properties.put("mail.smtp.localaddress", "127.0.0.1");
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            assertThatThrownBy(() -> transport.connect("192.0.2.1", 25, "user", "password"))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageNotContaining("password")
                    .hasRootCauseInstanceOf(RouteRefusedException.class)
                    .hasStackTraceContaining(SocketTimeoutException.class.getName())
                    .hasStackTraceContaining("unless its property socketFactory.fallback is false");
        }
    }
}
