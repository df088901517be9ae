package io.tsocks.lint;

import static io.tsocks.lint.model.Page.PATH;
import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about the values of settings.
final class SettingPages {

    private SettingPages() {}

    static Page badNumber() {
        return Page.of(
                "Other characters right after a number.",
                "tsocks 1.8 reads the digits and ignores the rest, so `80x` is 80.",
                """
                server = 127.0.0.1
                server_type = 5;
                """,
                SERVER,
                "Unsafe: removes signs after the number. Letters and digits stay, because they"
                        + " may be a part of the intended number. Routes may change.");
    }

    static Page badServerType() {
        return Page.of(
                "A server type other than 4, 4a and 5.",
                "The line is ignored, and tsocks speaks SOCKS 4 to the server.",
                """
                server = 127.0.0.1
                server_type = socks5
                """,
                SERVER,
                Page.NO_FIX);
    }

    static Page badFallback() {
        return Page.of(
                "A value of `fallback` other than `yes` and `no`.",
                "The line is ignored, so there is no fallback.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = true
                """,
                PATH,
                Page.NO_FIX);
    }

    static Page serverWithPort() {
        return Page.of(
                "A port on the `server` line.",
                "tsocks takes the port for a part of the name, and no name server knows such a"
                        + " name.",
                """
                server = 127.0.0.1:1080
                server_type = 5
                """,
                SERVER + "server_port = 1080\n",
                "Unsafe: writes the port as a statement of its own. Routes may change.");
    }

    static Page badServer() {
        return Page.of(
                "A server that is neither an address nor a host name nor a URI of a SOCKS"
                        + " server.",
                "tsocks cannot find the server.",
                """
                server = gate/way
                server_type = 5
                """,
                SERVER,
                Page.NO_FIX);
    }

    static Page passwordInUri() {
        return Page.of(
                "A password in the URI of a server.",
                "The line is ignored. URIs are shown in lists, logs and reports, so tsocks accepts"
                        + " no password in them.",
                "server = socks5://joe:tulip@127.0.0.1:1080\n",
                """
                server = socks5://joe@127.0.0.1:1080
                default_pass = tulip
                """,
                Page.NO_FIX);
    }

    static Page quotedValue() {
        return Page.of(
                "A value in quotes.",
                "The quotes are part of the value. In a user name or password they may be"
                        + " intended. In other values they make the line invalid.",
                SERVER + "default_user = \"joe\"\n",
                SERVER + "default_user = joe\n",
                "Unsafe: removes the quotes, or the lines of user name and password if both are"
                        + " empty. Routes may change.");
    }
}
