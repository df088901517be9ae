package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineMeaningTest {

    private static LineMeanings meanings(ConfFile file) {
        return LineMeanings.of(file, PolicyChart.of(PolicyCompiler.compile(file).policy()));
    }

    @Test
    void allOfAFamilyIsCountedWithoutTheAddressesOfTheOther() {
        ConfFile file =
                ConfParser.parseText(
                        "", "path {\nreaches = ::/0\nreaches = 0.0.0.0/0\nserver = 127.0.0.1\n}\n");
        List<LineMeaning> lines = meanings(file).between(1, 3);
        BigInteger ip4 = BigInteger.TWO.pow(32);
        BigInteger loopback = BigInteger.TWO.pow(24);
        assertThat(lines.get(1))
                .isInstanceOfSatisfying(
                        LineMeaning.OfNetwork.class,
                        six -> {
                            assertThat(six.covered())
                                    .isEqualTo(BigInteger.TWO.pow(128).subtract(ip4));
                            assertThat(six.whole())
                                    .isEqualTo(six.covered().subtract(BigInteger.ONE));
                        });
        assertThat(lines.get(2))
                .isInstanceOfSatisfying(
                        LineMeaning.OfNetwork.class,
                        four -> {
                            assertThat(four.covered()).isEqualTo(ip4);
                            assertThat(four.whole()).isEqualTo(ip4.subtract(loopback));
                            assertThat(four.takers())
                                    .singleElement()
                                    .matches(taker -> taker.owner().origin().isBuiltIn())
                                    .matches(taker -> taker.addresses().equals(loopback));
                        });
    }

    @Test
    void aServerCarriesWhatItsPathOrTheDefaultDecides() {
        ConfFile file =
                ConfParser.parseText(
                        "",
                        """
                        server = socks5://127.0.0.1:1080
                        path {
                            reaches = 10.0.0.0/24
                            server = socks5://127.0.0.2:1080
                            server = socks5://127.0.0.3:1080
                        }
                        local = 10.0.0.128/25
                        """);
        List<LineMeaning> lines = meanings(file).between(1, 99);
        assertThat(lines)
                .extracting(meaning -> meaning.origin().line())
                .containsExactly(1, 2, 3, 4, 5, 7);
        assertThat(lines.get(3))
                .isInstanceOfSatisfying(
                        LineMeaning.OfServer.class,
                        server -> {
                            assertThat(server.server())
                                    .isEqualTo(server.upstream().servers().get(0));
                            assertThat(server.share().ip4()).isEqualTo(128);
                        });
        assertThat(lines.get(4))
                .isInstanceOfSatisfying(
                        LineMeaning.OfServer.class,
                        server ->
                                assertThat(server.server())
                                        .isEqualTo(server.upstream().servers().get(1)));
        assertThat(lines.get(0))
                .isInstanceOfSatisfying(
                        LineMeaning.OfServer.class,
                        server ->
                                assertThat(server.share().ip4())
                                        .isEqualTo((1L << 32) - (1 << 24) - 256));
    }

    @Test
    void aRangeOfLinesIsAskedFor() {
        ConfFile file =
                ConfParser.parseText("", "local = 10.0.0.0/8\n\nlocal = m.w\nfallback = yes\n");
        LineMeanings meanings = meanings(file);
        assertThat(meanings.between(2, 3)).extracting(m -> m.origin().line()).containsExactly(3);
        assertThat(meanings.between(4, 9)).hasOnlyElementsOfType(LineMeaning.OfRule.class);
        assertThat(meanings.between(2, 2)).isEmpty();
        assertThat(meanings.between(9, 12)).isEmpty();
        assertThat(meanings.between(0, 3)).isEmpty();
    }

    @Test
    void aMaskWithTooManyHolesHasNoExactAnswer() {
        ConfFile file =
                ConfParser.parseText("", "local = 0.0.0.0/85.85.85.85\nserver = 127.0.0.1\n");
        assertThatThrownBy(() -> meanings(file)).isInstanceOf(IllegalArgumentException.class);
    }
}
