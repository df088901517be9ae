package io.tsocks.service;

import io.tsocks.net.FileTrouble;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.ConfReader;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The policy that a command takes.
final class PolicyArgument {

    private PolicyArgument() {}

    static PositionalParamSpec spec() {
        return PositionalParamSpec.builder()
                .type(String.class)
                .arity("1")
                .paramLabel("FILE")
                .description("A policy, or - for standard input.")
                .build();
    }

    /// Its bytes.
    ///
    /// @throws UsageException if it cannot be read
    static byte[] read(ParseResult arguments, CommandContext context) throws UsageException {
        String name = arguments.matchedPositionalValue(0, "");
        try {
            return name.equals(ConfReader.STDIN)
                    ? context.in().readAllBytes()
                    : Files.readAllBytes(Path.of(name));
        } catch (IOException e) {
            throw new UsageException("cannot read " + name + ": " + FileTrouble.reason(e));
        }
    }
}
