package io.tsocks.launcher.inspect;

import java.util.Locale;

/// Whether a server can do something.
enum Support {
    YES,
    NO,
    /// It was asked, and the answer fits both.
    UNCLEAR,
    /// It was not asked.
    UNTESTED;

    /// The word in both reports: `yes`, `no`, `unclear`, `untested`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
