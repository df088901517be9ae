package io.tsocks.lint;

import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.Page;

/// The pages about problems with the text of a file.
final class SyntaxPages {

    private SyntaxPages() {}

    static Page of(SyntaxProblem problem) {
        return switch (problem) {
            case UNKNOWN_STATEMENT -> StatementPages.unknownStatement();
            case MISSING_EQUALS -> StatementPages.missingEquals();
            case MISSING_VALUE -> StatementPages.missingValue();
            case EXTRA_TEXT -> StatementPages.extraText();
            case TWO_STATEMENTS -> StatementPages.twoStatements();
            case UPPER_CASE_NAME -> StatementPages.upperCaseName();
            case MALFORMED_PATH -> PathPages.malformedPath();
            case NESTED_PATH -> PathPages.nestedPath();
            case UNCLOSED_PATH -> PathPages.unclosedPath();
            case UNEXPECTED_BRACE -> PathPages.unexpectedBrace();
            case LOCAL_IN_PATH -> PathPages.localInPath();
            case MISSING_NETMASK -> NetworkPages.missingNetmask();
            case BAD_OCTET -> NetworkPages.badOctet();
            case LEADING_ZERO -> NetworkPages.leadingZero();
            case SHORT_ADDRESS -> NetworkPages.shortAddress();
            case HOST_BITS -> NetworkPages.hostBits();
            case BAD_PREFIX_LENGTH -> NetworkPages.badPrefixLength();
            case MALFORMED_NETWORK -> NetworkPages.malformedNetwork();
            case BAD_IPV6 -> NetworkPages.badIpv6();
            case HOST_WITH_NETMASK -> HostPages.hostWithNetmask();
            case BAD_HOST_PATTERN -> HostPages.badHostPattern();
            case BAD_REMOTE_DNS -> HostPages.badRemoteDns();
            case BAD_CHAIN -> ChainPages.badChain();
            case BAD_TLS_PIN -> TlsPages.badTlsPin();
            case BAD_GSSAPI -> GssapiPages.badGssapi();
            case BAD_GSSAPI_SERVICE -> GssapiPages.badGssapiService();
            case BAD_SELECT -> GroupPages.badSelect();
            case BAD_RECOVER -> GroupPages.badRecover();
            case BAD_WEIGHT -> GroupPages.badWeight();
            case BAD_CHECK -> GroupPages.badCheck();
            case PORTS_ON_LOCAL -> NetworkPages.portsOnLocal();
            case BAD_PORT -> NetworkPages.badPort();
            case REVERSED_PORTS -> NetworkPages.reversedPorts();
            case BAD_NUMBER -> SettingPages.badNumber();
            case BAD_SERVER_TYPE -> SettingPages.badServerType();
            case BAD_FALLBACK -> SettingPages.badFallback();
            case SERVER_WITH_PORT -> SettingPages.serverWithPort();
            case BAD_SERVER -> SettingPages.badServer();
            case PASSWORD_IN_URI -> SettingPages.passwordInUri();
            case QUOTED_VALUE -> SettingPages.quotedValue();
            case LOOKALIKE_CHARACTER -> TextPages.lookalikeCharacter();
            case TEMPLATE_PLACEHOLDER -> TextPages.templatePlaceholder();
            case MERGE_CONFLICT -> TextPages.mergeConflict();
            case CONTROL_CHARACTER -> TextPages.controlCharacter();
            case LONG_LINE -> TextPages.longLine();
            case BYTE_ORDER_MARK -> TextPages.byteOrderMark();
            case CRLF_LINE_END -> TextPages.crlfLineEnd();
            case CR_LINE_END -> TextPages.crLineEnd();
            case NO_FINAL_LINE_END -> TextPages.noFinalLineEnd();
            case NOT_UTF_8 -> TextPages.notUtf8();
            case UTF_16 -> TextPages.utf16();
            case TORSOCKS_2_FILE -> DialectPages.torsocks2File();
            case PROXYCHAINS_FILE -> DialectPages.proxychainsFile();
            case TNAT64_FILE -> DialectPages.tnat64File();
            case DANTE_FILE -> DialectPages.danteFile();
            case SSH_FILE -> DialectPages.sshFile();
            case TORSOCKS_1_STATEMENT -> DialectPages.torsocks1Statement();
        };
    }
}
