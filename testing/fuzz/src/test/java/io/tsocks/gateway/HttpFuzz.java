package io.tsocks.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Beside a second reader of HTTP (Netty's), which may refuse more or less than ours:
///
/// - Where both read a request that a client sent, it ends at the same byte and has the same body.
/// - In what ours sends on, the second reader sees one request at most, with the body that ours
///   saw, and its length is said once. So no request is smuggled to a target behind another.
/// - A response that ours sends on is framed for the second reader as it is for ours.
public final class HttpFuzz {

    private static final int LONGEST = 1 << 20;

    private HttpFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes `q` and a request, or another byte and a response
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        boolean request = input.octet() == 'q';
        byte[] message = input.rest();
        try {
            if (request) {
                request(message);
            } else {
                response(message);
            }
        } catch (IOException e) {
            // Refused, as most inputs have to be.
        }
    }

    private static void request(byte[] message) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(message);
        HttpRequest request = HttpRequest.read(in);
        if (request.isConnect() || request.isUpgrade()) {
            return;
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(latin1(request.forwarded()));
        int head = sent.size();
        request.body().copy(in, sent);
        byte[] body =
                plain(request.body(), Arrays.copyOfRange(sent.toByteArray(), head, sent.size()));
        byte[] taken = Arrays.copyOf(message, message.length - in.available());
        checkOneRequest(sent.toByteArray(), body, "what is sent on");
        checkOneRequest(taken, body, "what was taken");
        checkLength(request);
    }

    /// RFC 9110, section 8.6, has a length that was said twice sent on once.
    private static void checkLength(HttpRequest request) {
        List<String> lines =
                request.forwarded()
                        .lines()
                        .filter(
                                line ->
                                        line.toLowerCase(Locale.ROOT)
                                                .matches("(content-length|transfer-encoding):.*"))
                        .toList();
        switch (request.body()) {
            case HttpBody.None _ -> Claim.equal(List.of(), lines, "framing");
            case HttpBody.Chunked _ -> Claim.equal(1, lines.size(), "fields of framing");
            case HttpBody.Length(long length) -> {
                Claim.equal(1, lines.size(), "fields of framing");
                String value = lines.getFirst().substring(lines.getFirst().indexOf(':') + 2);
                Claim.equal(length, Long.parseLong(value), "length");
            }
            case HttpBody.UntilEnd _ -> throw new AssertionError("a request ends by itself");
        }
    }

    private static void checkOneRequest(byte[] bytes, byte[] body, String what) {
        Seen seen = Seen.in(new HttpRequestDecoder(lenient()), bytes);
        if (seen.refused()) {
            return;
        }
        Claim.equal(1, seen.heads(), what + ": requests");
        Claim.equal(1, seen.ends(), what + ": ends of requests");
        Claim.equal(latin1(body), seen.body(), what + ": body");
    }

    private static void response(byte[] message) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(message);
        HttpResponse response = HttpResponse.read(in);
        if (response.status() < 200) {
            return;
        }
        HttpBody framing = HttpBody.ofResponse(response.fields(), response.status(), "GET");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(latin1(response.forwarded()));
        int head = sent.size();
        framing.copy(in, sent);
        byte[] body = plain(framing, Arrays.copyOfRange(sent.toByteArray(), head, sent.size()));
        Seen seen = Seen.in(new HttpResponseDecoder(lenient()), sent.toByteArray());
        if (seen.refused() || isOfManyCodings(response)) {
            return;
        }
        Claim.equal(1, seen.heads(), "responses");
        Claim.equal(1, seen.ends(), "ends of responses");
        Claim.equal(latin1(body), seen.body(), "body");
    }

    /// The second reader takes "chunked" for the framing wherever it stands among other codings.
    private static boolean isOfManyCodings(HttpResponse response) {
        List<String> codings = response.fields().elements("transfer-encoding");
        return !codings.isEmpty() && !codings.equals(List.of("chunked"));
    }

    private static HttpDecoderConfig lenient() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST)
                .setMaxHeaderSize(LONGEST)
                .setMaxChunkSize(LONGEST);
    }

    /// The body without the framing that [HttpBody#copy] writes.
    private static byte[] plain(HttpBody framing, byte[] copied) {
        if (!(framing instanceof HttpBody.Chunked)) {
            return copied;
        }
        String text = new String(copied, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text, at, end, 16);
            if (size == 0) {
                return body.toByteArray();
            }
            body.write(copied, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    /// What the second reader saw.
    private record Seen(boolean refused, int heads, int ends, String body) {

        static Seen in(HttpObjectDecoder decoder, byte[] bytes) {
            EmbeddedChannel channel = new EmbeddedChannel(decoder);
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            channel.finish();
            boolean refused = false;
            int heads = 0;
            int ends = 0;
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (HttpObject part = channel.readInbound();
                    part != null;
                    part = channel.readInbound()) {
                refused |= part.decoderResult().isFailure();
                heads += part instanceof HttpMessage ? 1 : 0;
                ends += part instanceof LastHttpContent ? 1 : 0;
                if (part instanceof HttpContent content) {
                    byte[] piece = new byte[content.content().readableBytes()];
                    content.content().readBytes(piece);
                    body.writeBytes(piece);
                    content.release();
                }
            }
            return new Seen(refused, heads, ends, body.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
