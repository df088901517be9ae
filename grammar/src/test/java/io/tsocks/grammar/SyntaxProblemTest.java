package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Span;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One mistake a row: the text with the reported place between « and », the problem, and whether it
/// costs the line.
class SyntaxProblemTest {

    private static final String PIN_OF_NOTHING =
            "tls_pin = «sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=»\n";

    private static final String LONG = "# " + "x".repeat(8190);

    record Mistake(String marked, SyntaxProblem kind, Severity severity) {

        String text() {
            return marked.replace("«", "").replace("»", "");
        }

        Span span() {
            int start = marked.indexOf('«');
            return new Span(start, marked.indexOf('»') - 1);
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                error("«sever» = 10.0.0.1\n", SyntaxProblem.UNKNOWN_STATEMENT),
                error("«>» local = 10.0.0.0/255.0.0.0\n", SyntaxProblem.UNKNOWN_STATEMENT),
                error("«=» 5\n", SyntaxProblem.UNKNOWN_STATEMENT),
                error("«server 10.0.0.1»\n", SyntaxProblem.MISSING_EQUALS),
                error("«local 10.0.0.0/8» # home\n", SyntaxProblem.MISSING_EQUALS),
                error("«fallback»\n", SyntaxProblem.MISSING_EQUALS),
                error("«server =»\n", SyntaxProblem.MISSING_VALUE),
                error("«default_pass =» #secret\n", SyntaxProblem.MISSING_VALUE),
                error("«local =»\n", SyntaxProblem.MISSING_VALUE),
                error("server_port = 1080 «the port»\n", SyntaxProblem.EXTRA_TEXT),
                error("server_port = 1080 «// port»\n", SyntaxProblem.EXTRA_TEXT),
                error("server = 10.0.0.1 «server_type = 5»\n", SyntaxProblem.TWO_STATEMENTS),
                error("local = 10.0.0.0/8 «local=11.0.0.0/8»\n", SyntaxProblem.TWO_STATEMENTS),
                error("«Server» = 10.0.0.1\n", SyntaxProblem.UPPER_CASE_NAME),
                error("«path»\n", SyntaxProblem.MALFORMED_PATH),
                error("«path office {»\n", SyntaxProblem.MALFORMED_PATH),
                error("«path { server = 10.0.0.1 }»\n", SyntaxProblem.MALFORMED_PATH),
                error("path {\n«path {»\n}\n", SyntaxProblem.NESTED_PATH),
                error("«path {»\nserver = h\n", SyntaxProblem.UNCLOSED_PATH),
                error("path {\n}\n«}»\n", SyntaxProblem.UNEXPECTED_BRACE),
                error("«{»\n", SyntaxProblem.UNEXPECTED_BRACE),
                error("path {\n«local = 10.0.0.0/8»\n}\n", SyntaxProblem.LOCAL_IN_PATH),
                error("local = «10.0.0.0»\n", SyntaxProblem.MISSING_NETMASK),
                error("local = «10.0.0.0/»\n", SyntaxProblem.MISSING_NETMASK),
                error("reaches = «10.0.0.0:80»\n", SyntaxProblem.MISSING_NETMASK),
                error("local = «10.0.0.0 255.0.0.0»\n", SyntaxProblem.MISSING_NETMASK),
                error("local = «2001:db8::»\n", SyntaxProblem.MISSING_NETMASK),
                error("local = 10.0.«256».0/255.0.0.0\n", SyntaxProblem.BAD_OCTET),
                error("local = 10.0.0.0/«999».0.0.0\n", SyntaxProblem.BAD_OCTET),
                error("server = 10.0.0.«300»\n", SyntaxProblem.BAD_OCTET),
                error("server = 10.0.0.«»\n", SyntaxProblem.BAD_OCTET),
                error("local = «0x0a.0.0.0/255.0.0.0»\n", SyntaxProblem.BAD_OCTET),
                error("local = «010».0.0.0/255.0.0.0\n", SyntaxProblem.LEADING_ZERO),
                error("local = 192.«089».0.0/255.255.0.0\n", SyntaxProblem.LEADING_ZERO),
                error("server = «010.0.0.1»\n", SyntaxProblem.LEADING_ZERO),
                new Mistake(
                        "local = 10.«001».0.0/255.255.0.0\n",
                        SyntaxProblem.LEADING_ZERO,
                        Severity.WARNING),
                error("local = «10.1»/255.0.0.0\n", SyntaxProblem.SHORT_ADDRESS),
                error("local = «10»/255.0.0.0\n", SyntaxProblem.SHORT_ADDRESS),
                error("local = 10.0.0.0/«255.0.0»\n", SyntaxProblem.SHORT_ADDRESS),
                error("local = «10.0.0.0.0»/255.0.0.0\n", SyntaxProblem.SHORT_ADDRESS),
                error("server = «10.1»\n", SyntaxProblem.SHORT_ADDRESS),
                error("local = «10.1.2.3/255.0.0.0»\n", SyntaxProblem.HOST_BITS),
                error("local = «10.1.2.3/8»\n", SyntaxProblem.HOST_BITS),
                error("local = «2001:db8::1/32»\n", SyntaxProblem.HOST_BITS),
                error("local = 10.0.0.0/«33»\n", SyntaxProblem.BAD_PREFIX_LENGTH),
                error("local = 10.0.0.0/«08»\n", SyntaxProblem.BAD_PREFIX_LENGTH),
                error("local = 2001:db8::/«129»\n", SyntaxProblem.BAD_PREFIX_LENGTH),
                error("local = 10.0.0.0«-»10.0.0.9\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = 10.0.0.«*»/8\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = 10.0.0.«/»8\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = 10.0.«.»0/8\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = 10.0.0.0.«\n»", SyntaxProblem.MALFORMED_NETWORK),
                error("local = «.»10.0.0/8\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = «10.0.0.0 / 255.0.0.0»\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = «10. 0.0.0/255.0.0.0»\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = «10 .0.0.0/255.0.0.0»\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = 10.0.0.«1a»\n", SyntaxProblem.BAD_OCTET),
                error("reaches = 10.«1a»:80\n", SyntaxProblem.BAD_OCTET),
                error("local = «fade:443»/128\n", SyntaxProblem.BAD_IPV6),
                error("reaches = «fade:80-90»\n", SyntaxProblem.BAD_IPV6),
                error("local = «1O».0.0.0/8\n", SyntaxProblem.BAD_OCTET),
                error("local = 10.0.«a».0/255.0.0.0\n", SyntaxProblem.BAD_OCTET),
                error("local = «2001:db8:::»/32\n", SyntaxProblem.BAD_IPV6),
                error("local = «1:2:3:4:5:6:7»/32\n", SyntaxProblem.BAD_IPV6),
                error("server = «2001:db8::12345»\n", SyntaxProblem.BAD_IPV6),
                error("local = «home.example»/24\n", SyntaxProblem.HOST_WITH_NETMASK),
                error("local = «example»/255.255.255.255\n", SyntaxProblem.HOST_WITH_NETMASK),
                error("reaches = «*.example»:80/8\n", SyntaxProblem.HOST_WITH_NETMASK),
                error("local = 10.0.0.«O»\n", SyntaxProblem.BAD_OCTET),
                error("local = .example«:80»\n", SyntaxProblem.PORTS_ON_LOCAL),
                error("reaches = .example:«0»\n", SyntaxProblem.BAD_PORT),
                error("reaches = .example«:90-80»\n", SyntaxProblem.REVERSED_PORTS),
                error("reaches = «*example.com»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «a..example»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «host.10»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «a\u200db.example»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «https://example.com/»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «a.example,b.example»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «www.*.example»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("reaches = «!a.example»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("local = «**»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("local = «10.x.x.x»\n", SyntaxProblem.MALFORMED_NETWORK),
                error("local = «.»\n", SyntaxProblem.BAD_HOST_PATTERN),
                error("local = a.example «.b.example»\n", SyntaxProblem.EXTRA_TEXT),
                error("local = * «10.0.0.0/8»\n", SyntaxProblem.EXTRA_TEXT),
                error("reaches = a.example:«http»\n", SyntaxProblem.BAD_PORT),
                error("reaches = «__HOST__».example\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                error("reaches = «{{ host }}».example\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                error("path {\n«local = .example»\n}\n", SyntaxProblem.LOCAL_IN_PATH),
                error("server_type = «4A»\n", SyntaxProblem.BAD_SERVER_TYPE),
                error("remote_dns = «on»\n", SyntaxProblem.BAD_REMOTE_DNS),
                error("chain = «on»\n", SyntaxProblem.BAD_CHAIN),
                error("chain = «Yes»\n", SyntaxProblem.BAD_CHAIN),
                error("chain = yes «no»\n", SyntaxProblem.EXTRA_TEXT),
                error("tls_pin = «sha256/abc»\n", SyntaxProblem.BAD_TLS_PIN),
                error("tls_pin = «sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=»\n", SyntaxProblem.BAD_TLS_PIN),
                error(PIN_OF_NOTHING, SyntaxProblem.BAD_TLS_PIN),
                error("gssapi = «yes»\n", SyntaxProblem.BAD_GSSAPI),
                error("gssapi = «Integrity»\n", SyntaxProblem.BAD_GSSAPI),
                error("«gssapi»\n", SyntaxProblem.MISSING_EQUALS),
                error("gssapi_service = «rcmd@EXAMPLE.COM»\n", SyntaxProblem.BAD_GSSAPI_SERVICE),
                error("gssapi_service = «rcmd/»\n", SyntaxProblem.BAD_GSSAPI_SERVICE),
                error("gssapi_service = «a/b/c»\n", SyntaxProblem.BAD_GSSAPI_SERVICE),
                error("tls_ca = «\"ca.pem\"»\n", SyntaxProblem.QUOTED_VALUE),
                error("tls_client = «{{ client }}»\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                error("password_file = a «b»\n", SyntaxProblem.EXTRA_TEXT),
                error("«tls_ca =»\n", SyntaxProblem.MISSING_VALUE),
                error("select = «random»\n", SyntaxProblem.BAD_SELECT),
                error("select = «Hash»\n", SyntaxProblem.BAD_SELECT),
                error("recover = «soon»\n", SyntaxProblem.BAD_RECOVER),
                error("recover = «after»\n", SyntaxProblem.BAD_RECOVER),
                error("recover = «after 0»\n", SyntaxProblem.BAD_RECOVER),
                error("recover = «after 1001»\n", SyntaxProblem.BAD_RECOVER),
                error("recover = «after two»\n", SyntaxProblem.BAD_RECOVER),
                error("recover = «never 2»\n", SyntaxProblem.BAD_RECOVER),
                error("recover = «after 2 3»\n", SyntaxProblem.BAD_RECOVER),
                error("«select»\n", SyntaxProblem.MISSING_EQUALS),
                error("«recover =»\n", SyntaxProblem.MISSING_VALUE),
                error("check = «30»\n", SyntaxProblem.BAD_CHECK),
                error("check = «0s»\n", SyntaxProblem.BAD_CHECK),
                error("check = «3601s»\n", SyntaxProblem.BAD_CHECK),
                error("check = «61m»\n", SyntaxProblem.BAD_CHECK),
                error("check = «99999999999999999999m»\n", SyntaxProblem.BAD_CHECK),
                error("check = «1h»\n", SyntaxProblem.BAD_CHECK),
                error("check = «30S»\n", SyntaxProblem.BAD_CHECK),
                error("check = «s»\n", SyntaxProblem.BAD_CHECK),
                error("check = «-1s»\n", SyntaxProblem.BAD_CHECK),
                error("check = «no»\n", SyntaxProblem.BAD_CHECK),
                error("check = 30 «s»\n", SyntaxProblem.EXTRA_TEXT),
                error("server = http://h «weight 0»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «weight 00»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «weight 257»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «weight -1»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «weight 1.5»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «weight»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «Weight 3»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = http://h «weight 3 4»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = 10.0.0.1 «weight 3»\n", SyntaxProblem.BAD_WEIGHT),
                error("server = «http://a:b@h» weight 3\n", SyntaxProblem.PASSWORD_IN_URI),
                error("server = http://h «wait 3»\n", SyntaxProblem.EXTRA_TEXT),
                error("local = 10.0.0.0«:80»/255.0.0.0\n", SyntaxProblem.PORTS_ON_LOCAL),
                error("reaches = 10.0.0.0:«0»/255.0.0.0\n", SyntaxProblem.BAD_PORT),
                error("reaches = 10.0.0.0:«65536»/255.0.0.0\n", SyntaxProblem.BAD_PORT),
                error("reaches = 10.0.0.0«:80-»/255.0.0.0\n", SyntaxProblem.BAD_PORT),
                error("reaches = 10.0.0.0«:-80»/255.0.0.0\n", SyntaxProblem.BAD_PORT),
                error("reaches = 10.0.0.0«:»/255.0.0.0\n", SyntaxProblem.BAD_PORT),
                error("server_port = «99999»\n", SyntaxProblem.BAD_PORT),
                error("server_port = «socks»\n", SyntaxProblem.BAD_PORT),
                error("reaches = 10.0.0.0«:90-80»/255.0.0.0\n", SyntaxProblem.REVERSED_PORTS),
                error("server_port = 80«x»\n", SyntaxProblem.BAD_NUMBER),
                error("server_type = 5«;»\n", SyntaxProblem.BAD_NUMBER),
                error("server_type = «6»\n", SyntaxProblem.BAD_SERVER_TYPE),
                error("server_type = «socks5»\n", SyntaxProblem.BAD_SERVER_TYPE),
                error("fallback = «true»\n", SyntaxProblem.BAD_FALLBACK),
                error("server = 10.0.0.1«:1080»\n", SyntaxProblem.SERVER_WITH_PORT),
                error("server = [2001:db8::1]«:1080»\n", SyntaxProblem.SERVER_WITH_PORT),
                error("server = «ftp://10.0.0.1:8080»\n", SyntaxProblem.BAD_SERVER),
                error("server = «socks5h://10.0.0.1»\n", SyntaxProblem.BAD_SERVER),
                error("server = «socks5://10.0.0.1:99999»\n", SyntaxProblem.BAD_SERVER),
                error("server = «socks5://joe:tulip@10.0.0.1»\n", SyntaxProblem.PASSWORD_IN_URI),
                error("server = «gate/way»\n", SyntaxProblem.BAD_SERVER),
                error("server = «[10.0.0.1]»\n", SyntaxProblem.BAD_SERVER),
                warning("default_user = «\"joe\"»\n", SyntaxProblem.QUOTED_VALUE),
                error("server = «'10.0.0.1'»\n", SyntaxProblem.QUOTED_VALUE),
                error("local = «\"10.0.0.0/8\"»\n", SyntaxProblem.QUOTED_VALUE),
                error("server_port = 1080 «＃»port\n", SyntaxProblem.LOOKALIKE_CHARACTER),
                error("server «＝» 10.0.0.1\n", SyntaxProblem.LOOKALIKE_CHARACTER),
                error("server«\u00a0»= 10.0.0.1\n", SyntaxProblem.LOOKALIKE_CHARACTER),
                warning("«＃» 注释\n", SyntaxProblem.LOOKALIKE_CHARACTER),
                error("server = «${PROXY}»\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                error("local = «<%= @net %>»\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                error("«{{ extra }}»\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                warning("default_pass = «${PASS}»\n", SyntaxProblem.TEMPLATE_PLACEHOLDER),
                error("«<<<<<<< HEAD»\n", SyntaxProblem.MERGE_CONFLICT),
                error("«=======»\n", SyntaxProblem.MERGE_CONFLICT),
                error("server = h«\u0001»\n", SyntaxProblem.CONTROL_CHARACTER),
                warning("# «\u001b»[2J\n", SyntaxProblem.CONTROL_CHARACTER),
                warning("# «\u202e»x\n", SyntaxProblem.CONTROL_CHARACTER),
                warning(LONG + "«\n»", SyntaxProblem.LONG_LINE),
                warning("«\uFEFF»server = h\n", SyntaxProblem.BYTE_ORDER_MARK),
                warning("server = h«\r\n»server_type = 5\r\n", SyntaxProblem.CRLF_LINE_END),
                warning("server = h«\r»server_type = 5\r", SyntaxProblem.CR_LINE_END),
                warning("server_port = 1080«»", SyntaxProblem.NO_FINAL_LINE_END),
                error("«TorAddress» 127.0.0.1\nTorPort 9050\n", SyntaxProblem.TORSOCKS_2_FILE),
                error("«route» {\nfrom: 0.0.0.0/0 to: 0.0.0.0/0\n", SyntaxProblem.DANTE_FILE),
                error("«Host» gate\nDynamicForward 1080\n", SyntaxProblem.SSH_FILE),
                error("«strict_chain»\n[ProxyList]\n", SyntaxProblem.PROXYCHAINS_FILE),
                error("path {\n«subnet» = a\n}\n", SyntaxProblem.TNAT64_FILE),
                warning("«tordns_enable» = true\n", SyntaxProblem.TORSOCKS_1_STATEMENT));
    }

    private static Mistake error(String marked, SyntaxProblem kind) {
        return new Mistake(marked, kind, Severity.ERROR);
    }

    private static Mistake warning(String marked, SyntaxProblem kind) {
        return new Mistake(marked, kind, Severity.WARNING);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsReportedOnceAndInItsPlace(Mistake mistake) {
        ConfFile file = ConfParser.parseText("test.conf", mistake.text());

        assertThat(file.problems())
                .extracting(Problem::kind, Problem::severity, Problem::span)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                mistake.kind(), mistake.severity(), mistake.span()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aLineWithAnErrorGivesNoStatement(Mistake mistake) {
        ConfFile file = ConfParser.parseText("test.conf", mistake.text());
        // the opening of a path stands, whatever becomes of its end
        if (mistake.severity() != Severity.ERROR
                || mistake.kind() == SyntaxProblem.UNCLOSED_PATH
                || mistake.marked().equals(PIN_OF_NOTHING)) {
            return;
        }
        int line = file.lineAt(mistake.span().start());

        assertThat(file.statements())
                .filteredOn(
                        statement ->
                                !(statement instanceof Statement.PathOpening path)
                                        || path.isWellFormed(file.text()))
                .noneMatch(statement -> file.lineAt(statement.start()) == line);
    }

    /// Without it any certificate that an authority has signed would do.
    @Test
    void thePinOfNothingStillKeepsEveryServerOut() {
        assertThat(
                        ConfParser.parseText(
                                        "t",
                                        error(PIN_OF_NOTHING, SyntaxProblem.BAD_TLS_PIN).text())
                                .statements())
                .singleElement()
                .isInstanceOfSatisfying(
                        Statement.TlsPin.class,
                        line -> assertThat(line.pin().isOfNothing()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMessageIsOneSentenceWithoutAStop(Mistake mistake) {
        for (Problem problem : ConfParser.parseText("t", mistake.text()).problems()) {
            assertThat(problem.message()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
        }
    }

    @Test
    void everyKindHasARow() {
        Set<SyntaxProblem> tested = mistakes().map(Mistake::kind).collect(Collectors.toSet());
        // these two need bytes, see ConfParserTest
        assertThat(EnumSet.complementOf(EnumSet.copyOf(tested)))
                .containsExactly(SyntaxProblem.NOT_UTF_8, SyntaxProblem.UTF_16);
    }

    @Test
    void noTwoKindsShareAnId() {
        assertThat(List.of(SyntaxProblem.values()))
                .extracting(SyntaxProblem::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("TS1\\d\\d"));
    }
}
