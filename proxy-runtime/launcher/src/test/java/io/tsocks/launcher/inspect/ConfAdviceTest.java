package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.ServerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What it says to write is what tsocks reads.
class ConfAdviceTest {

    private static Inspection inspection(String address, Map<Ability, Evidence> findings) {
        return new Inspection(
                new Location.Port(
                        new ServerAddress.Inet(address, 1081),
                        new InetSocketAddress(InetAddress.ofLiteral(address), 1081)),
                "alice",
                false,
                findings,
                null,
                Optional.empty(),
                "");
    }

    private static void assertIsRead(List<String> lines) {
        String text = String.join("\n", lines) + "\n";
        assertThat(PolicyCompiler.compile(ConfParser.parseText("advice", text)).problems())
                .as(text)
                .isEmpty();
    }

    @Test
    void aServerElsewhereIsMadeLocal() {
        List<String> lines =
                ConfAdvice.of(inspection("192.0.2.1", Map.of(Ability.NO_LOGIN, Evidence.yes(""))));
        assertThat(lines)
                .contains(
                        "local = 192.0.2.1/255.255.255.255",
                        "server = 192.0.2.1",
                        "server_port = 1081",
                        "server_type = 5");
        assertIsRead(lines);
    }

    @Test
    void aLoginIsNamedAndItsPasswordIsNot() {
        List<String> lines =
                ConfAdvice.of(inspection("127.0.0.1", Map.of(Ability.PASSWORD, Evidence.yes(""))));
        assertThat(lines).contains("default_user = alice");
        assertIsRead(lines);
    }

    @Test
    void aServerOfVersion4Only() {
        List<String> lines =
                ConfAdvice.of(inspection("127.0.0.1", Map.of(Ability.SOCKS4, Evidence.yes(""))));
        assertThat(lines).contains("server_type = 4");
        assertIsRead(lines);
    }

    @Test
    void aServerWithGssapiOnlyHasNoWords() {
        List<String> lines =
                ConfAdvice.of(
                        inspection(
                                "127.0.0.1",
                                Map.of(
                                        Ability.SOCKS5, Evidence.yes(""),
                                        Ability.GSSAPI, Evidence.yes(""))));
        assertThat(lines).hasSize(1).allMatch(line -> line.startsWith("#"));
    }
}
