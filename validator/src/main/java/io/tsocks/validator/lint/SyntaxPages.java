package io.tsocks.validator.lint;

import io.tsocks.grammar.SyntaxProblem;

/// The pages about what can be wrong with the text of a file.
final class SyntaxPages {

    private static final String SERVER =
            """
            server = 127.0.0.1
            server_type = 5
            """;

    private SyntaxPages() {}

    static Page of(SyntaxProblem problem) {
        return switch (problem) {
            case UNKNOWN_STATEMENT ->
                    Page.of(
                            "A line that starts with a word which is no statement.",
                            "The line is ignored, so what it was to do is not done.",
                            """
                            sever = 127.0.0.1
                            server_type = 5
                            """,
                            SERVER,
                            "Unsafe: corrects the name if one is near enough."
                                    + " Routes may change.");
            case MISSING_EQUALS ->
                    Page.of(
                            "A statement without its `=`.",
                            "The line is ignored.",
                            """
                            server 127.0.0.1
                            server_type = 5
                            """,
                            SERVER,
                            "Unsafe: adds the `=`." + " Routes may change.");
            case MISSING_VALUE ->
                    Page.of(
                            "A statement with nothing after its `=`, or with only a comment "
                                    + "there.",
                            "The line is ignored. A password that starts with `#` is a "
                                    + "comment to tsocks.",
                            SERVER + "server_port =\n",
                            SERVER + "server_port = 1080\n",
                            Page.NO_FIX);
            case EXTRA_TEXT ->
                    Page.of(
                            "More than one word after the `=`, or anything after `}`.",
                            "The line is ignored. A comment starts with `#`; `//` and `;` "
                                    + "are part of the value.",
                            SERVER + "server_port = 1080 // the port\n",
                            SERVER + "server_port = 1080 # the port\n",
                            "Unsafe: makes it a comment." + " Routes may change.");
            case TWO_STATEMENTS ->
                    Page.of(
                            "Two statements on one line.",
                            "Both are ignored.",
                            "server = 127.0.0.1 server_type = 5\n",
                            SERVER,
                            Page.NO_FIX);
            case UPPER_CASE_NAME ->
                    Page.of(
                            "A statement whose name has upper-case letters.",
                            "tsocks knows names in lower case only, and ignores the line.",
                            """
                            Server = 127.0.0.1
                            server_type = 5
                            """,
                            SERVER,
                            "Unsafe: writes the name in lower case." + " Routes may change.");
            case MALFORMED_PATH ->
                    Page.of(
                            "A path opening that is not `path {` alone on its line.",
                            "The path is not opened, so its server and networks count for "
                                    + "the default server.",
                            """
                            path office {
                                reaches = 150.0.0.0/255.255.0.0
                                server = 127.0.0.1
                                server_type = 5
                            }
                            fallback = yes
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
            case NESTED_PATH ->
                    Page.of(
                            "A path inside a path, mostly because the `}` of the first is "
                                    + "missing.",
                            "The second opening is ignored, so both paths become one.",
                            """
                            path {
                                reaches = 150.0.0.0/255.255.0.0
                                server = 127.0.0.1
                            path {
                                reaches = 151.0.0.0/255.255.0.0
                            }
                            fallback = yes
                            """,
                            """
                            path {
                                reaches = 150.0.0.0/255.255.0.0
                                server = 127.0.0.1
                                server_type = 5
                            }
                            path {
                                reaches = 151.0.0.0/255.255.0.0
                                server = 127.0.0.1
                                server_type = 4
                            }
                            fallback = yes
                            """,
                            Page.NO_FIX);
            case UNCLOSED_PATH ->
                    Page.of(
                            "A path that the file never closes.",
                            "Everything after it belongs to the path, a default server too; "
                                    + "tsocks 1.8 then even sends the loopback network through the "
                                    + "proxy.",
                            """
                            path {
                                reaches = 150.0.0.0/255.255.0.0
                                server = 127.0.0.1
                                server_type = 5
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
            case UNEXPECTED_BRACE ->
                    Page.of(
                            "A `}` where no path is open, or a `{` without `path` before " + "it.",
                            "The line is ignored, and the blocks of the file may not be "
                                    + "what its indentation says.",
                            """
                            server = 127.0.0.1
                            }
                            server_type = 5
                            """,
                            SERVER,
                            "Unsafe: removes the line. No route changes.");
            case LOCAL_IN_PATH ->
                    Page.of(
                            "A `local` line inside a path.",
                            "It is ignored: local networks are the same for all servers.",
                            """
                            path {
                                local = 10.0.0.0/255.0.0.0
                                reaches = 150.0.0.0/255.255.0.0
                                server = 10.0.0.1
                                server_type = 5
                            }
                            fallback = yes
                            """,
                            """
                            local = 10.0.0.0/255.0.0.0
                            path {
                                reaches = 150.0.0.0/255.255.0.0
                                server = 10.0.0.1
                                server_type = 5
                            }
                            fallback = yes
                            """,
                            Page.NO_FIX);
            case MISSING_NETMASK ->
                    Page.of(
                            "A network without a netmask.",
                            "The line is ignored. A single address has the netmask "
                                    + "255.255.255.255.",
                            "local = 10.0.0.1\n" + SERVER,
                            "local = 10.0.0.1/255.255.255.255\n" + SERVER,
                            Page.NO_FIX);
            case BAD_OCTET ->
                    Page.of(
                            "A number of an address that is not 0 to 255 in decimal.",
                            "The line is ignored.",
                            "local = 10.0.256.0/255.255.255.0\n" + SERVER,
                            "local = 10.0.25.0/255.255.255.0\n" + SERVER,
                            Page.NO_FIX);
            case LEADING_ZERO ->
                    Page.of(
                            "A number of an address that starts with a zero.",
                            "The system libraries read it as octal: 010.0.0.0 is 8.0.0.0. "
                                    + "It is a warning where both readings are the same.",
                            "local = 010.0.0.0/255.0.0.0\n" + SERVER,
                            "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                            "Removes the zeros; safe where both readings are the same, else "
                                    + "unsafe."
                                    + " Routes may change where it is unsafe.");
            case SHORT_ADDRESS ->
                    Page.of(
                            "An address that has not four numbers.",
                            "The system libraries fill in zeros, and not where one expects: "
                                    + "10.1 is 10.0.0.1.",
                            "local = 10.1/255.255.0.0\n" + SERVER,
                            "local = 10.1.0.0/255.255.0.0\n" + SERVER,
                            Page.NO_FIX);
            case HOST_BITS ->
                    Page.of(
                            "An address with bits that its netmask leaves out.",
                            "No address matches, so the line is ignored.",
                            "local = 10.1.2.3/255.0.0.0\n" + SERVER,
                            "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                            "Unsafe: clears those bits." + " Routes may change.");
            case BAD_PREFIX_LENGTH ->
                    Page.of(
                            "A prefix length that is too long, or has a leading zero.",
                            "The line is ignored.",
                            "local = 10.0.0.0/33\n" + SERVER,
                            "local = 10.0.0.0/8\n" + SERVER,
                            Page.NO_FIX);
            case MALFORMED_NETWORK ->
                    Page.of(
                            "A value of `local` or `reaches` that is no network: a range, a "
                                    + "wildcard, blanks in it.",
                            "The line is ignored.",
                            "local = 10.0.0.0-10.0.0.255\n" + SERVER,
                            "local = 10.0.0.0/255.255.255.0\n" + SERVER,
                            Page.NO_FIX);
            case BAD_IPV6 ->
                    Page.of(
                            "An IPv6 address that is none.",
                            "The line is ignored.",
                            "local = 2001:db8:::/32\n" + SERVER,
                            "local = 2001:db8::/32\n" + SERVER,
                            Page.NO_FIX);
            case HOST_NAME_AS_NETWORK ->
                    Page.of(
                            "A host name where a network is wanted.",
                            "The line is ignored: tsocks asks for routes by address.",
                            "local = www.example.org\n" + SERVER,
                            "local = 192.0.2.7/255.255.255.255\n" + SERVER,
                            Page.NO_FIX);
            case PORTS_ON_LOCAL ->
                    Page.of(
                            "A `local` network with ports.",
                            "The line is ignored. Only `reaches` takes ports.",
                            "local = 10.0.0.0:80/255.0.0.0\n" + SERVER,
                            "local = 10.0.0.0/255.0.0.0\n" + SERVER,
                            Page.NO_FIX);
            case BAD_PORT ->
                    Page.of(
                            "A port that is not 1 to 65535, or a range without its end.",
                            "The line is ignored; tsocks 1.8 takes `server_port = 99999` "
                                    + "for 34463.",
                            SERVER + "server_port = 99999\n",
                            SERVER + "server_port = 9999\n",
                            Page.NO_FIX);
            case REVERSED_PORTS ->
                    Page.of(
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
                            "Unsafe: swaps the ports." + " Routes may change.");
            case BAD_NUMBER ->
                    Page.of(
                            "Something right after a number.",
                            "tsocks 1.8 reads as far as the digits go, so `80x` is 80; "
                                    + "nobody means that.",
                            """
                            server = 127.0.0.1
                            server_type = 5;
                            """,
                            SERVER,
                            "Unsafe: removes what follows the number." + " Routes may change.");
            case BAD_SERVER_TYPE ->
                    Page.of(
                            "A server type that is neither 4 nor 5.",
                            "The line is ignored, and the server is taken for SOCKS 4.",
                            """
                            server = 127.0.0.1
                            server_type = socks5
                            """,
                            SERVER,
                            Page.NO_FIX);
            case BAD_FALLBACK ->
                    Page.of(
                            "A fallback that is neither `yes` nor `no`.",
                            "The line is ignored, and so nothing falls back.",
                            "fallback = true\n",
                            "fallback = yes\n",
                            Page.NO_FIX);
            case SERVER_WITH_PORT ->
                    Page.of(
                            "A port on the `server` line.",
                            "The port is taken for a part of the name, which no name server "
                                    + "knows.",
                            """
                            server = 127.0.0.1:1080
                            server_type = 5
                            """,
                            SERVER + "server_port = 1080\n",
                            "Unsafe: makes the port a statement of its own."
                                    + " Routes may change.");
            case BAD_SERVER ->
                    Page.of(
                            "A server that is neither an address nor a host name, such as a "
                                    + "URL.",
                            "The server cannot be found.",
                            """
                            server = socks5://127.0.0.1
                            server_type = 5
                            """,
                            SERVER,
                            Page.NO_FIX);
            case QUOTED_VALUE ->
                    Page.of(
                            "A value in quotes.",
                            "The quotes are part of the value. In a user name or password "
                                    + "they may be meant, elsewhere they make the line useless.",
                            SERVER + "default_user = \"joe\"\n",
                            SERVER + "default_user = joe\n",
                            "Unsafe: removes the quotes." + " Routes may change.");
            case LOOKALIKE_CHARACTER ->
                    Page.of(
                            "A character that looks like one of the language, such as a "
                                    + "fullwidth `＃` or a no-break space.",
                            "tsocks takes it for an ordinary letter. A whole line after a "
                                    + "fullwidth `＃` is ignored as it should be, and gives a warning.",
                            SERVER + "server_port = 1080 ＃ port\n",
                            SERVER + "server_port = 1080 # port\n",
                            "Writes the character that is meant; safe for whole lines, else "
                                    + "unsafe."
                                    + " Routes may change where it is unsafe.");
            case TEMPLATE_PLACEHOLDER ->
                    Page.of(
                            "A placeholder of a template engine or a shell that nothing has "
                                    + "replaced.",
                            "The value is not what was to be there.",
                            """
                            server = ${PROXY}
                            server_type = 5
                            """,
                            SERVER,
                            Page.NO_FIX);
            case MERGE_CONFLICT ->
                    Page.of(
                            "A marker of a merge conflict.",
                            "The file holds two versions of something.",
                            "<<<<<<< HEAD\n" + SERVER,
                            SERVER,
                            Page.NO_FIX);
            case CONTROL_CHARACTER ->
                    Page.of(
                            "A character that a text file has no use for: a control "
                                    + "character, or one that turns the direction of text.",
                            "It is invisible, and in a statement it makes the line useless. "
                                    + "In a comment it can hide what a line says.",
                            "# note\u0001\n" + SERVER,
                            "# note\n" + SERVER,
                            "Removes the character; safe in comments, else unsafe."
                                    + " Routes may change where it is unsafe.");
            case LONG_LINE ->
                    Page.of(
                            "A line of more than 8191 bytes.",
                            "tsocks 1.8 reads the rest as another line.",
                            "# " + "x".repeat(8190) + "\n" + SERVER,
                            "# xxx\n" + SERVER,
                            Page.NO_FIX);
            case BYTE_ORDER_MARK ->
                    Page.of(
                            "A byte order mark at the start of the file.",
                            "tsocks 1.8 takes it for a part of the first word, and so loses "
                                    + "the first statement.",
                            "\uFEFF" + SERVER,
                            SERVER,
                            "Safe: removes it.");
            case CRLF_LINE_END ->
                    Page.of(
                            "Lines that end with CR and LF, as on Windows.",
                            "tsocks 1.8 takes the CR for a part of the value, and does not "
                                    + "know `path {` and `}` with a CR.",
                            SERVER.replace("\n", "\r\n"),
                            SERVER,
                            "Safe: writes LF everywhere.");
            case CR_LINE_END ->
                    Page.of(
                            "A line that ends with CR alone.",
                            "tsocks 1.8 reads on in the same line.",
                            "server = 127.0.0.1\n" + "server_type = 5\r",
                            SERVER,
                            "Safe: writes LF.");
            case NO_FINAL_LINE_END ->
                    Page.of(
                            "A file whose last line has no line end.",
                            "tsocks 1.8 drops the last character of such a file: a port of "
                                    + "3215 becomes 321.",
                            SERVER + "server_port = 3215",
                            SERVER + "server_port = 3215\n",
                            "Safe: adds the line end.");
            case NOT_UTF_8 ->
                    Page.of(
                            "A file that is not UTF-8.",
                            "It is read as ISO 8859-1, and names in it may not be what was "
                                    + "meant. UTF-16 cannot be read at all, which is an error.",
                            "# caf\u00e9\n" + SERVER,
                            SERVER,
                            Page.NO_FIX);
            case TORSOCKS_2_FILE ->
                    Page.of(
                            "A configuration file of torsocks 2.",
                            "tsocks knows none of its statements, and would not use Tor at "
                                    + "all.",
                            """
                            TorAddress 127.0.0.1
                            TorPort 9050
                            """,
                            """
                            server = 127.0.0.1
                            server_port = 9050
                            server_type = 5
                            """,
                            Page.NO_FIX);
            case PROXYCHAINS_FILE ->
                    Page.of(
                            "A configuration file of proxychains.",
                            "tsocks knows none of its statements.",
                            """
                            strict_chain
                            [ProxyList]
                            socks5 127.0.0.1 1080
                            """,
                            """
                            server = 127.0.0.1
                            server_port = 1080
                            server_type = 5
                            """,
                            Page.NO_FIX);
            case TNAT64_FILE ->
                    Page.of(
                            "A configuration file of tnat64.",
                            "tsocks does not translate addresses.",
                            "nat64_prefix = 64:ff9b::\n",
                            SERVER,
                            Page.NO_FIX);
            case TORSOCKS_1_STATEMENT ->
                    Page.of(
                            "A statement of torsocks 1: `tordns_*` or `dns_direct_enable`.",
                            "tsocks ignores it: names are resolved by the system.",
                            SERVER + "tordns_enable = true\n",
                            SERVER,
                            "Unsafe: removes the line. No route changes.");
        };
    }
}
