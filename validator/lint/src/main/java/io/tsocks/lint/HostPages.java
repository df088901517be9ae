package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about problems with host names and their resolution.
final class HostPages {

    private HostPages() {}

    static Page hostWithNetmask() {
        return Page.of(
                "A host name with a netmask or a prefix length.",
                "The line is ignored. A netmask belongs to an address; a host name stands alone,"
                        + " or with ports in a `reaches`.",
                "local = www.example.org/255.255.255.255\n" + SERVER,
                "local = www.example.org\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badHostPattern() {
        return Page.of(
                "A word that is neither a network nor a host pattern. A pattern is `example.org`,"
                        + " `.example.org` for it and all names below it, `*.example.org` for those"
                        + " below it alone, or `*` for every name. A pattern and its"
                        + " ports are one word, without blanks.",
                "The line is ignored, so the names have the route of all other names.",
                "local = *example.org\n" + SERVER,
                "local = .example.org\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badRemoteDns() {
        return Page.of(
                "A value of `remote_dns` other than `yes` and `no`.",
                "The line is ignored, so names are resolved on this machine.",
                SERVER + "remote_dns = on\n",
                SERVER + "remote_dns = yes\n",
                Page.NO_FIX);
    }

    static Page remoteDnsWithoutServer() {
        return Page.of(
                "`remote_dns = yes` in a file without a SOCKS server.",
                "The line has no effect, because no server can resolve names.",
                """
                fallback = yes
                remote_dns = yes
                """,
                SERVER + "remote_dns = yes\n",
                Page.NO_FIX);
    }
}
