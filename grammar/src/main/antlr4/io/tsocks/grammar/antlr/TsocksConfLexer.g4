/**
 * The words of tsocks.conf.
 *
 * A line starts in the default mode, where its name is. The name chooses the mode of what follows, and
 * the line end returns to the default mode, so no mistake in one line changes how the next is read.
 * Every character is in some token: the lexer has no errors. '#' starts a comment only where a word
 * starts, so what is not at the start of a line needs a blank before it.
 */
lexer grammar TsocksConfLexer;

LINE_BLANK   : [ \t]+ -> skip ;
LINE_COMMENT : '#' ~[\r\n]* -> skip ;
LINE_END     : '\r'? '\n' | '\r' ;

LOCAL        : 'local'        -> mode(NETWORK) ;
REACHES      : 'reaches'      -> mode(NETWORK) ;
SERVER       : 'server'       -> mode(SERVING) ;
SERVER_PORT  : 'server_port'  -> mode(ASSIGNMENT) ;
SERVER_TYPE  : 'server_type'  -> mode(ASSIGNMENT) ;
DEFAULT_USER : 'default_user' -> mode(ASSIGNMENT) ;
DEFAULT_PASS : 'default_pass' -> mode(ASSIGNMENT) ;
FALLBACK     : 'fallback'     -> mode(ASSIGNMENT) ;
REMOTE_DNS   : 'remote_dns'   -> mode(ASSIGNMENT) ;
CHAIN        : 'chain'        -> mode(ASSIGNMENT) ;
SELECT       : 'select'       -> mode(ASSIGNMENT) ;
RECOVER      : 'recover'      -> mode(ASSIGNMENT) ;
TLS_CA       : 'tls_ca'       -> mode(ASSIGNMENT) ;
TLS_PIN      : 'tls_pin'      -> mode(ASSIGNMENT) ;
TLS_CLIENT   : 'tls_client'   -> mode(ASSIGNMENT) ;
PASSWORD_FILE : 'password_file' -> mode(ASSIGNMENT) ;
GSSAPI       : 'gssapi'       -> mode(ASSIGNMENT) ;
GSSAPI_SERVICE : 'gssapi_service' -> mode(ASSIGNMENT) ;
CHECK        : 'check'        -> mode(ASSIGNMENT) ;
PATH         : 'path'         -> mode(BLOCK) ;
CLOSE        : '}'            -> mode(BLOCK) ;
UNKNOWN      : ( [={] | ~[ \t\r\n={}#] ~[ \t\r\n={}]* ) -> mode(TEXT) ;

/**
 * After 'local' and 'reaches': an address, ports and a mask, or a host pattern and ports. A word with a
 * letter in it is a name, unless it is only hexadecimal digits.
 */
mode NETWORK;
NETWORK_COMMENT : [ \t]+ '#' ~[\r\n]* -> skip ;
NETWORK_BLANK   : [ \t]+ -> skip ;
NETWORK_END     : ( '\r'? '\n' | '\r' ) -> type(LINE_END), mode(DEFAULT_MODE) ;
EQUALS          : '=' ;
NUMBER          : [0-9]+ ;
DOTTED          : [0-9]+ ( '.' [0-9]+ )+ ;
HEXADECIMAL     : [0-9a-fA-F]+ ;
NAME            : '*' | '*'? NAME_PART* LETTER NAME_PART* ;
fragment NAME_PART : [0-9.-] | LETTER ;
/** Characters above 127 are read as 127. */
fragment LETTER : [a-zA-Z_\u007F] ;
DOT             : '.' ;
COLON           : ':' ;
HYPHEN          : '-' ;
SLASH           : '/' ;
LBRACKET        : '[' ;
RBRACKET        : ']' ;
NETWORK_OTHER   : . -> type(OTHER) ;

/** Between the name of a setting and its value. */
mode ASSIGNMENT;
ASSIGNMENT_COMMENT : [ \t]+ '#' ~[\r\n]* -> skip ;
ASSIGNMENT_BLANK   : [ \t]+ -> skip ;
ASSIGNMENT_END     : ( '\r'? '\n' | '\r' ) -> type(LINE_END), mode(DEFAULT_MODE) ;
ASSIGNMENT_EQUALS  : '=' -> type(EQUALS), mode(TEXT) ;
ASSIGNMENT_OTHER   : . -> type(OTHER), mode(TEXT) ;

/** Between 'server' and its value. */
mode SERVING;
SERVING_COMMENT : [ \t]+ '#' ~[\r\n]* -> skip ;
SERVING_BLANK   : [ \t]+ -> skip ;
SERVING_END     : ( '\r'? '\n' | '\r' ) -> type(LINE_END), mode(DEFAULT_MODE) ;
SERVING_EQUALS  : '=' -> type(EQUALS), mode(SERVER_WORDS) ;
SERVING_OTHER   : . -> type(OTHER), mode(TEXT) ;

/** The words of a server; a password may be 'weight', so they are in a mode of their own. */
mode SERVER_WORDS;
SERVER_COMMENT : [ \t]+ '#' ~[\r\n]* -> skip ;
SERVER_BLANK   : [ \t]+ -> skip ;
SERVER_END     : ( '\r'? '\n' | '\r' ) -> type(LINE_END), mode(DEFAULT_MODE) ;
WEIGHT         : 'weight' ;
SERVER_WORD    : ~[ \t\r\n]+ -> type(WORD) ;

/** After 'path' and '}'. */
mode BLOCK;
BLOCK_COMMENT : [ \t]+ '#' ~[\r\n]* -> skip ;
BLOCK_BLANK   : [ \t]+ -> skip ;
BLOCK_END     : ( '\r'? '\n' | '\r' ) -> type(LINE_END), mode(DEFAULT_MODE) ;
OPEN          : '{' ;
BLOCK_OTHER   : . -> type(OTHER), mode(TEXT) ;

/** Free words, which may hold '#', '=' and everything else but blanks. */
mode TEXT;
TEXT_COMMENT : [ \t]+ '#' ~[\r\n]* -> skip ;
TEXT_BLANK   : [ \t]+ -> skip ;
TEXT_END     : ( '\r'? '\n' | '\r' ) -> type(LINE_END), mode(DEFAULT_MODE) ;
WORD         : ~[ \t\r\n]+ ;

mode NOWHERE;
OTHER : . ;
