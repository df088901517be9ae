package io.tsocks.convert;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.fuzz.Claim;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whatever the file of another program is: nothing is thrown; the result is a tsocks.conf without
/// errors, or a remark says what keeps tsocks from starting with it; a remark says that there is a
/// password; a second reading gives the same.
public final class ConvertFuzz {

    private ConvertFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes the format, and then the file
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        SourceFormat[] formats = SourceFormat.values();
        SourceFormat format = formats[Byte.toUnsignedInt(bytes[0]) % formats.length];
        String text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        Conversion conversion = format.convert(text, Optional.empty());
        check(conversion);
        Claim.equal(conversion, format.convert(text, Optional.empty()), "the second reading");
    }

    private static void check(Conversion conversion) {
        ConfFile file = ConfParser.parseText("", conversion.text());
        List<Problem> errors =
                Stream.concat(
                                file.problems().stream(),
                                PolicyCompiler.compile(file).problems().stream())
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .toList();
        Claim.holds(
                errors.isEmpty() || !conversion.isWhole(),
                () -> "an error that no remark is about: " + errors);
        Claim.holds(
                conversion.holdsSecret()
                        || file.statements().stream()
                                .noneMatch(Statement.DefaultPass.class::isInstance),
                () -> "no remark says that there is a password");
    }
}
