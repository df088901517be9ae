package io.tsocks.grammar;

/// What can be wrong with the text of a tsocks.conf, one constant per sort of mistake.
///
/// An error means that the line is not used. A warning of TS14x means that tsocks 1.8 would read
/// something other than what the file says, through an accident of its parser that is not copied
/// here.
public enum SyntaxProblem implements Problem.Kind {
    UNKNOWN_STATEMENT("TS101", Severity.ERROR, "unknown statement"),
    MISSING_EQUALS("TS102", Severity.ERROR, "missing equals sign"),
    MISSING_VALUE("TS103", Severity.ERROR, "missing value"),
    EXTRA_TEXT("TS104", Severity.ERROR, "text after the statement"),
    TWO_STATEMENTS("TS105", Severity.ERROR, "two statements on a line"),
    UPPER_CASE_NAME("TS106", Severity.ERROR, "name in upper case"),
    MALFORMED_PATH("TS107", Severity.ERROR, "malformed path opening"),
    NESTED_PATH("TS108", Severity.ERROR, "path inside a path"),
    UNCLOSED_PATH("TS109", Severity.ERROR, "unclosed path"),
    UNEXPECTED_BRACE("TS110", Severity.ERROR, "unexpected brace"),
    LOCAL_IN_PATH("TS111", Severity.ERROR, "local inside a path"),
    MISSING_NETMASK("TS112", Severity.ERROR, "missing netmask"),
    BAD_OCTET("TS113", Severity.ERROR, "bad octet"),
    LEADING_ZERO("TS114", Severity.ERROR, "octet with a leading zero"),
    SHORT_ADDRESS("TS115", Severity.ERROR, "not four octets"),
    HOST_BITS("TS116", Severity.ERROR, "address bits outside the netmask"),
    BAD_PREFIX_LENGTH("TS117", Severity.ERROR, "bad prefix length"),
    MALFORMED_NETWORK("TS118", Severity.ERROR, "malformed network"),
    BAD_IPV6("TS119", Severity.ERROR, "bad IPv6 address"),
    HOST_WITH_NETMASK("TS120", Severity.ERROR, "netmask on a host name"),
    PORTS_ON_LOCAL("TS121", Severity.ERROR, "ports on local"),
    BAD_PORT("TS122", Severity.ERROR, "bad port"),
    REVERSED_PORTS("TS123", Severity.ERROR, "reversed port range"),
    BAD_NUMBER("TS124", Severity.ERROR, "number with a tail"),
    BAD_SERVER_TYPE("TS125", Severity.ERROR, "bad server type"),
    BAD_FALLBACK("TS126", Severity.ERROR, "bad fallback value"),
    SERVER_WITH_PORT("TS127", Severity.ERROR, "port on the server line"),
    BAD_SERVER("TS128", Severity.ERROR, "bad server"),
    QUOTED_VALUE("TS129", Severity.WARNING, "quotes around a value"),
    LOOKALIKE_CHARACTER("TS130", Severity.ERROR, "look-alike character"),
    TEMPLATE_PLACEHOLDER("TS131", Severity.ERROR, "unexpanded placeholder"),
    MERGE_CONFLICT("TS132", Severity.ERROR, "merge conflict marker"),
    CONTROL_CHARACTER("TS133", Severity.ERROR, "control character"),
    LONG_LINE("TS134", Severity.WARNING, "line over 8191 bytes"),
    BAD_HOST_PATTERN("TS135", Severity.ERROR, "bad host pattern"),
    BAD_REMOTE_DNS("TS136", Severity.ERROR, "bad remote_dns value"),
    PASSWORD_IN_URI("TS137", Severity.ERROR, "password in a URI"),
    BAD_SELECT("TS138", Severity.ERROR, "bad select value"),
    BAD_RECOVER("TS139", Severity.ERROR, "bad recover value"),
    BYTE_ORDER_MARK("TS140", Severity.WARNING, "byte order mark"),
    CRLF_LINE_END("TS141", Severity.WARNING, "CRLF line ends"),
    CR_LINE_END("TS142", Severity.WARNING, "CR line end"),
    NO_FINAL_LINE_END("TS143", Severity.WARNING, "no line end at the end"),
    NOT_UTF_8("TS144", Severity.INFO, "not UTF-8"),
    UTF_16("TS145", Severity.ERROR, "UTF-16"),
    BAD_CHAIN("TS146", Severity.ERROR, "bad chain value"),
    BAD_TLS_PIN("TS147", Severity.ERROR, "bad tls_pin value"),
    BAD_GSSAPI("TS148", Severity.ERROR, "bad gssapi value"),
    BAD_GSSAPI_SERVICE("TS149", Severity.ERROR, "bad gssapi_service value"),
    TORSOCKS_2_FILE("TS150", Severity.ERROR, "file of torsocks 2"),
    PROXYCHAINS_FILE("TS151", Severity.ERROR, "file of proxychains"),
    TNAT64_FILE("TS152", Severity.ERROR, "file of tnat64"),
    TORSOCKS_1_STATEMENT("TS153", Severity.WARNING, "statement of torsocks 1"),
    DANTE_FILE("TS154", Severity.ERROR, "file of Dante"),
    SSH_FILE("TS155", Severity.ERROR, "file of OpenSSH"),
    BAD_WEIGHT("TS160", Severity.ERROR, "bad weight of a server"),
    BAD_CHECK("TS161", Severity.ERROR, "bad check value");

    private final String id;
    private final Severity severity;
    private final String title;

    SyntaxProblem(String id, Severity severity, String title) {
        this.id = id;
        this.severity = severity;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String title() {
        return title;
    }
}
