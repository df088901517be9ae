package io.tsocks.lint.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Makes JSON writers that escape characters that a terminal would obey. They leave the stream
/// open, because it belongs to the process.
public final class Json {

    /// Made once: a service writes thousands of answers a second.
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
                    .characterEscapes(new ObeyedEscapes())
                    .build();

    private Json() {}

    /// The factory of generators.
    public static JsonFactory factory() {
        return FACTORY;
    }

    /// A writer of one document that people may read, too, indented by two blanks.
    public static JsonGenerator to(PrintStream out) {
        var indenter = new DefaultIndenter("  ", "\n");
        try {
            return FACTORY.createGenerator(out)
                    .setPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(indenter)
                                    .withArrayIndenter(indenter));
        } catch (IOException e) {
            throw new UncheckedIOException("opening a generator writes nothing", e);
        }
    }

    /// Escapes the characters of [Printable#isObeyed], and also `#`: GitHub's runner obeys old
    /// commands, which start with `##[`, anywhere in a line.
    private static final class ObeyedEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['#'] = ESCAPE_STANDARD;
            codes[0x7f] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return Printable.isObeyed(c) ? new SerializedString(Printable.escape((char) c)) : null;
        }
    }
}
