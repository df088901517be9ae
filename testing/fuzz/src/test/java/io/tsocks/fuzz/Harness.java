package io.tsocks.fuzz;

import io.tsocks.convert.ConvertFuzz;
import io.tsocks.gateway.HttpFuzz;
import io.tsocks.launcher.supervisor.DnsFuzz;
import io.tsocks.lint.ConfFuzz;
import io.tsocks.lint.SuppressionFuzz;
import io.tsocks.linux.FilterFuzz;
import io.tsocks.linux.MessageFuzz;
import io.tsocks.protocol.HandshakeFuzz;
import io.tsocks.protocol.HttpConnectFuzz;
import io.tsocks.protocol.ServerHandshakeFuzz;
import io.tsocks.protocol.TlsFuzz;
import io.tsocks.testing.Project;
import io.tsocks.testserver.ServerFuzz;
import io.tsocks.views.LanguagesFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// All harnesses: what must hold, for which inputs. Each class says so.
enum Harness {
    CONF(ConfFuzz.class, 200),
    CONVERT(ConvertFuzz.class, 5_000),
    SUPPRESSION(SuppressionFuzz.class, 100),
    LANGUAGES(LanguagesFuzz.class, 5_000),
    HANDSHAKE(HandshakeFuzz.class, 20_000),
    SERVER_HANDSHAKE(ServerHandshakeFuzz.class, 20_000),
    SERVER(ServerFuzz.class, 10_000),
    DNS(DnsFuzz.class, 20_000),
    HTTP(HttpFuzz.class, 5_000),
    HTTP_CONNECT(HttpConnectFuzz.class, 10_000),
    MESSAGE(MessageFuzz.class, 20_000),
    FILTER(FilterFuzz.class, 20_000),
    TLS(TlsFuzz.class, 250);

    private final Class<?> target;
    private final int runs;

    /// @param runs how many inputs a build tries
    Harness(Class<?> target, int runs) {
        this.target = target;
        this.runs = runs;
    }

    /// Tries one input.
    ///
    /// @throws AssertionError if something does not hold
    void run(byte[] input) throws IOException {
        switch (this) {
            case CONF -> ConfFuzz.fuzzerTestOneInput(input);
            case CONVERT -> ConvertFuzz.fuzzerTestOneInput(input);
            case SUPPRESSION -> SuppressionFuzz.fuzzerTestOneInput(input);
            case LANGUAGES -> LanguagesFuzz.fuzzerTestOneInput(input);
            case HANDSHAKE -> HandshakeFuzz.fuzzerTestOneInput(input);
            case SERVER_HANDSHAKE -> ServerHandshakeFuzz.fuzzerTestOneInput(input);
            case SERVER -> ServerFuzz.fuzzerTestOneInput(input);
            case DNS -> DnsFuzz.fuzzerTestOneInput(input);
            case HTTP -> HttpFuzz.fuzzerTestOneInput(input);
            case HTTP_CONNECT -> HttpConnectFuzz.fuzzerTestOneInput(input);
            case MESSAGE -> MessageFuzz.fuzzerTestOneInput(input);
            case FILTER -> FilterFuzz.fuzzerTestOneInput(input);
            case TLS -> TlsFuzz.fuzzerTestOneInput(input);
        }
    }

    /// What the fuzzer calls.
    Class<?> target() {
        return target;
    }

    /// How many inputs a build tries.
    int runs() {
        return runs;
    }

    /// The folder of the inputs that it starts from, which is named after its class.
    Path corpus() {
        return Project.home()
                .resolve("testing/fuzz/src/test/resources/corpus")
                .resolve(target.getSimpleName());
    }

    /// The files of the corpus, by name.
    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }
}
