package io.tsocks.validator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/// Writers of JSON that leave the stream open, because it is the process's.
final class Json {

    private Json() {}

    static JsonGenerator to(PrintStream out) {
        JsonFactory factory =
                new JsonFactoryBuilder()
                        .configure(
                                com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET,
                                false)
                        .build();
        var indenter = new DefaultIndenter("  ", "\n");
        try {
            return factory.createGenerator(out)
                    .setPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(indenter)
                                    .withArrayIndenter(indenter));
        } catch (IOException e) {
            throw new UncheckedIOException("opening a generator writes nothing", e);
        }
    }
}
