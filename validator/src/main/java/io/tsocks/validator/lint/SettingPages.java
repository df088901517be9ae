package io.tsocks.validator.lint;

import static io.tsocks.validator.lint.Page.SERVER;

/// The pages about the values of settings.
final class SettingPages {

    private SettingPages() {}

    static Page badNumber() {
        return Page.of(
                "Something right after a number.",
                "tsocks 1.8 reads as far as the digits go, so `80x` is 80; nobody means that.",
                """
                server = 127.0.0.1
                server_type = 5;
                """,
                SERVER,
                "Unsafe: removes signs that follow the number; a letter or a digit may be a part"
                        + " of the number that was meant. Routes may change.");
    }

    static Page badServerType() {
        return Page.of(
                "A server type that is neither 4 nor 5.",
                "The line is ignored, and the server is taken for SOCKS 4.",
                """
                server = 127.0.0.1
                server_type = socks5
                """,
                SERVER,
                Page.NO_FIX);
    }

    static Page badFallback() {
        return Page.of(
                "A fallback that is neither `yes` nor `no`.",
                "The line is ignored, and so nothing falls back.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = true
                """,
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    static Page serverWithPort() {
        return Page.of(
                "A port on the `server` line.",
                "The port is taken for a part of the name, which no name server knows.",
                """
                server = 127.0.0.1:1080
                server_type = 5
                """,
                SERVER + "server_port = 1080\n",
                "Unsafe: makes the port a statement of its own. Routes may change.");
    }

    static Page badServer() {
        return Page.of(
                "A server that is neither an address nor a host name, such as a URL.",
                "The server cannot be found.",
                """
                server = socks5://127.0.0.1
                server_type = 5
                """,
                SERVER,
                Page.NO_FIX);
    }

    static Page quotedValue() {
        return Page.of(
                "A value in quotes.",
                "The quotes are part of the value. In a user name or password "
                        + "they may be meant, elsewhere they make the line useless.",
                SERVER + "default_user = \"joe\"\n",
                SERVER + "default_user = joe\n",
                "Unsafe: removes the quotes, or the lines of user name and password if both have"
                        + " nothing between them. Routes may change.");
    }
}
