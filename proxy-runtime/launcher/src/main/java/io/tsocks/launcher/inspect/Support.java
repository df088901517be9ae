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

    /// The words for people: `yes`, `no`, `unclear`, `not tried`.
    String words() {
        return this == UNTESTED ? "not tried" : word();
    }

    /// The word for programs: `yes`, `no`, `unclear`, `untested`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
