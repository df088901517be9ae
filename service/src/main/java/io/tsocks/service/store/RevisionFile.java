package io.tsocks.service.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The file of a revision: one line of JSON with what is known of it, and then the text.
record RevisionFile(Revision revision, PolicyText text) {

    /// The line with what is known.
    ByteBuffer head() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", Long.toString(revision.number()));
        fields.put("sha256", revision.sha256());
        fields.put("length", Integer.toString(revision.length()));
        fields.put("when", revision.when().toString());
        fields.put("who", revision.origin().who());
        fields.put("why", revision.origin().why());
        fields.put("source", revision.origin().source().label());
        return ByteBuffer.wrap(new FlatJson(fields).line().getBytes(StandardCharsets.UTF_8));
    }

    /// Reads the bytes of such a file.
    ///
    /// @throws IOException if it is not one, or not whole
    static RevisionFile of(byte[] bytes) throws IOException {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            throw new IOException("it ends in its first line");
        }
        String head = new String(bytes, 0, end, StandardCharsets.UTF_8);
        Revision revision = revision(FlatJson.read(head));
        PolicyText text = PolicyText.of(Arrays.copyOfRange(bytes, end + 1, bytes.length));
        if (text.length() != revision.length() || !text.sha256().equals(revision.sha256())) {
            throw new IOException("its text is not the one that was written");
        }
        return new RevisionFile(revision, text);
    }

    private static Revision revision(FlatJson head) throws IOException {
        try {
            return new Revision(
                    Long.parseLong(head.get("number")),
                    head.get("sha256"),
                    Integer.parseInt(head.get("length")),
                    Instant.parse(head.get("when")),
                    new Revision.Origin(
                            head.get("who"), head.get("why"), source(head.get("source"))));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("its first line is damaged", e);
        }
    }

    private static Revision.Source source(String label) throws IOException {
        return Arrays.stream(Revision.Source.values())
                .filter(source -> source.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IOException("its source '" + label + "' is unknown"));
    }
}
