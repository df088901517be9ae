package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerByUriTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server = socks5://127.0.0.1        | server = 127.0.0.1,server_type = 5
                    server = socks4a://127.0.0.1:9     | server = 127.0.0.1,server_port = 9,server_type = 4a
                    server = SOCKS4://[::1]/           | server = ::1
                    server = socks5://joe@127.0.0.1    | server = 127.0.0.1,server_type = 5,default_user = joe
                    server = socks5://a%40b@127.0.0.1  | server = 127.0.0.1,server_type = 5,default_user = a@b
                    server = socks5://h,default_user = joe,default_pass = x | server = h,server_type = 5,default_user = joe,default_pass = x
                    """)
    void aUriIsTheSameServerAsALineForEachPart(String uri, String lines) {
        assertThat(compile(uri).problems()).isEmpty();
        assertThat(compile(uri).policy().servers())
                .containsExactlyElementsOf(compile(lines).policy().servers().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server_port = 1081 | server_port has no effect: the server is socks5://127.0.0.1:1080
                    server_type = 4    | server_type has no effect: the server is socks5://127.0.0.1:1080
                    """)
    void whatTheUriSaysNoOtherLineSays(String line, String message) {
        assertThat(compile("server = socks5://127.0.0.1," + line).problems())
                .extracting(Problem::kind, Problem::message)
                .containsExactly(tuple(PolicyProblem.SAID_BY_URI, message));
    }

    @Test
    void theUserOfTheUriCounts() {
        PolicyCompiler.Compilation compilation =
                compile("server = socks5://joe@127.0.0.1,default_user = ann");
        assertThat(compilation.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "default_user has no effect: the server is socks5://joe@127.0.0.1:1080");
        assertThat(compilation.policy().servers())
                .extracting(ProxyServer::user)
                .containsExactly("joe");
    }

    @Test
    void aUserForSocks4IsReported() {
        assertThat(compile("server = socks4://joe@127.0.0.1").problems())
                .extracting(Problem::message)
                .containsExactly("SOCKS 4 has no login, so the user of the URI is never sent");
    }

    @Test
    void aPasswordNeedsNoOtherUser() {
        assertThat(compile("server = socks5://joe@127.0.0.1,default_pass = x").problems())
                .isEmpty();
    }

    /// @param lines separated by commas
    private static PolicyCompiler.Compilation compile(String lines) {
        ConfFile file =
                ConfParser.parseText("a.conf", String.join("\n", lines.split(",", -1)) + "\n");
        assertThat(file.problems()).isEqualTo(List.of());
        return PolicyCompiler.compile(file);
    }
}
