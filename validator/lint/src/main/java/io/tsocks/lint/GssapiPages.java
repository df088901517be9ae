package io.tsocks.lint;

import io.tsocks.lint.model.Page;

/// The pages about GSSAPI with servers.
final class GssapiPages {

    private static final String SERVER = "server = socks5://127.0.0.1:1080\n";
    private static final String DEMAND = "gssapi = confidentiality\n";

    private GssapiPages() {}

    static Page badGssapi() {
        return Page.of(
                "A value of `gssapi` that is neither `integrity` nor `confidentiality`.",
                "It is not clear what is demanded of the server, so tsocks runs no command with the"
                        + " file.",
                SERVER + "gssapi = yes\n",
                SERVER + DEMAND,
                Page.NO_FIX);
    }

    static Page badGssapiService() {
        return Page.of(
                "A value of `gssapi_service` that is neither a name, such as `rcmd`, nor a name and"
                        + " a host, such as `rcmd/gate.example.com`.",
                "It is not clear whom the server has to be, so tsocks runs no command with the"
                        + " file.",
                SERVER + DEMAND + "gssapi_service = rcmd@EXAMPLE.COM\n",
                SERVER + DEMAND + "gssapi_service = rcmd\n",
                Page.NO_FIX);
    }

    static Page gssapiWithoutSocks5() {
        return Page.of(
                "A server in a block with `gssapi` that does not speak SOCKS 5, or that is at an"
                        + " AF_UNIX socket.",
                "Only SOCKS 5 has GSSAPI (RFC 1961), and a ticket is for the service of a host. A"
                        + " connection through this server would not be protected as the block"
                        + " demands.",
                "server = http://127.0.0.1:3128\n" + DEMAND,
                SERVER + DEMAND,
                Page.NO_FIX);
    }

    static Page loginBesideGssapi() {
        return Page.of(
                "A user or a password in a block with `gssapi`.",
                "The user is the one of the Kerberos ticket, and no password is sent.",
                SERVER + DEMAND + "default_user = joe\n",
                SERVER + DEMAND,
                Page.NO_FIX);
    }

    static Page serviceWithoutGssapi() {
        return Page.of(
                "A `gssapi_service` in a block without `gssapi`.",
                "The line alone does not demand GSSAPI, so connections to the server would not be"
                        + " protected. tsocks runs no command with the file.",
                SERVER + "gssapi_service = rcmd\n",
                SERVER + DEMAND + "gssapi_service = rcmd\n",
                Page.NO_FIX);
    }
}
