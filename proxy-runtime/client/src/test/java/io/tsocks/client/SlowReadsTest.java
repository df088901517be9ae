package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.protocol.TlsSession;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/// A server that sends one byte after another does not make a read last longer than its timeout.
class SlowReadsTest {

    private static final byte[] BEGIN_OF_RECORD = {22, 3, 3, 64, 0, 2, 0, 63, 0};
    private static final byte[] BEGIN_OF_MESSAGE = {1, 3, (byte) 0xff, (byte) 0xff, 0, 0, 0};

    /// A socket whose peer sends each byte when the timeout of its read is almost over.
    private static final class Dripping extends Socket {
        private final byte[] bytes;
        private int timeout;
        private int reads;

        Dripping(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void setSoTimeout(int millis) {
            timeout = millis;
        }

        @Override
        public int getSoTimeout() {
            return timeout;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
                    while (System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                    return reads < bytes.length ? bytes[reads++] & 0xff : -1;
                }

                @Override
                public int read(byte[] to, int offset, int length) {
                    int next = read();
                    if (next >= 0) {
                        to[offset] = (byte) next;
                    }
                    return next < 0 ? -1 : 1;
                }
            };
        }
    }

    private static TlsSession tls() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        return new TlsSession(engine);
    }

    @Test
    void aRecordOfTlsMayNotTakeLonger() throws Exception {
        Dripping carrier = new Dripping(BEGIN_OF_RECORD);
        try (TlsSocket socket = new TlsSocket(carrier, tls())) {
            socket.setSoTimeout(20);
            InputStream in = socket.getInputStream();
            assertThatThrownBy(() -> in.read(new byte[1]))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.getSoTimeout()).isEqualTo(20);
        }
    }

    @Test
    void aTimeoutThatWasSetBeforeCounts() throws Exception {
        Dripping carrier = new Dripping(BEGIN_OF_RECORD);
        carrier.setSoTimeout(20);
        try (TlsSocket socket = new TlsSocket(carrier, tls())) {
            InputStream in = socket.getInputStream();
            assertThatThrownBy(() -> in.read(new byte[1]))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void withoutATimeoutThereIsNoLimit() throws Exception {
        Dripping carrier = new Dripping(BEGIN_OF_RECORD);
        try (TlsSocket socket = new TlsSocket(carrier, tls())) {
            InputStream in = socket.getInputStream();
            assertThatThrownBy(() -> in.read(new byte[1])).isInstanceOf(TlsBrokenException.class);
            assertThat(carrier.reads).isEqualTo(BEGIN_OF_RECORD.length);
        }
    }

    @Test
    void aMessageOfGssapiMayNotTakeLonger() throws Exception {
        try (Dripping carrier = new Dripping(BEGIN_OF_MESSAGE);
                ProtectedInput in =
                        new ProtectedInput(
                                carrier.getInputStream(),
                                Encapsulations.marking(),
                                carrier,
                                () -> 20)) {
            assertThatThrownBy(() -> in.read(new byte[1]))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
