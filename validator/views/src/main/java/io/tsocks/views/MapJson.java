package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.lint.output.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// A map as JSON, for programs that draw it themselves: the explorer of the service does.
public final class MapJson {

    private MapJson() {}

    /// The map as one object.
    ///
    /// - `section`, the network, and `first`, its lowest address as a number
    /// - `blockLength`, the length of the prefix of each of its 65,536 blocks
    /// - `layers`: `name`, `details`, and the colours `light` and `dark`; `legend` has their
    ///   indices in the order in which people should read them
    /// - `runs`, in the order of the addresses: how many `blocks` have the same `layers`, the most
    ///   common one first
    /// - `names`, what is said of host names
    public static String of(Picture picture) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.factory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("title", picture.title());
            json.writeStringField("section", picture.section().toString());
            json.writeNumberField("first", Integer.toUnsignedLong(picture.section().first()));
            json.writeNumberField("blockLength", picture.section().block(0).length());
            writeLayers(json, picture);
            json.writeFieldName("legend");
            writeNumbers(json, picture.legend());
            json.writeArrayFieldStart("runs");
            for (BlockMap.Run run : picture.blocks().runs()) {
                json.writeStartObject();
                json.writeNumberField("blocks", run.last() - run.first() + 1);
                json.writeFieldName("layers");
                writeNumbers(json, run.labels());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeNames(json, picture);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a writer of strings fails at nothing", e);
        }
        return text.append('\n').toString();
    }

    private static void writeLayers(JsonGenerator json, Picture picture) throws IOException {
        json.writeArrayFieldStart("layers");
        for (Layer layer : picture.layers()) {
            json.writeStartObject();
            json.writeStringField("name", layer.name());
            json.writeArrayFieldStart("details");
            for (String detail : layer.details()) {
                json.writeString(detail);
            }
            json.writeEndArray();
            json.writeStringField("light", layer.paint().light());
            json.writeStringField("dark", layer.paint().dark());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNumbers(JsonGenerator json, Iterable<Integer> numbers)
            throws IOException {
        json.writeStartArray();
        for (int number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static void writeNames(JsonGenerator json, Picture picture) throws IOException {
        json.writeArrayFieldStart("names");
        for (NameRow row : picture.names().shown()) {
            json.writeStartObject();
            json.writeStringField("names", row.names());
            json.writeStringField("ports", row.ports());
            json.writeStringField("route", row.route());
            json.writeStringField("because", row.because());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
