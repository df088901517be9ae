package io.tsocks.launcher.inspect;

import java.util.Locale;

/// Whether a server can do something.
enum Support {
    YES,
    NO,
    /// The server was asked, and the answer fits both.
    UNCLEAR,
    /// The server was not asked.
    UNTESTED;

    /// The word in both reports: `yes`, `no`, `unclear`, `untested`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
