package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.protocol.Encapsulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProtectedStreamsTest {

    private final Encapsulation encapsulation = Encapsulations.marking();

    @Test
    void whatIsSkippedIsPlainText() throws Exception {
        ProtectedInput in = in(written());
        in.skipNBytes(5);
        assertThat(in.readAllBytes()).asString().isEqualTo("56789abcdefghij");
    }

    @Test
    void whatIsAvailableIsPlainText() throws Exception {
        ProtectedInput in = in(written());
        assertThat(in.available()).isZero();
        assertThat(in.read()).isEqualTo('0');
        assertThat(in.available()).isEqualTo(9);
        assertThat(in.skip(20)).isEqualTo(19);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void anEndWithinAMessageIsNoEnd() throws Exception {
        byte[] all = written();
        ProtectedInput in = in(Arrays.copyOf(all, all.length - 1));
        assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (ProtectedOutput out = new ProtectedOutput(wire, encapsulation)) {
            out.write("0123456789".getBytes(StandardCharsets.US_ASCII));
            out.write("abcdefghij".getBytes(StandardCharsets.US_ASCII));
        }
        return wire.toByteArray();
    }

    private ProtectedInput in(byte[] wire) {
        return new ProtectedInput(
                new ByteArrayInputStream(wire), encapsulation, new Socket(), () -> 0);
    }
}
