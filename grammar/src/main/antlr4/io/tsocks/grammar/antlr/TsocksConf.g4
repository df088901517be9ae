/**
 * One line of tsocks.conf. The rule 'line' is applied to each line's own tokens, so an error cannot
 * cross a line end and the tokens of a line are gone when the next one is read.
 *
 * Networks are read leniently: what is missing or out of range is found afterwards, where it can be said
 * in a better sentence than "mismatched input".
 *
 * What a line is read from has a label: the parser builds no tree, which a million lines would feel.
 */
parser grammar TsocksConf;

options { tokenVocab = TsocksConfLexer; }

line
    : parsed = statement EOF
    ;

statement
    : name = ( LOCAL | REACHES ) EQUALS value = network # networkStatement
    | name = ( LOCAL | REACHES ) EQUALS pattern = hosts # nameStatement
    | SERVER EQUALS value = ( WORD | WEIGHT ) ( keyword = WEIGHT weight = WORD )? # serverStatement
    | ( SERVER_PORT | SERVER_TYPE | DEFAULT_USER | DEFAULT_PASS | FALLBACK | REMOTE_DNS | CHAIN | SELECT | CHECK | TLS_CA | TLS_PIN | TLS_CLIENT | PASSWORD_FILE | GSSAPI | GSSAPI_SERVICE ) EQUALS value = WORD # setting
    | RECOVER EQUALS value = WORD count = WORD? # recovery
    | PATH OPEN # pathOpening
    | CLOSE # pathClosing
    ;

// IP[:PORT[-PORT]]/NETMASK, and as extensions IP/LENGTH, [IPV6]:PORT/LENGTH and IPV6/LENGTH
network
    : ( dotted = DOTTED | LBRACKET colons = ip6 RBRACKET ) range = ports? ( slash = SLASH mask = ( NUMBER | DOTTED )? )?
    | ( single = NUMBER | colons = ip6 ) ( slash = SLASH mask = ( NUMBER | DOTTED )? )?
    ;

// NAME, .NAME, *.NAME or *, with ports; a word of hexadecimal digits before a colon starts an address
hosts
    : words = NAME range = ports?
    | words = HEXADECIMAL
    ;

ip6
    : ( NUMBER | HEXADECIMAL )? COLON ( NUMBER | HEXADECIMAL | COLON | DOT | DOTTED )*
    ;

ports
    : COLON first = NUMBER? ( hyphen = HYPHEN last = NUMBER? )?
    ;
