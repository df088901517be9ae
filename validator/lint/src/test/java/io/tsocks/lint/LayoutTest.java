package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Statement;
import io.tsocks.testing.Project;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void aByteOrderMarkInsideTheFileStays() {
        String text = "fallback = no\n\n\uFEFF\n\n\uFEFFserver = 10.0.0.1\n";
        assertThat(layout(text)).isEqualTo(text);
        assertThat(layout("\uFEFFfallback = no\n")).isEqualTo("fallback = no\n");
    }

    @Test
    void aFileIsLaidOut() {
        assertThat(
                        layout(
                                """


                                  local=10.0.0.0/255.0.0.0\t#home
                                path{
                                # the office
                                reaches   =   150.0.0.0/255.0.0.0\s\s
                                reaches=*.Corp.example.:80-90\t# names

                                \tserver = 10.0.0.1
                                server_type=4a


                                } # done
                                remote_dns=yes
                                 chain =\tno
                                server=http://h
                                server  =\tsocks5://i  # standby
                                select=failover
                                recover=after \t 3
                                check=90s
                                server=http://h\t weight \t 007 # x
                                 bogus   line
                                default_pass =#x

                                """))
                .isEqualTo(
                        """
                        local = 10.0.0.0/255.0.0.0  #home
                        path {
                            # the office
                            reaches = 150.0.0.0/255.0.0.0
                            reaches = *.Corp.example.:80-90  # names

                            server = 10.0.0.1
                            server_type = 4a

                        }  # done
                        remote_dns = yes
                        chain = no
                        server = http://h
                        server = socks5://i  # standby
                        select = failover
                        recover = after 3
                        check = 90s
                        server = http://h weight 007  # x
                         bogus   line
                        default_pass =#x
                        """);
    }

    @Test
    void meaningCommentsAndBadLinesSurvive() {
        Seeds.first(500)
                .forEach(
                        seed ->
                                check(
                                        "seed " + seed,
                                        ConfParser.parseText(
                                                "t", RandomConfs.of(Seeds.random(seed)))));
    }

    @Test
    void theCorpusSurvives() throws IOException {
        try (Stream<Path> files = Files.list(Project.corpus())) {
            for (Path path : files.filter(file -> file.toString().endsWith(".conf")).toList()) {
                check(path.toString(), ConfParser.parse(path));
            }
        }
    }

    private static void check(String what, ConfFile before) {
        String text = laidOut(before);
        ConfFile after = ConfParser.parseText("t", text);
        assertThat(Layout.isCanonical(before)).as(what).isEqualTo(text.equals(before.text()));
        assertThat(Layout.isCanonical(after)).as(what).isTrue();
        assertThat(meaning(after)).as(what).isEqualTo(meaning(before));
        assertThat(words(after)).as(what).isEqualTo(words(before));
        assertThat(laidOut(after)).as("%s, laid out again", what).isEqualTo(text);
    }

    /// The statements, wherever they stand.
    private static List<Statement> meaning(ConfFile file) {
        return file.statements().stream().map(LayoutTest::atNoPlace).toList();
    }

    private static Statement atNoPlace(Statement statement) {
        return switch (statement) {
            case Statement.Local one -> new Statement.Local(0, 0, one.network());
            case Statement.Reaches one -> new Statement.Reaches(0, 0, one.network(), one.ports());
            case Statement.LocalHosts one -> new Statement.LocalHosts(0, 0, one.hosts());
            case Statement.ReachesHosts one ->
                    new Statement.ReachesHosts(0, 0, one.hosts(), one.ports());
            case Statement.Chain one -> new Statement.Chain(0, 0, one.enabled());
            case Statement.RemoteDns one -> new Statement.RemoteDns(0, 0, one.enabled());
            case Statement.PathOpening _ -> new Statement.PathOpening(0, 0);
            case Statement.PathClosing _ -> new Statement.PathClosing(0, 0);
            case Statement.Server one -> new Statement.Server(0, 0, one.host());
            case Statement.ServerByUri one ->
                    new Statement.ServerByUri(
                            0,
                            0,
                            one.uri(),
                            one.weight().map(weight -> new Statement.Weight(0, 0, weight.value())));
            case Statement.ServerPort one -> new Statement.ServerPort(0, 0, one.port());
            case Statement.ServerType one -> new Statement.ServerType(0, 0, one.version());
            case Statement.DefaultUser one -> new Statement.DefaultUser(0, 0, one.user());
            case Statement.DefaultPass one -> new Statement.DefaultPass(0, 0, one.password());
            case Statement.PasswordFile one -> new Statement.PasswordFile(0, 0, one.path());
            case Statement.TlsCa one -> new Statement.TlsCa(0, 0, one.path());
            case Statement.TlsClient one -> new Statement.TlsClient(0, 0, one.path());
            case Statement.Gssapi one -> new Statement.Gssapi(0, 0, one.protection());
            case Statement.GssapiService one -> new Statement.GssapiService(0, 0, one.service());
            case Statement.TlsPin one -> new Statement.TlsPin(0, 0, one.pin());
            case Statement.Select one -> new Statement.Select(0, 0, one.selection());
            case Statement.Recover one -> new Statement.Recover(0, 0, one.recovery());
            case Statement.Check one -> new Statement.Check(0, 0, one.checks());
            case Statement.Fallback one -> new Statement.Fallback(0, 0, one.enabled());
        };
    }

    /// All words and comments but the blanks and signs between them.
    private static List<String> words(ConfFile file) {
        return file.lines()
                .map(ConfLine::content)
                .map(content -> content.replaceAll("[ \t\uFEFF]+", ""))
                .filter(content -> !content.isEmpty())
                .toList();
    }

    private static String layout(String text) {
        return laidOut(ConfParser.parseText("t", text));
    }

    private static String laidOut(ConfFile file) {
        return ConfParser.parse("t", Layout.bytes(file)).text();
    }
}
