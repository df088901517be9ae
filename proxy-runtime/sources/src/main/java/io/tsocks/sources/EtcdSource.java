package io.tsocks.sources;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A policy under a key of etcd.
///
/// A watch ends in many ways: the member stops, loses its leader or is cut off, the watched
/// revision is compacted, the token expires. So a watch that says nothing proves nothing: each one
/// ends after a while, and the key is read from the majority before the next one begins. What a
/// watch does say is taken at once. With a signature it is read again, together with that.
final class EtcdSource implements PolicySource {

    /// The longest watch of a mirror.
    private static final Duration WATCH = Duration.ofSeconds(20);

    /// How long etcd keeps the report of a node that is silent.
    private static final Duration REMEMBERED = Duration.ofSeconds(90);

    /// How etcd calls an event that gives the key a value; it leaves the word out.
    private static final String PUT = "PUT";

    private final SourceAddress address;
    private final Duration longestWatch;
    private final EtcdCalls calls;
    private final Optional<SignatureCheck> signature;
    private Optional<String> lease = Optional.empty();

    EtcdSource(SourceAddress address) throws IOException {
        this(address, WATCH);
    }

    /// @param longestWatch how long a watch lasts; then the key is read, even if nothing was heard
    EtcdSource(SourceAddress address, Duration longestWatch) throws IOException {
        this.address = address;
        this.longestWatch = longestWatch;
        Optional<String> key = address.setting(SourceAddress.Setting.KEY);
        this.signature =
                key.isPresent()
                        ? Optional.of(SignatureCheck.with(Path.of(key.get())))
                        : Optional.empty();
        this.calls = new EtcdCalls(address);
    }

    @Override
    public Optional<PolicyCopy> next(Optional<String> known, Duration patience)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Read read = read();
            if (!known.equals(Optional.of(read.copy().tag()))) {
                return Optional.of(read.copy());
            }
            Duration rest = Duration.ofNanos(end - System.nanoTime());
            if (!rest.isPositive()) {
                return Optional.empty();
            }
            Optional<PolicyCopy> put =
                    watch(
                            read.revision() + 1,
                            rest.compareTo(longestWatch) < 0 ? rest : longestWatch);
            if (put.isPresent()) {
                return put;
            }
        }
    }

    /// What is under the key.
    ///
    /// @param revision of the whole of etcd at that time
    private record Read(PolicyCopy copy, long revision) {}

    /// Reads the policy and its signature at the same revision.
    private Read read() throws IOException, InterruptedException {
        JsonTree answer =
                calls.call(
                        "kv/txn",
                        json -> {
                            json.writeArrayFieldStart("success");
                            range(json, address.path());
                            range(json, address.path() + ".sig");
                            json.writeEndArray();
                        });
        List<JsonTree> responses =
                answer.field("responses").map(JsonTree::elements).orElse(List.of());
        Optional<JsonTree> text = responses.stream().findFirst().flatMap(EtcdSource::firstValue);
        if (text.isEmpty()) {
            throw new IOException("etcd has nothing under the key " + address.path());
        }
        byte[] bytes = value(text.get());
        if (signature.isPresent()) {
            byte[] signed =
                    responses.stream()
                            .skip(1)
                            .findFirst()
                            .flatMap(EtcdSource::firstValue)
                            .map(EtcdSource::value)
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "etcd has no signature under the key "
                                                            + address.path()
                                                            + ".sig"));
            signature.get().check(bytes, signed);
        }
        return new Read(copy(text.get()), revision(answer));
    }

    private static void range(JsonGenerator json, String key) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("request_range");
        json.writeStringField("key", base64(key));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Optional<JsonTree> firstValue(JsonTree response) {
        return response.field("response_range")
                .flatMap(range -> range.field("kvs"))
                .flatMap(list -> list.elements().stream().findFirst());
    }

    private static byte[] value(JsonTree entry) {
        return Base64.getDecoder().decode(entry.text("value").orElse(""));
    }

    private static long revision(JsonTree answer) throws IOException {
        String text = answer.field("header").flatMap(header -> header.text("revision")).orElse("");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("etcd answers without a revision", e);
        }
    }

    /// Waits until something happens to the key, the watch breaks, or it has lasted for long
    /// enough.
    ///
    /// @return what was put under the key, which the majority has accepted; empty if the key has to
    ///     be read, because nothing was put, or the signature is under another key
    private Optional<PolicyCopy> watch(long from, Duration longest)
            throws IOException, InterruptedException {
        InputStream body =
                calls.stream(
                        "watch",
                        json -> {
                            json.writeObjectFieldStart("create_request");
                            json.writeStringField("key", base64(address.path()));
                            json.writeStringField("start_revision", Long.toString(from));
                            json.writeEndObject();
                        });
        try {
            Optional<PolicyCopy> put =
                    WebCalls.read(body, longest, EtcdSource::happening)
                            .flatMap(EtcdSource::lastPut);
            return signature.isEmpty() ? put : Optional.empty();
        } catch (IOException e) {
            // the key is read next, which tells more
            return Optional.empty();
        }
    }

    /// The first message that says more than that the watch was created; empty if it ends before.
    private static Optional<JsonTree> happening(InputStream body) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonTree message = JsonTree.read(line.getBytes(StandardCharsets.UTF_8));
            Optional<JsonTree> result = message.field("result");
            boolean isMoreThanCreated =
                    result.isEmpty()
                            || result.get().field("events").isPresent()
                            || result.get().field("canceled").isPresent();
            if (isMoreThanCreated) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /// What was put last; empty if the key was deleted after it.
    private static Optional<PolicyCopy> lastPut(JsonTree message) {
        return message
                .field("result")
                .flatMap(result -> result.field("events"))
                .map(JsonTree::elements)
                .orElse(List.of())
                .stream()
                .reduce((earlier, later) -> later)
                .filter(event -> event.text("type").orElse(PUT).equals(PUT))
                .flatMap(event -> event.field("kv"))
                .map(EtcdSource::copy);
    }

    private static PolicyCopy copy(JsonTree entry) {
        return new PolicyCopy(value(entry), entry.text("mod_revision").orElse("0"));
    }

    /// Puts the report under the key of the policy, `/nodes/` and the name of the node. It vanishes
    /// if the node is silent.
    @Override
    public void report(NodeReport report) throws IOException, InterruptedException {
        String text =
                EtcdCalls.json(
                        json -> {
                            json.writeStringField("node", node());
                            if (report.version().isPresent()) {
                                json.writeStringField("version", report.version().get());
                            }
                            json.writeStringField("since", report.since().toString());
                            if (report.error().isPresent()) {
                                json.writeStringField("error", report.error().get());
                            }
                        });
        try {
            put(text, lease());
        } catch (IOException e) {
            lease = Optional.empty();
            put(text, lease());
        }
    }

    private void put(String text, String under) throws IOException, InterruptedException {
        calls.call(
                "kv/put",
                json -> {
                    json.writeStringField("key", base64(address.path() + "/nodes/" + node()));
                    json.writeStringField("value", base64(text));
                    json.writeStringField("lease", under);
                });
    }

    /// A lease that begins anew: the one that this node has, or another one if it has ended.
    private String lease() throws IOException, InterruptedException {
        if (lease.isPresent() && isKeptAlive(lease.get())) {
            return lease.get();
        }
        JsonTree granted =
                calls.call(
                        "lease/grant",
                        json ->
                                json.writeStringField(
                                        "TTL", Long.toString(REMEMBERED.toSeconds())));
        String id = granted.text("ID").orElseThrow(() -> new IOException("etcd grants no lease"));
        lease = Optional.of(id);
        return id;
    }

    private boolean isKeptAlive(String id) throws IOException, InterruptedException {
        return calls.call("lease/keepalive", json -> json.writeStringField("ID", id))
                .field("result")
                .flatMap(result -> result.text("TTL"))
                .filter(seconds -> !seconds.equals("0"))
                .isPresent();
    }

    private String node() {
        return address.setting(SourceAddress.Setting.NODE).orElseGet(EtcdSource::hostName);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        calls.close();
    }
}
