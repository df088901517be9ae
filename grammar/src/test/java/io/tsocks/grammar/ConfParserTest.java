package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerUri;
import io.tsocks.net.SocksVersion;
import io.tsocks.net.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

class ConfParserTest {

    private static final String OFFICE =
            """
            # The office
            local = 192.168.0.0/255.255.255.0\t# home
            path {
            \treaches = 150.0.0.0:80-90/255.0.0.0
            \treaches = [2001:db8::]:443/32
            \tserver = [2001:db8::1]
            \tdefault_pass = pa#ss=;"
            }
            server=socks.example
            server_port = 1081
            server_type = 5
            default_user = joe
            fallback = no
            """;

    @Test
    void everyStatementIsRead() {
        ConfFile file = ConfParser.parseText("office.conf", OFFICE);

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .usingRecursiveFieldByFieldElementComparator(
                        RecursiveComparisonConfiguration.builder()
                                .withIgnoredFields("start", "end")
                                .withEqualsForType(Secret::equals, Secret.class)
                                .build())
                .containsExactly(
                        new Statement.Local(0, 0, new Network.Ip4(0xc0a80000, 0xffffff00)),
                        new Statement.PathOpening(0, 0),
                        new Statement.Reaches(
                                0,
                                0,
                                new Network.Ip4(0x96000000, 0xff000000),
                                new PortRange(80, 90)),
                        new Statement.Reaches(
                                0,
                                0,
                                new Network.Ip6(0x20010db8_00000000L, 0, 32),
                                new PortRange(443, 443)),
                        new Statement.Server(0, 0, "2001:db8::1"),
                        new Statement.DefaultPass(0, 0, Secret.of("pa#ss=;\"")),
                        new Statement.PathClosing(0, 0),
                        new Statement.Server(0, 0, "socks.example"),
                        new Statement.ServerPort(0, 0, 1081),
                        new Statement.ServerType(0, 0, SocksVersion.SOCKS5),
                        new Statement.DefaultUser(0, 0, "joe"),
                        new Statement.Fallback(0, 0, false));
    }

    @Test
    void aServerMayBeAUri() throws Exception {
        ConfFile file = ConfParser.parseText("a.conf", "server = socks5://joe@[2001:db8::1] # x\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .containsExactly(
                        new Statement.ServerByUri(
                                0,
                                35,
                                ServerUri.parse("socks5://joe@[2001:db8::1]:1080"),
                                Optional.empty()));
    }

    @Test
    void aStatementKnowsItsTextWithoutIndentationAndComment() {
        ConfFile file = ConfParser.parseText("office.conf", OFFICE);

        assertThat(file.statements())
                .extracting(statement -> file.text(statement.span()))
                .contains(
                        "local = 192.168.0.0/255.255.255.0",
                        "path {",
                        "reaches = 150.0.0.0:80-90/255.0.0.0",
                        "}",
                        "server=socks.example");
    }

    @Test
    void extensionsAreReadAndCanBeFoundAgain() {
        ConfFile file =
                ConfParser.parseText(
                        "x",
                        """
                        path{
                        reaches = 10.0.0.0/8
                        reaches = 0.0.0.0/0
                        server = 2001:db8::1
                        }
                        local =::/0
                        server = h
                        """);

        assertThat(file.problems()).isEmpty();
        List<String> extensions = new ArrayList<>();
        Extension.forEach(file, one -> extensions.add(one.kind() + " " + file.text(one.span())));
        assertThat(extensions)
                .containsExactly(
                        "UNSPACED {",
                        "PREFIX_LENGTH /8",
                        "IPV6 2001:db8::1",
                        "UNSPACED =",
                        "IPV6 ::/0");
    }

    @Test
    void theFurtherServersOfABlockAreExtensionsOfTheirOwn() {
        ConfFile file =
                ConfParser.parseText(
                        "x",
                        """
                        server = socks5://a
                        path {
                        server = socks5://b
                        server = http://c
                        }
                        server = socks5://d
                        select = hash
                        recover = never
                        """);

        List<String> extensions = new ArrayList<>();
        Extension.forEach(file, one -> extensions.add(one.kind() + " " + file.text(one.span())));
        assertThat(extensions)
                .containsExactly(
                        "SERVER_URI socks5://a",
                        "SERVER_URI socks5://b",
                        "SERVER_URI http://c",
                        "SERVER_GROUP server = http://c",
                        "SERVER_URI socks5://d",
                        "SERVER_GROUP server = socks5://d",
                        "SERVER_GROUP select = hash",
                        "SERVER_GROUP recover = never");
    }

    @Test
    void aGroupSaysHowItSelectsAndRecovers() {
        ConfFile file =
                ConfParser.parseText(
                        "x",
                        """
                        select = failover
                        select=round-robin
                        select = hash # comment
                        select = fastest
                        recover = immediately
                        recover = after 1
                        recover=after \t1000 # comment
                        recover = never
                        """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements())
                .map(
                        statement ->
                                switch (statement) {
                                    case Statement.Select select -> select.selection().word();
                                    case Statement.Recover recover -> recover.recovery().words();
                                    default -> "another statement";
                                })
                .containsExactly(
                        "failover",
                        "round-robin",
                        "hash",
                        "fastest",
                        "immediately",
                        "after 1",
                        "after 1000",
                        "never");
    }

    @Test
    void aMaskMayHaveHoles() {
        ConfFile file = ConfParser.parseText("x", "local = 10.0.7.0/255.0.255.0\n");

        assertThat(file.statements())
                .containsExactly(
                        new Statement.Local(0, 28, new Network.Ip4(0x0a000700, 0xff00ff00)));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        ConfFile file = ConfParser.parseText("x", "\uFEFFserver = h\n");

        assertThat(file.statements()).containsExactly(new Statement.Server(1, 11, "h"));
    }

    @Test
    void bytesThatAreNotUtf8AreReadAsLatin1() {
        byte[] bytes = "# caf\u00e9\nserver = h\n".getBytes(StandardCharsets.ISO_8859_1);

        ConfFile file = ConfParser.parse("x", bytes);

        assertThat(file.charset(1)).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(file.problems())
                .extracting(Problem::kind)
                .containsExactly(SyntaxProblem.NOT_UTF_8);
        assertThat(file.statements()).hasSize(1);
        assertThat(file.bytes()).isEqualTo(bytes);
    }

    @Test
    void aLineThatIsNotUtf8LeavesTheOthersUtf8() {
        byte[] mixed =
                joined(
                        "# \u4e0d\u4f7f\u7528\r\n".getBytes(StandardCharsets.UTF_8),
                        "# caf\u00e9 \u0096 \u0093\r".getBytes(StandardCharsets.ISO_8859_1),
                        "# \u65e5\u672c\nserver = h\n".getBytes(StandardCharsets.UTF_8));

        ConfFile file = ConfParser.parse("x", mixed);

        assertThat(file.bytes()).isEqualTo(mixed);
        assertThat(file.line(1).content()).isEqualTo("# \u4e0d\u4f7f\u7528");
        assertThat(file.line(2).content()).isEqualTo("# caf\u00e9 \u0096 \u0093");
        assertThat(file.line(3).content()).isEqualTo("# \u65e5\u672c");
        assertThat(file.problems())
                .filteredOn(problem -> !problem.kind().id().startsWith("TS14"))
                .isEmpty();
        assertThat(file.problems())
                .filteredOn(problem -> problem.kind() == SyntaxProblem.NOT_UTF_8)
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(file.position(problem.span().start()))
                                        .isEqualTo(new Position(2, 6, 18)));
        assertThat(file.position(file.line(4).start()).byteOffset()).isEqualTo(mixed.length - 11);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        List.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void utf16IsNamedAndNotReadLineByLine() {
        byte[] bytes = "\uFEFFserver = h\nlocal = x\n".getBytes(StandardCharsets.UTF_16LE);

        ConfFile file = ConfParser.parse("x", bytes);

        assertThat(file.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.kind()).isEqualTo(SyntaxProblem.UTF_16);
                            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                            assertThat(problem.message()).contains("UTF-16");
                        });
        assertThat(file.bytes()).isEqualTo(bytes);
    }

    @Test
    void aBadOctetDoesNotHideABadMask() {
        ConfFile file = ConfParser.parseText("x", "local = 10.0.0.256/255.0.0.999\n");

        assertThat(file.problems())
                .extracting(problem -> file.text(problem.span()))
                .containsExactly("256", "999");
    }

    @Test
    void aNestedPathPointsToTheOpenOneAndItsBraceIsNoSurprise() {
        ConfFile file =
                ConfParser.parseText("x", "path {\npath {\n}\n}\nlocal = 10.0.0.0/255.0.0.0\n");

        assertThat(file.problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.related())
                                        .containsExactly(
                                                new Problem.Related(
                                                        new Span(0, 6),
                                                        "this path is still open")));
        assertThat(file.statements()).extracting(Statement::start).containsExactly(0, 14, 18);
    }

    @Test
    void aMisspeltNameIsCorrected() {
        ConfFile file = ConfParser.parseText("x", "sever_type = 5\nraeches = 1\nzzz = 1\n");

        assertThat(file.problems())
                .extracting(Problem::help)
                .containsExactly(
                        "did you mean `server_type`?",
                        "did you mean `reaches`?",
                        "a line is a statement, or a comment that starts with #");
    }

    @Test
    void aForeignFileGivesOneProblem() {
        ConfFile file =
                ConfParser.parseText(
                        "x", "TorAddress 127.0.0.1\nTorPort 9050\nSOCKS5Password hunter2\n");

        assertThat(file.problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).contains("torsocks 2", "3 lines"));
    }

    @Test
    void noProblemQuotesAPassword() {
        List<String> lines =
                List.of(
                        "default_pass hunter2",
                        "default_pass = hunter2 hunter2",
                        "default_pass = \"hunter2\"",
                        "default_pass: hunter2",
                        "Default_Pass = hunter2",
                        "server = socks5://joe:hunter2@10.0.0.1",
                        "SOCKS5Password hunter2",
                        "default_pass = ${hunter2}",
                        "default_user = joe default_pass = hunter2",
                        "default_user = joe default_pass=hunter2",
                        "default_pass\u00a0= hunter2",
                        "default_pass#hunter2",
                        "default_pass\"hunter2\"",
                        "default_pass = hun\u0001ter2");
        for (String line : lines) {
            ConfFile file = ConfParser.parseText("x", line + "\n");
            String printed =
                    file.problems().stream()
                            .map(new ProblemPrinter(file, false)::print)
                            .collect(Collectors.joining());
            assertThat(printed).as(line).isNotEmpty().doesNotContain("hunter2", "ter2");
        }
    }

    @Test
    void positionsCountCodePointsAndBytes() {
        ConfFile file = ConfParser.parseText("x", "# \uD83D\uDE00 é\nserver = h\n");

        assertThat(file.position(7)).isEqualTo(new Position(2, 1, 10));
        assertThat(file.position(5)).isEqualTo(new Position(1, 5, 7));
        assertThat(file.position(0)).isEqualTo(new Position(1, 1, 0));
        assertThat(ConfParser.parseText("x", "").position(0)).isEqualTo(new Position(1, 1, 0));
    }

    @Test
    void anEmptyFileIsEmpty() {
        ConfFile file = ConfParser.parse("x", new byte[0]);

        assertThat(file.statements()).isEmpty();
        assertThat(file.problems()).isEmpty();
        assertThat(file.lines()).isEmpty();
    }

    @Test
    void aLineShowsItsParts() {
        ConfLine line = ConfParser.parseText("x", "\t server = a#b\t # note\r\n").line(1);

        assertThat(line.indent()).isEqualTo("\t ");
        assertThat(line.words())
                .extracting(ConfLine.Word::text)
                .containsExactly("server", "=", "a#b");
        assertThat(line.comment()).contains(new ConfLine.Word(16, "# note"));
        assertThat(line.lineEnd()).isEqualTo("\r\n");
    }
}
