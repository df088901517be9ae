package io.tsocks.lint;

import io.tsocks.lint.model.Page;

/// The pages about TLS with servers, and about passwords in files.
final class TlsPages {

    private static final String SERVER = "server = https://127.0.0.1:8443\n";
    private static final String PIN =
            "tls_pin = sha256/47VQjg4nayhfU5+/dayxI8j57jn7LJtk61TIDswU84M=\n";

    private TlsPages() {}

    static Page badTlsPin() {
        return Page.of(
                "A value of `tls_pin` that is not `sha256/` and the SHA-256 of a public key in"
                        + " Base64 (RFC 7469, section 2.4), or that is the SHA-256 of nothing. The"
                        + " form of curl, `sha256//`, is read as well.",
                "The line is ignored, so it does not restrict the keys that the server may have."
                        + " The SHA-256 of nothing is no key's, so with it no server is trusted;"
                        + " commands print it if they are given no key.",
                SERVER + "tls_pin = sha256/1234\n",
                SERVER + PIN,
                Page.NO_FIX);
    }

    static Page settingWithoutTls() {
        return Page.of(
                "A `tls_ca`, `tls_pin` or `tls_client` line in a block whose servers do not speak"
                        + " TLS.",
                "The line has no effect: the connection to the server is not encrypted, and whoever"
                        + " answers at its address is taken for it.",
                "server = http://127.0.0.1:3128\n" + PIN,
                SERVER + PIN,
                "Unsafe: removes the line. No route changes.");
    }

    static Page twoPasswords() {
        return Page.of(
                "A block with a `default_pass` and a `password_file`.",
                "It is not clear which password is meant, so tsocks runs no command with the file.",
                SERVER
                        + """
                default_user = joe
                default_pass = tulip
                password_file = /etc/tsocks/password
                """,
                SERVER
                        + """
                default_user = joe
                default_pass = tulip
                """,
                Page.NO_FIX);
    }

    static Page duplicatePin() {
        return Page.of(
                "A pin that the block has already.",
                "The second line has no effect. Perhaps it was meant to be the pin of another key,"
                        + " such as the one that the server will have next.",
                SERVER + PIN + PIN,
                SERVER + PIN,
                "Unsafe: removes the second line. No route changes.");
    }
}
