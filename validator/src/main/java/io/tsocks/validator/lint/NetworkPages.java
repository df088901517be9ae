package io.tsocks.validator.lint;

import static io.tsocks.validator.lint.Page.SERVER;

/// The pages about networks and their ports.
final class NetworkPages {

    private NetworkPages() {}

    static Page missingNetmask() {
        return Page.of(
                "A network without a netmask.",
                "The line is ignored. A single address has the netmask 255.255.255.255.",
                "local = 10.0.0.1\n" + SERVER,
                "local = 10.0.0.1/255.255.255.255\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badOctet() {
        return Page.of(
                "A number of an address that is not 0 to 255 in decimal.",
                "The line is ignored.",
                "local = 10.0.256.0/255.255.255.0\n" + SERVER,
                "local = 10.0.25.0/255.255.255.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page leadingZero() {
        return Page.of(
                "A number of an address that starts with a zero.",
                "The system libraries read it as octal: 010.0.0.0 is 8.0.0.0. "
                        + "It is a warning where both readings are the same.",
                "local = 010.0.0.0/255.0.0.0\n" + SERVER,
                "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                "There is no automatic fix if the two readings differ. If they are the same, it"
                        + " removes the zeros, which is safe; if there is but one, as with 098,"
                        + " that is unsafe. Routes may change where it is unsafe.");
    }

    static Page shortAddress() {
        return Page.of(
                "An address that has not four numbers.",
                "The system libraries fill in zeros, and not where one expects: "
                        + "10.1 is 10.0.0.1.",
                "local = 10.1/255.255.0.0\n" + SERVER,
                "local = 10.1.0.0/255.255.0.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page hostBits() {
        return Page.of(
                "An address with bits that its netmask leaves out.",
                "No address matches, so the line is ignored.",
                "local = 10.1.2.3/255.0.0.0\n" + SERVER,
                "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                "Unsafe: clears those bits, if the network is no wider than the private one that"
                        + " the address is in, and its netmask is no wildcard. Routes may"
                        + " change.");
    }

    static Page badPrefixLength() {
        return Page.of(
                "A prefix length that is too long, or has a leading zero.",
                "The line is ignored.",
                "local = 10.0.0.0/33\n" + SERVER,
                "local = 10.0.0.0/8\n" + SERVER,
                Page.NO_FIX);
    }

    static Page malformedNetwork() {
        return Page.of(
                "A value of `local` or `reaches` that is no network: a range, a "
                        + "wildcard, blanks in it.",
                "The line is ignored.",
                "local = 10.0.0.0-10.0.0.255\n" + SERVER,
                "local = 10.0.0.0/255.255.255.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badIpv6() {
        return Page.of(
                "An IPv6 address that is none.",
                "The line is ignored.",
                "local = 2001:db8:::/32\n" + SERVER,
                "local = 2001:db8::/32\n" + SERVER,
                Page.NO_FIX);
    }

    static Page hostNameAsNetwork() {
        return Page.of(
                "A host name where a network is wanted.",
                "The line is ignored: tsocks asks for routes by address.",
                "local = www.example.org\n" + SERVER,
                "local = 192.0.2.7/255.255.255.255\n" + SERVER,
                Page.NO_FIX);
    }

    static Page portsOnLocal() {
        return Page.of(
                "A `local` network with ports.",
                "The line is ignored. Only `reaches` takes ports.",
                "local = 10.0.0.0:80/255.0.0.0\n" + SERVER,
                "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badPort() {
        return Page.of(
                "A port that is not 1 to 65535, or a range without its end.",
                "The line is ignored; tsocks 1.8 takes `server_port = 99999` for 34463.",
                SERVER + "server_port = 99999\n",
                SERVER + "server_port = 9999\n",
                Page.NO_FIX);
    }

    static Page reversedPorts() {
        return Page.of(
                "A range whose first port is above its last.",
                "The line is ignored.",
                """
                path {
                    reaches = 150.0.0.0:90-80/255.255.0.0
                    reaches = 151.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                path {
                    reaches = 150.0.0.0:80-90/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                "Unsafe: swaps the ports. Routes may change.");
    }
}
