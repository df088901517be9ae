package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses of a name server's answer count: those that resolvers take.
class AnsweredAddressesTest {

    private static final String ADDRESS = "192.0.2.9";

    /// The name of the question of these tests, `web.example`, and `alias.example`.
    private static final String ASKED = "c00c";

    private static final String ALIAS = "05616c69617300";
    private static final String OF_ALIAS = "05616c69617300";

    private static final DnsQuestion QUESTION = Messages.question("web.example", DnsQuestion.A);

    private static String a(String owner) {
        return owner + "0001" + "0001" + "0000003c" + "0004" + "c0000209";
    }

    private static String cname(String owner, String target) {
        int length = target.length() / 2;
        return owner + "0005" + "0001" + "0000003c" + "%04x".formatted(length) + target;
    }

    private static byte[] answer(String... records) {
        byte[] empty = DnsAnswer.nothing(Messages.question("Web.Example", DnsQuestion.A));
        byte[] all =
                HexFormat.of()
                        .parseHex(
                                HexFormat.of().formatHex(Arrays.copyOf(empty, QUESTION.end()))
                                        + String.join("", records));
        all[7] = (byte) records.length;
        all[11] = 0;
        return all;
    }

    private static List<InetAddress> in(byte[] answer) {
        return AnsweredAddresses.in(answer, QUESTION);
    }

    private static void assertTaken(byte[] answer) {
        assertThat(in(answer)).containsExactly(InetAddress.ofLiteral(ADDRESS));
    }

    @Test
    void theAddressesOfTheAskedNameCount() {
        assertTaken(answer(a(ASKED)));
        assertTaken(answer(a("0357454207" + "4558414d504c45" + "00")));
    }

    @Test
    void anAliasLeadsToAddresses() {
        assertTaken(answer(cname(ASKED, ALIAS), a(OF_ALIAS)));
        assertTaken(answer(a(OF_ALIAS), cname(ASKED, ALIAS)));
    }

    @Test
    void addressesOfOtherNamesDoNotCount() {
        assertThat(in(answer(a(OF_ALIAS)))).isEmpty();
        assertThat(in(answer(cname(OF_ALIAS, ASKED), a(OF_ALIAS)))).isEmpty();
    }

    @Test
    void anAliasOfItselfLeadsNowhere() {
        assertThat(in(answer(cname(ASKED, ASKED), a(ASKED)))).isEmpty();
        assertThat(in(answer(cname(ASKED, ALIAS), cname(OF_ALIAS, ASKED), a(ASKED)))).isEmpty();
    }

    @Test
    void aPointerToItselfEndsTheAnswer() {
        int at = QUESTION.end();
        String itself = "c0%02x".formatted(at);
        assertThat(in(answer(a(itself)))).isEmpty();
    }

    /// The place of a byte in the answer, and what is put there.
    @ParameterizedTest
    @CsvSource({
        "0, 99, another identifier",
        "2, 01, a question",
        "2, a0, another kind of query",
        "3, 83, NXDOMAIN",
        "3, 82, SERVFAIL",
        "5, 00, no question",
        "13, 78, another name in the question",
        "26, 1c, another type in the question",
        "28, 03, another class in the question",
        "34, 03, another class of the record",
        "32, 1c, another type of the record",
    })
    void whatIsNoAnswerToTheQuestionDoesNotCount(int at, String value, String what) {
        byte[] answer = answer(a(ASKED));
        answer[at] = (byte) HexFormat.fromHexDigits(value);
        assertThat(in(answer)).as(what).isEmpty();
    }

    @Test
    void addressesOfTheOtherFamilyDoNotCount() {
        String ip6 = ASKED + "001c" + "0001" + "0000003c" + "0010" + "20010db8" + "0".repeat(24);
        assertThat(in(answer(ip6))).isEmpty();
        DnsQuestion question = Messages.question("web.example", DnsQuestion.AAAA);
        List<Address> addresses = List.of(Address.parse("2001:db8::1").orElseThrow());
        assertThat(AnsweredAddresses.in(DnsAnswer.addresses(question, addresses), question))
                .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
    }

    @Test
    void anAnswerThatEndsEarlyHasTheAddressesBefore() {
        byte[] answer = answer(a(ASKED), a(ASKED));
        int record = (answer.length - QUESTION.end()) / 2;
        for (int length = 0; length <= answer.length; length++) {
            assertThat(in(Arrays.copyOf(answer, length)))
                    .hasSize(Math.max(0, (length - QUESTION.end()) / record));
        }
    }
}
