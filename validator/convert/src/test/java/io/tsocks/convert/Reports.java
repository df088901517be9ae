package io.tsocks.convert;

import java.util.stream.Collectors;

/// Conversions as texts to be approved.
final class Reports {

    private Reports() {}

    static String of(Conversion conversion) {
        return conversion.text() + "---\n" + remarks(conversion);
    }

    static String remarks(Conversion conversion) {
        return conversion.remarks().stream()
                .map(
                        remark ->
                                "%d:%d: %s: %s%n    instead: %s%n"
                                        .formatted(
                                                remark.line(),
                                                remark.column(),
                                                remark.kind().label(),
                                                remark.what(),
                                                remark.instead()))
                .collect(Collectors.joining());
    }
}
