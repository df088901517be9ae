/**
 * One line of tsocks.conf. The rule 'line' is applied to each line's own tokens, so an error cannot
 * cross a line end and the tokens of a line are gone when the next one is read.
 *
 * Networks are read leniently: what is missing or out of range is found afterwards, where it can be said
 * in a better sentence than "mismatched input".
 */
parser grammar TsocksConf;

options { tokenVocab = TsocksConfLexer; }

line
    : statement EOF
    ;

statement
    : ( LOCAL | REACHES ) EQUALS network # networkStatement
    | ( SERVER | SERVER_PORT | SERVER_TYPE | DEFAULT_USER | DEFAULT_PASS | FALLBACK ) EQUALS WORD # setting
    | PATH OPEN # pathOpening
    | CLOSE # pathClosing
    ;

// IP[:PORT[-PORT]]/NETMASK, and as extensions IP/LENGTH, [IPV6]:PORT/LENGTH and IPV6/LENGTH
network
    : ( ip4 | LBRACKET ip6 RBRACKET ) ports? ( SLASH mask? )?
    | ( shortIp4 | ip6 ) ( SLASH mask? )?
    ;

ip4
    : NUMBER ( DOT NUMBER )+
    ;

shortIp4
    : NUMBER
    ;

ip6
    : ( NUMBER | HEXADECIMAL )? COLON ( NUMBER | HEXADECIMAL | COLON | DOT )*
    ;

ports
    : COLON first = NUMBER? ( HYPHEN last = NUMBER? )?
    ;

mask
    : NUMBER ( DOT NUMBER )*
    ;
