package io.tsocks.sources;

import io.tsocks.client.PasswordFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A policy on a web server. It is asked with the entity tag of the version that is known (RFC
/// 9110, section 13.1.2), and may keep the answer back until there is another (`Prefer: wait`, RFC
/// 7240, section 4.3). A server that answers at once is asked again after a pause.
final class BundleSource implements PolicySource {

    /// How much longer than the wait that was asked for an answer may take.
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// The pause between questions to a server that does not wait.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// How often a text and its signature are fetched until they belong together.
    private static final int TRIES = 3;

    private final SourceAddress address;
    private final WebCalls calls;
    private final Optional<SignatureCheck> signature;

    BundleSource(SourceAddress address) throws IOException {
        this.address = address;
        Optional<String> key = address.setting(SourceAddress.Setting.KEY);
        this.signature =
                key.isPresent()
                        ? Optional.of(SignatureCheck.with(Path.of(key.get())))
                        : Optional.empty();
        this.calls = WebCalls.to(address);
    }

    @Override
    public Optional<PolicyCopy> next(Optional<String> known, Duration patience)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Optional<PolicyCopy> copy = ask(known, rest);
            long left = end - System.nanoTime();
            if (copy.isPresent() || left <= 0) {
                return copy;
            }
            Thread.sleep(Math.min(PAUSE.toMillis(), left / 1_000_000 + 1));
        }
    }

    private Optional<PolicyCopy> ask(Optional<String> known, Duration wait)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request("");
        known.ifPresent(tag -> request.header("If-None-Match", tag));
        if (known.isPresent() && wait.toSeconds() > 0) {
            request.header("Prefer", "wait=" + wait.toSeconds());
        }
        WebCalls.Answer answer = calls.send(request.GET().build(), wait.plus(GRACE));
        if (answer.status() == 304 && known.isPresent()) {
            return Optional.empty();
        }
        PolicyCopy copy = copy(answer);
        return known.equals(Optional.of(copy.tag())) ? Optional.empty() : Optional.of(copy);
    }

    /// The text with a signature that belongs to it: between the two requests the server may have
    /// got another text.
    private PolicyCopy copy(WebCalls.Answer first) throws IOException, InterruptedException {
        WebCalls.Answer text = first;
        for (int i = 1; ; i++) {
            require200(text, "");
            if (signature.isEmpty()) {
                break;
            }
            WebCalls.Answer signed = calls.send(request(".sig").GET().build(), GRACE);
            require200(signed, ".sig");
            try {
                signature.get().check(text.body(), signed.body());
                break;
            } catch (IOException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
            text = calls.send(request("").GET().build(), GRACE);
        }
        byte[] body = text.body();
        return new PolicyCopy(body, text.header("ETag").orElseGet(() -> tag(body)));
    }

    private static String tag(byte[] text) {
        return "\"" + Digests.sha256(text) + "\"";
    }

    private static void require200(WebCalls.Answer answer, String suffix) throws IOException {
        if (answer.status() != 200) {
            throw new IOException(
                    (suffix.isEmpty() ? "" : "for the signature, the path with .sig at its end, ")
                            + "the server answers "
                            + answer.status()
                            + switch (answer.status()) {
                                case 401, 403 -> ": it wants another token or certificate";
                                case 404 -> ": there is no such policy";
                                default -> "";
                            });
        }
    }

    private HttpRequest.Builder request(String suffix) throws IOException {
        int query = address.path().indexOf('?');
        String path = query < 0 ? address.path() : address.path().substring(0, query);
        String rest = query < 0 ? "" : address.path().substring(query);
        URI uri =
                URI.create(
                        address.kind().webScheme()
                                + "://"
                                + address.hosts().getFirst()
                                + path
                                + suffix
                                + rest);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Accept", "text/plain, */*");
        Optional<String> token = address.setting(SourceAddress.Setting.TOKEN_FILE);
        if (token.isPresent()) {
            request.header("Authorization", "Bearer " + PasswordFiles.read(token.get()).reveal());
        }
        return request;
    }

    /// A web server keeps no reports.
    @Override
    public void report(NodeReport report) {}

    @Override
    public void close() {
        calls.close();
    }
}
