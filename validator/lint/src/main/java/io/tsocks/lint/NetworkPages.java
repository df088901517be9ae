package io.tsocks.lint;

import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.lint.model.Page;

/// The pages about networks and their ports.
final class NetworkPages {

    private NetworkPages() {}

    static Page missingNetmask() {
        return Page.of(
                "A network without a netmask.",
                "The line is ignored. The netmask of a single address is 255.255.255.255.",
                "local = 10.0.0.1\n" + SERVER,
                "local = 10.0.0.1/255.255.255.255\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badOctet() {
        return Page.of(
                "A part of an address that is not a decimal number from 0 to 255.",
                "The line is ignored.",
                "local = 10.0.256.0/255.255.255.0\n" + SERVER,
                "local = 10.0.25.0/255.255.255.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page leadingZero() {
        return Page.of(
                "A part of an address that starts with a zero.",
                "The system libraries read the number as octal: 010.0.0.0 is 8.0.0.0. If both"
                        + " readings are the same, the finding is a warning.",
                "local = 010.0.0.0/255.0.0.0\n" + SERVER,
                "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                "There is no automatic fix if the two readings differ. If they are the same, the"
                        + " fix removes the zeros and is safe. If only the decimal reading is"
                        + " possible, as with 098, the fix is unsafe. Routes may change if it is"
                        + " unsafe.");
    }

    static Page shortAddress() {
        return Page.of(
                "An address with fewer or more than four numbers.",
                "The system libraries insert zeros in an unexpected place: 10.1 is 10.0.0.1.",
                "local = 10.1/255.255.0.0\n" + SERVER,
                "local = 10.1.0.0/255.255.0.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page hostBits() {
        return Page.of(
                "An address with bits outside its netmask.",
                "No address matches, so the line is ignored.",
                "local = 10.1.2.3/255.0.0.0\n" + SERVER,
                "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                "Unsafe: clears those bits, if the network is not wider than the private network"
                        + " of the address, and the netmask is not a wildcard. Routes may"
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
                "A value of `local` or `reaches` that is neither a network nor a host pattern, such"
                        + " as a range, a wildcard, or a text with blanks.",
                "The line is ignored.",
                "local = 10.0.0.0-10.0.0.255\n" + SERVER,
                "local = 10.0.0.0/255.255.255.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badIpv6() {
        return Page.of(
                "A malformed IPv6 address.",
                "The line is ignored.",
                "local = 2001:db8:::/32\n" + SERVER,
                "local = 2001:db8::/32\n" + SERVER,
                Page.NO_FIX);
    }

    static Page portsOnLocal() {
        return Page.of(
                "A `local` network or host pattern with ports.",
                "The line is ignored. Only `reaches` can have ports.",
                "local = 10.0.0.0:80/255.0.0.0\n" + SERVER,
                "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                Page.NO_FIX);
    }

    static Page badPort() {
        return Page.of(
                "A port outside 1 to 65535, or a range without an end.",
                "The line is ignored; tsocks 1.8 takes `server_port = 99999` for 34463.",
                SERVER + "server_port = 99999\n",
                SERVER + "server_port = 9999\n",
                Page.NO_FIX);
    }

    static Page reversedPorts() {
        return Page.of(
                "A range whose first port is higher than its last.",
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
