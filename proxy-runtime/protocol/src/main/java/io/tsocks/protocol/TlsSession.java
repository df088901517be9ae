package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// One TLS session, TLS 1.2 or 1.3, by an engine of the JDK. It has buffers only while there are
/// bytes in them.
public final class TlsSession implements Tls {

    /// With so much unsent, no more data is encrypted.
    private static final int ENOUGH = 64 * 1024;

    /// The most records in a row, once the session is open, that bring no data: tickets, new keys,
    /// warnings. BoringSSL has the same limit for each kind.
    private static final int MOST_WITHOUT_DATA = 32;

    /// The most records of a handshake; usual ones have less than twenty.
    private static final int MOST_OF_HANDSHAKE = 1_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String TLS_1_3 = "TLSv1.3";

    private final SSLEngine engine;

    /// The most bytes that are received before they are decrypted.
    private final int mostReceived;

    /// Bytes of the peer's that are not decrypted yet, in writing mode.
    private ByteBuffer received = NOTHING;

    /// Room for what the engine decrypts at a time.
    private int mostDecrypted;

    private ByteBuffer plaintext = NOTHING;
    private ByteBuffer output = NOTHING;
    private @Nullable EngineTask task;
    private @Nullable TlsFailure failure;

    /// How many records in a row have brought no data.
    private int withoutData;

    /// Whether the engine can do nothing more with what was received.
    private boolean starved;

    private boolean recognised;
    private boolean opened;
    private boolean inputEnded;
    private boolean outputClosed;

    /// @param engine with its role and its parameters, not yet used
    public TlsSession(SSLEngine engine) {
        this.engine = engine;
        mostReceived = engine.getSession().getPacketBufferSize();
        mostDecrypted = engine.getSession().getApplicationBufferSize();
        recognised = !engine.getUseClientMode();
        try {
            engine.beginHandshake();
        } catch (SSLException e) {
            fail(TlsExceptions.failure(e));
        }
        advance();
    }

    /// What was agreed on: version, cipher, certificates. Of use once the session is open.
    public SSLSession agreed() {
        return engine.getSession();
    }

    @Override
    public TlsState state() {
        advance();
        TlsFailure failed = failure;
        if (failed != null) {
            return new TlsState.Failed(failed);
        }
        if (engine.isInboundDone()) {
            return outputClosed
                    ? new TlsState.Closed()
                    : new TlsState.HalfClosed(TlsState.Side.PEER);
        }
        if (outputClosed) {
            return new TlsState.HalfClosed(TlsState.Side.HERE);
        }
        return opened ? new TlsState.Open() : new TlsState.Handshaking();
    }

    @Override
    public ByteBuffer output() {
        advance();
        if (!output.hasRemaining()) {
            output = NOTHING;
        }
        return output;
    }

    @Override
    public ByteBuffer plaintext() {
        advance();
        return plaintext;
    }

    @Override
    public int needed() {
        advance();
        boolean wantsMore =
                failure == null
                        && !plaintext.hasRemaining()
                        && !inputEnded
                        && !engine.isInboundDone()
                        && task == null;
        return wantsMore ? mostReceived - received.position() : 0;
    }

    @Override
    public void receive(ByteBuffer in) {
        int count = Math.min(in.remaining(), needed());
        if (count == 0) {
            return;
        }
        if (received.capacity() == 0) {
            received = ByteBuffer.allocate(mostReceived);
        }
        received.put(in.slice(in.position(), count));
        in.position(in.position() + count);
        starved = false;
        if (!recognised) {
            recognise();
        }
        advance();
    }

    /// Finds out from the first byte whether the server speaks TLS at all. The engine would wait
    /// for more bytes than the reply of a SOCKS server has.
    private void recognise() {
        recognised = true;
        String other = TlsExceptions.otherProtocol(received.duplicate().flip());
        if (!other.isEmpty()) {
            fail(new TlsFailure.NotTls(other));
        }
    }

    @Override
    public void endOfInput() {
        inputEnded = true;
        advance();
    }

    @Override
    public void send(ByteBuffer data) {
        advance();
        boolean moved = true;
        while (moved && mayWrite() && data.hasRemaining() && output.remaining() < ENOUGH) {
            try {
                moved = wrap(data);
            } catch (SSLException e) {
                fail(TlsExceptions.failure(e));
            }
        }
    }

    private boolean mayWrite() {
        return failure == null && opened && !outputClosed && task == null;
    }

    @Override
    public void closeOutput() {
        if (!outputClosed && failure == null) {
            outputClosed = true;
            engine.closeOutbound();
            advance();
        }
    }

    @Override
    public Optional<Runnable> task() {
        advance();
        return Optional.ofNullable(task);
    }

    /// Goes on until bytes, a reader or a task are waited for.
    private void advance() {
        boolean moved = true;
        while (moved && failure == null && !awaitsTask()) {
            try {
                moved = step();
            } catch (SSLException e) {
                fail(TlsExceptions.failure(e));
            }
        }
    }

    private boolean awaitsTask() {
        EngineTask current = task;
        if (current != null && current.isDone()) {
            task = null;
        }
        return task != null;
    }

    private boolean step() throws SSLException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                task = new EngineTask(engine);
                yield false;
            }
            case NEED_WRAP -> answer();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap();
        };
    }

    /// Sends what TLS itself has to say, or learns why a task failed.
    private boolean answer() throws SSLException {
        if (!opened || outputClosed) {
            return wrap(NOTHING);
        }
        if (TLS_1_3.equals(engine.getSession().getProtocol())) {
            // After the peer's end, the engine asks for more for ever.
            return !engine.isInboundDone() && wrap(NOTHING);
        }
        if (!engine.isInboundDone()) {
            fail(new TlsFailure.Malformed("the peer asks for a new handshake (renegotiation)"));
            return false;
        }
        outputClosed = true;
        engine.closeOutbound();
        return wrap(NOTHING);
    }

    private boolean wrap(ByteBuffer data) throws SSLException {
        reserve(engine.getSession().getPacketBufferSize());
        output.compact();
        SSLEngineResult result;
        try {
            result = engine.wrap(data, output);
        } finally {
            output.flip();
        }
        note(result);
        return switch (result.getStatus()) {
            case OK, CLOSED -> result.bytesProduced() > 0;
            case BUFFER_OVERFLOW -> {
                reserve(2 * output.capacity());
                yield true;
            }
            case BUFFER_UNDERFLOW -> throw new IllegalStateException("nothing is read here");
        };
    }

    /// Makes room for so many bytes behind the unsent ones.
    private void reserve(int length) {
        if (output.capacity() - output.remaining() < length) {
            int room = Math.max(output.remaining() + length, 2 * output.capacity());
            output = ByteBuffer.allocate(room).put(output).flip();
        }
    }

    private boolean unwrap() throws SSLException {
        if (plaintext.hasRemaining()) {
            return false;
        }
        if (starved || received.position() == 0 || engine.isInboundDone()) {
            plaintext = NOTHING;
            return end();
        }
        SSLEngineResult result = decrypt();
        note(result);
        if (isEndless(result)) {
            fail(
                    new TlsFailure.Malformed(
                            "the peer sends one message of TLS after another, and no data"));
            return false;
        }
        return switch (result.getStatus()) {
            case OK -> {
                starved = result.bytesConsumed() == 0 && isWaiting();
                yield true;
            }
            case CLOSED -> result.bytesConsumed() > 0;
            case BUFFER_UNDERFLOW -> {
                starved = true;
                yield true;
            }
            case BUFFER_OVERFLOW -> {
                mostDecrypted *= 2;
                yield true;
            }
        };
    }

    /// Whether the peer keeps this side busy with messages that it does not have to send.
    private boolean isEndless(SSLEngineResult result) {
        if (result.bytesProduced() > 0) {
            withoutData = 0;
        } else if (result.bytesConsumed() > 0) {
            withoutData++;
        }
        return withoutData > (opened ? MOST_WITHOUT_DATA : MOST_OF_HANDSHAKE);
    }

    private boolean isWaiting() {
        return switch (engine.getHandshakeStatus()) {
            case NEED_UNWRAP, NOT_HANDSHAKING, FINISHED -> true;
            case NEED_WRAP, NEED_TASK, NEED_UNWRAP_AGAIN -> false;
        };
    }

    private SSLEngineResult decrypt() throws SSLException {
        if (plaintext.capacity() < mostDecrypted) {
            plaintext = ByteBuffer.allocate(mostDecrypted);
        }
        received.flip();
        plaintext.clear();
        try {
            return engine.unwrap(received, plaintext);
        } finally {
            received.compact();
            plaintext.flip();
            if (received.position() == 0) {
                received = NOTHING;
            }
        }
    }

    /// Notices that the connection has ended too early, once nothing is left to decrypt.
    private boolean end() {
        if (inputEnded && !engine.isInboundDone()) {
            fail(opened ? new TlsFailure.Truncated() : new TlsFailure.Closed());
        }
        return false;
    }

    private void note(SSLEngineResult result) {
        if (!opened && result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            opened = true;
            withoutData = 0;
        }
    }

    /// Ends the session, and has the peer told why, if the engine has something to say.
    private void fail(TlsFailure why) {
        failure = why;
        try {
            boolean moved = true;
            while (moved && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                moved = wrap(NOTHING);
            }
        } catch (SSLException e) {
            // The reason is known already.
        }
    }
}
