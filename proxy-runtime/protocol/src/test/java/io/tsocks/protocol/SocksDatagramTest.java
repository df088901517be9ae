package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocksDatagramTest {

    static LongStream seeds() {
        return Seeds.first(50);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 000000010a01020300356869",
        "2001:db8::1, 0000000420010db800000000000000000000000100356869",
        "a.test, 0000000306612e7465737400356869",
    })
    void aDatagramIsWrittenAndRead(String host, String hex) {
        byte[] wire = HexFormat.of().parseHex(hex);
        SocksDatagram datagram =
                new SocksDatagram(
                        SocksAddress.of(host, 53), ByteBuffer.wrap(new byte[] {'h', 'i'}));
        assertThat(datagram.encode()).isEqualTo(ByteBuffer.wrap(wire));
        assertThat(SocksDatagram.decode(ByteBuffer.wrap(wire))).contains(datagram);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000000",
                "000001010a0102030035",
                "000100010a0102030035",
                "000000050a0102030035",
                "000000010a01020300",
                "0000000306612e7465",
            })
    void whatIsNoDatagramIsIgnored(String hex) {
        assertThat(SocksDatagram.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsReadIsWhatWasSent(long seed) {
        RandomGenerator random = Seeds.random(seed);
        byte[] wire = new byte[random.nextInt(300)];
        random.nextBytes(wire);
        System.arraycopy(
                new byte[] {0, 0, 0, (byte) (1 + random.nextInt(4))},
                0,
                wire,
                0,
                Math.min(4, wire.length));
        SocksDatagram.decode(ByteBuffer.wrap(wire))
                .ifPresent(
                        datagram ->
                                assertThat(SocksDatagram.decode(datagram.encode()))
                                        .as("seed %d", seed)
                                        .contains(datagram));
    }
}
