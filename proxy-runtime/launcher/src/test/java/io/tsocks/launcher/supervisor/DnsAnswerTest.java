package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read of questions and answers, and what is written into answers.
class DnsAnswerTest {

    private static final Address FAKE = Address.parse("198.18.0.1").orElseThrow();

    @Test
    void anAddressIsARecordOfTheAskedName() {
        DnsQuestion question = Messages.question("Web.Example", DnsQuestion.A);
        byte[] answer = DnsAnswer.addresses(question, List.of(FAKE));
        String hex = HexFormat.of().formatHex(answer);
        assertThat(question.name()).isEqualTo("web.example");
        assertThat(hex)
                .isEqualTo(
                        "12348180000100010000000103576562074578616d706c650000010001"
                                + "c00c00010001000000010004c6120001"
                                + "00002904d0000000000000");
        assertThat(AnsweredAddresses.in(answer, question))
                .containsExactly(InetAddress.ofLiteral("198.18.0.1"));
    }

    @Test
    void anAddressOfTheOtherFamilyIsNotGiven() {
        DnsQuestion question = Messages.question("web.example", DnsQuestion.AAAA);
        byte[] answer = DnsAnswer.addresses(question, List.of(FAKE));
        assertThat(answer).isEqualTo(DnsAnswer.nothing(question));
        assertThat(Messages.count(answer)).isZero();
        assertThat(Messages.code(answer)).isZero();
    }

    @Test
    void theNameOfAnAddressIsWrittenInLabels() {
        DnsQuestion question = Messages.question("1.0.18.198.in-addr.arpa", DnsQuestion.PTR);
        byte[] answer = DnsAnswer.name(question, "web.example");
        assertThat(HexFormat.of().formatHex(answer))
                .contains("c00c000c000100000001000d" + "03776562076578616d706c6500");
    }

    @Test
    void errorsHaveTheirCodes() {
        DnsQuestion question = Messages.question("web.example", DnsQuestion.A);
        assertThat(Messages.code(DnsAnswer.failure(question))).isEqualTo(2);
        assertThat(Messages.code(DnsAnswer.noSuchName(question))).isEqualTo(3);
        assertThat(Messages.code(DnsAnswer.notImplemented(question))).isEqualTo(4);
    }

    @Test
    void whatIsNoQuestionIsAnsweredByItsHeader() {
        byte[] two = Messages.bytes("web.example", 1);
        two[5] = 2;
        assertThat(DnsAnswer.malformed(two))
                .isEqualTo(HexFormat.of().parseHex("123481010000000000000000"));
        assertThat(DnsAnswer.malformed(new byte[11])).isEmpty();
        two[2] = (byte) 0x80;
        assertThat(DnsAnswer.malformed(two)).as("an answer").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.18.198.in-addr.arpa, 198.18.0.1",
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa, 2001:db8::1",
        "0.18.198.in-addr.arpa,",
        "256.0.18.198.in-addr.arpa,",
        "f.0.18.198.in-addr.arpa,",
        "web.example,",
    })
    void aReverseNameIsAnAddress(String name, String address) {
        assertThat(Messages.question(name, DnsQuestion.PTR).reverse())
                .isEqualTo(java.util.Optional.ofNullable(address).map(InetAddress::ofLiteral));
        assertThat(Messages.question(name, DnsQuestion.A).reverse()).isEmpty();
    }

    @Test
    void bytesThatNoHostNameHasAreQuestionMarks() {
        byte[] message = Messages.bytes("w.b", DnsQuestion.A);
        message[13] = '.';
        message[15] = ' ';
        assertThat(DnsQuestion.parse(message).orElseThrow().name()).isEqualTo("?.?");
    }
}
