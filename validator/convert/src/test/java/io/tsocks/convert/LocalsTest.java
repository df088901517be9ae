package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing becomes direct that the program whose file it is takes through its proxy.
class LocalsTest {

    private static final String JAVA = "socksProxyHost=127.0.0.1\nsocksNonProxyHosts=";
    private static final String ENV = "all_proxy=socks5h://127.0.0.1\n";
    private static final String PROXYCHAINS = "strict_chain\n[ProxyList]\nsocks5 127.0.0.1 1080\n";
    private static final String ROUTE = "route { from: 0/0 to: 0/0 via: 127.0.0.1 port = 1080 }\n";

    /// Characters that some programs, but none of these, take for the end of a line.
    static Stream<Arguments> comments() {
        return Stream.of("\u0085", "\u000b", "\f", "\u2028", "\r")
                .flatMap(
                        end ->
                                Stream.of(
                                        Arguments.of(
                                                "proxychains",
                                                "# a"
                                                        + end
                                                        + " localnet 10.0.0.0/8\n"
                                                        + PROXYCHAINS),
                                        Arguments.of("env", "# a" + end + " no_proxy=*\n" + ENV),
                                        Arguments.of(
                                                "dante",
                                                "# a"
                                                        + end
                                                        + "route { from: 0/0 to: 0/0 via: direct }\n"
                                                        + ROUTE)));
    }

    @ParameterizedTest
    @MethodSource("comments")
    void aCommentEndsWithItsLine(String format, String text) {
        assertThat(locals(format, text)).isEmpty();
    }

    static Stream<Arguments> javaLists() {
        return Stream.of(
                Arguments.of("localhost|.example.com", List.of()),
                Arguments.of("localhost | *.corp.example | 10.* ", List.of()),
                Arguments.of("a.example.|*.x.example.", List.of()),
                Arguments.of("2001:db8::2|[2001:0db8::3]|[2001:db8::4", List.of()),
                Arguments.of("b\\u00fccher.example|*.b\\u00fccher.example", List.of()),
                Arguments.of("a.example|*.b.example", List.of("a.example", "*.b.example")),
                Arguments.of("a.example|\\\n  c.example", List.of("a.example", "c.example")),
                Arguments.of("[2001:db8::3]", List.of("2001:db8::3/128")));
    }

    @ParameterizedTest
    @MethodSource("javaLists")
    void javaComparesTexts(String list, List<String> locals) {
        assertThat(locals("nonProxyHosts", JAVA + list + "\n")).isEqualTo(locals);
    }

    @ParameterizedTest
    @MethodSource("javaLists")
    void aLineThatGoesOnSetsNothingElse(String list, List<String> ignored) {
        String text = "text=as in \\\n  socksNonProxyHosts=" + list + "\n";
        assertThat(locals("nonProxyHosts", "socksProxyHost=127.0.0.1\n" + text)).isEmpty();
    }

    static Stream<Arguments> environments() {
        return Stream.of(
                Arguments.of("export no_proxy=a.example # not.example", List.of(".a.example")),
                Arguments.of("no_proxy=\"a.example\" # later, *.b.example", List.of(".a.example")),
                Arguments.of("no_proxy=a.example; export no_proxy", List.of(".a.example")),
                Arguments.of(
                        "no_proxy='a.example, b.example'", List.of(".a.example", ".b.example")),
                Arguments.of("no_proxy=a.example,*", List.of(".a.example")),
                Arguments.of("no_proxy=*.b.example,0.0.0.0/0,::/0", List.of()),
                Arguments.of("no_proxy=[2001:db8::10", List.of()),
                Arguments.of("if test -e x\nthen\nno_proxy=*\nfi", List.of()));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void aVariableHasTheValueThatAShellGivesItAndTheMeaningThatCurlDoes(
            String lines, List<String> locals) {
        assertThat(locals("env", ENV + lines + "\n")).isEqualTo(locals);
        assertThat(conversion("env", ENV + lines + "\n").isWhole())
                .isEqualTo(lines.contains("a.example, b") || lines.contains(" # "));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aRouteThatDanteDoesNotUnderstandIsLeftOut(String route) {
        Conversion conversion = conversion("dante", route + "\n" + ROUTE);
        assertThat(conversion.text()).doesNotContain("local = ");
        assertThat(conversion.isWhole()).isFalse();
    }

    static Stream<String> slips() {
        return Stream.of(
                "route { from: 0/0 to:10.0.0.0/8 via: direct }",
                "route { from:0.0.0.0/0 to:10.0.0.0/8 via: direct }",
                "route { from: 0/0 To: 10.0.0.0/8 via: direct }",
                "route { to:10.0.0.0/8 via: direct }",
                "route { from: 0/0 via: direct }");
    }

    private static List<String> locals(String format, String text) {
        return conversion(format, text)
                .text()
                .lines()
                .filter(line -> line.startsWith("local = "))
                .map(line -> line.substring("local = ".length()).replaceFirst("\\s+#.*", ""))
                .toList();
    }

    private static Conversion conversion(String format, String text) {
        return SourceFormat.of(format).orElseThrow().convert(text, Optional.empty());
    }
}
