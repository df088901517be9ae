#include "tree_sitter/parser.h"

#if defined(__GNUC__) || defined(__clang__)
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif

#define LANGUAGE_VERSION 14
#define STATE_COUNT 146
#define LARGE_STATE_COUNT 4
#define SYMBOL_COUNT 58
#define ALIAS_COUNT 0
#define TOKEN_COUNT 40
#define EXTERNAL_TOKEN_COUNT 0
#define FIELD_COUNT 2
#define MAX_ALIAS_SEQUENCE_LENGTH 6
#define PRODUCTION_ID_COUNT 4

enum ts_symbol_identifiers {
  sym_name = 1,
  anon_sym_path = 2,
  anon_sym_LBRACE = 3,
  anon_sym_RBRACE = 4,
  anon_sym_local = 5,
  anon_sym_reaches = 6,
  anon_sym_EQ = 7,
  anon_sym_LBRACK = 8,
  anon_sym_RBRACK = 9,
  anon_sym_COLON = 10,
  anon_sym_DASH = 11,
  anon_sym_SLASH = 12,
  anon_sym_server = 13,
  anon_sym_weight = 14,
  anon_sym_recover = 15,
  anon_sym_chain = 16,
  anon_sym_check = 17,
  anon_sym_default_pass = 18,
  anon_sym_default_user = 19,
  anon_sym_fallback = 20,
  anon_sym_gssapi = 21,
  anon_sym_gssapi_service = 22,
  anon_sym_password_file = 23,
  anon_sym_remote_dns = 24,
  anon_sym_select = 25,
  anon_sym_server_port = 26,
  anon_sym_server_type = 27,
  anon_sym_tls_ca = 28,
  anon_sym_tls_client = 29,
  anon_sym_tls_pin = 30,
  sym__word = 31,
  sym__immediate_word = 32,
  sym_ipv4 = 33,
  sym_ipv6 = 34,
  sym_number = 35,
  sym_host = 36,
  sym_unexpected = 37,
  sym_comment = 38,
  sym__newline = 39,
  sym_source_file = 40,
  sym__line = 41,
  sym_path = 42,
  sym_stray_close = 43,
  sym__statement = 44,
  sym_network_statement = 45,
  sym_network = 46,
  sym_host_pattern = 47,
  sym_ports = 48,
  sym_mask = 49,
  sym_server_statement = 50,
  sym_recover_statement = 51,
  sym_setting = 52,
  sym_unknown_statement = 53,
  sym__value = 54,
  sym__rest = 55,
  aux_sym_source_file_repeat1 = 56,
  aux_sym_path_repeat1 = 57,
};

static const char * const ts_symbol_names[] = {
  [ts_builtin_sym_end] = "end",
  [sym_name] = "name",
  [anon_sym_path] = "path",
  [anon_sym_LBRACE] = "{",
  [anon_sym_RBRACE] = "}",
  [anon_sym_local] = "local",
  [anon_sym_reaches] = "reaches",
  [anon_sym_EQ] = "=",
  [anon_sym_LBRACK] = "[",
  [anon_sym_RBRACK] = "]",
  [anon_sym_COLON] = ":",
  [anon_sym_DASH] = "-",
  [anon_sym_SLASH] = "/",
  [anon_sym_server] = "server",
  [anon_sym_weight] = "weight",
  [anon_sym_recover] = "recover",
  [anon_sym_chain] = "chain",
  [anon_sym_check] = "check",
  [anon_sym_default_pass] = "default_pass",
  [anon_sym_default_user] = "default_user",
  [anon_sym_fallback] = "fallback",
  [anon_sym_gssapi] = "gssapi",
  [anon_sym_gssapi_service] = "gssapi_service",
  [anon_sym_password_file] = "password_file",
  [anon_sym_remote_dns] = "remote_dns",
  [anon_sym_select] = "select",
  [anon_sym_server_port] = "server_port",
  [anon_sym_server_type] = "server_type",
  [anon_sym_tls_ca] = "tls_ca",
  [anon_sym_tls_client] = "tls_client",
  [anon_sym_tls_pin] = "tls_pin",
  [sym__word] = "value",
  [sym__immediate_word] = "value",
  [sym_ipv4] = "ipv4",
  [sym_ipv6] = "ipv6",
  [sym_number] = "number",
  [sym_host] = "host",
  [sym_unexpected] = "unexpected",
  [sym_comment] = "comment",
  [sym__newline] = "_newline",
  [sym_source_file] = "source_file",
  [sym__line] = "_line",
  [sym_path] = "path",
  [sym_stray_close] = "stray_close",
  [sym__statement] = "_statement",
  [sym_network_statement] = "network_statement",
  [sym_network] = "network",
  [sym_host_pattern] = "host_pattern",
  [sym_ports] = "ports",
  [sym_mask] = "mask",
  [sym_server_statement] = "server_statement",
  [sym_recover_statement] = "recover_statement",
  [sym_setting] = "setting",
  [sym_unknown_statement] = "unknown_statement",
  [sym__value] = "_value",
  [sym__rest] = "_rest",
  [aux_sym_source_file_repeat1] = "source_file_repeat1",
  [aux_sym_path_repeat1] = "path_repeat1",
};

static const TSSymbol ts_symbol_map[] = {
  [ts_builtin_sym_end] = ts_builtin_sym_end,
  [sym_name] = sym_name,
  [anon_sym_path] = anon_sym_path,
  [anon_sym_LBRACE] = anon_sym_LBRACE,
  [anon_sym_RBRACE] = anon_sym_RBRACE,
  [anon_sym_local] = anon_sym_local,
  [anon_sym_reaches] = anon_sym_reaches,
  [anon_sym_EQ] = anon_sym_EQ,
  [anon_sym_LBRACK] = anon_sym_LBRACK,
  [anon_sym_RBRACK] = anon_sym_RBRACK,
  [anon_sym_COLON] = anon_sym_COLON,
  [anon_sym_DASH] = anon_sym_DASH,
  [anon_sym_SLASH] = anon_sym_SLASH,
  [anon_sym_server] = anon_sym_server,
  [anon_sym_weight] = anon_sym_weight,
  [anon_sym_recover] = anon_sym_recover,
  [anon_sym_chain] = anon_sym_chain,
  [anon_sym_check] = anon_sym_check,
  [anon_sym_default_pass] = anon_sym_default_pass,
  [anon_sym_default_user] = anon_sym_default_user,
  [anon_sym_fallback] = anon_sym_fallback,
  [anon_sym_gssapi] = anon_sym_gssapi,
  [anon_sym_gssapi_service] = anon_sym_gssapi_service,
  [anon_sym_password_file] = anon_sym_password_file,
  [anon_sym_remote_dns] = anon_sym_remote_dns,
  [anon_sym_select] = anon_sym_select,
  [anon_sym_server_port] = anon_sym_server_port,
  [anon_sym_server_type] = anon_sym_server_type,
  [anon_sym_tls_ca] = anon_sym_tls_ca,
  [anon_sym_tls_client] = anon_sym_tls_client,
  [anon_sym_tls_pin] = anon_sym_tls_pin,
  [sym__word] = sym__word,
  [sym__immediate_word] = sym__word,
  [sym_ipv4] = sym_ipv4,
  [sym_ipv6] = sym_ipv6,
  [sym_number] = sym_number,
  [sym_host] = sym_host,
  [sym_unexpected] = sym_unexpected,
  [sym_comment] = sym_comment,
  [sym__newline] = sym__newline,
  [sym_source_file] = sym_source_file,
  [sym__line] = sym__line,
  [sym_path] = sym_path,
  [sym_stray_close] = sym_stray_close,
  [sym__statement] = sym__statement,
  [sym_network_statement] = sym_network_statement,
  [sym_network] = sym_network,
  [sym_host_pattern] = sym_host_pattern,
  [sym_ports] = sym_ports,
  [sym_mask] = sym_mask,
  [sym_server_statement] = sym_server_statement,
  [sym_recover_statement] = sym_recover_statement,
  [sym_setting] = sym_setting,
  [sym_unknown_statement] = sym_unknown_statement,
  [sym__value] = sym__value,
  [sym__rest] = sym__rest,
  [aux_sym_source_file_repeat1] = aux_sym_source_file_repeat1,
  [aux_sym_path_repeat1] = aux_sym_path_repeat1,
};

static const TSSymbolMetadata ts_symbol_metadata[] = {
  [ts_builtin_sym_end] = {
    .visible = false,
    .named = true,
  },
  [sym_name] = {
    .visible = true,
    .named = true,
  },
  [anon_sym_path] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_LBRACE] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_RBRACE] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_local] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_reaches] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_EQ] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_LBRACK] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_RBRACK] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_COLON] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_DASH] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_SLASH] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_server] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_weight] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_recover] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_chain] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_check] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_default_pass] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_default_user] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_fallback] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_gssapi] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_gssapi_service] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_password_file] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_remote_dns] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_select] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_server_port] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_server_type] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_tls_ca] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_tls_client] = {
    .visible = true,
    .named = false,
  },
  [anon_sym_tls_pin] = {
    .visible = true,
    .named = false,
  },
  [sym__word] = {
    .visible = true,
    .named = true,
  },
  [sym__immediate_word] = {
    .visible = true,
    .named = true,
  },
  [sym_ipv4] = {
    .visible = true,
    .named = true,
  },
  [sym_ipv6] = {
    .visible = true,
    .named = true,
  },
  [sym_number] = {
    .visible = true,
    .named = true,
  },
  [sym_host] = {
    .visible = true,
    .named = true,
  },
  [sym_unexpected] = {
    .visible = true,
    .named = true,
  },
  [sym_comment] = {
    .visible = true,
    .named = true,
  },
  [sym__newline] = {
    .visible = false,
    .named = true,
  },
  [sym_source_file] = {
    .visible = true,
    .named = true,
  },
  [sym__line] = {
    .visible = false,
    .named = true,
  },
  [sym_path] = {
    .visible = true,
    .named = true,
  },
  [sym_stray_close] = {
    .visible = true,
    .named = true,
  },
  [sym__statement] = {
    .visible = false,
    .named = true,
  },
  [sym_network_statement] = {
    .visible = true,
    .named = true,
  },
  [sym_network] = {
    .visible = true,
    .named = true,
  },
  [sym_host_pattern] = {
    .visible = true,
    .named = true,
  },
  [sym_ports] = {
    .visible = true,
    .named = true,
  },
  [sym_mask] = {
    .visible = true,
    .named = true,
  },
  [sym_server_statement] = {
    .visible = true,
    .named = true,
  },
  [sym_recover_statement] = {
    .visible = true,
    .named = true,
  },
  [sym_setting] = {
    .visible = true,
    .named = true,
  },
  [sym_unknown_statement] = {
    .visible = true,
    .named = true,
  },
  [sym__value] = {
    .visible = false,
    .named = true,
  },
  [sym__rest] = {
    .visible = false,
    .named = true,
  },
  [aux_sym_source_file_repeat1] = {
    .visible = false,
    .named = false,
  },
  [aux_sym_path_repeat1] = {
    .visible = false,
    .named = false,
  },
};

enum ts_field_identifiers {
  field_name = 1,
  field_value = 2,
};

static const char * const ts_field_names[] = {
  [0] = NULL,
  [field_name] = "name",
  [field_value] = "value",
};

static const TSFieldMapSlice ts_field_map_slices[PRODUCTION_ID_COUNT] = {
  [1] = {.index = 0, .length = 1},
  [3] = {.index = 1, .length = 2},
};

static const TSFieldMapEntry ts_field_map_entries[] = {
  [0] =
    {field_name, 0},
  [1] =
    {field_name, 0},
    {field_value, 2},
};

static const TSSymbol ts_alias_sequences[PRODUCTION_ID_COUNT][MAX_ALIAS_SEQUENCE_LENGTH] = {
  [0] = {0},
  [2] = {
    [0] = sym_unexpected,
  },
};

static const uint16_t ts_non_terminal_alias_map[] = {
  0,
};

static const TSStateId ts_primary_state_ids[STATE_COUNT] = {
  [0] = 0,
  [1] = 1,
  [2] = 2,
  [3] = 3,
  [4] = 4,
  [5] = 4,
  [6] = 6,
  [7] = 6,
  [8] = 8,
  [9] = 9,
  [10] = 8,
  [11] = 9,
  [12] = 12,
  [13] = 13,
  [14] = 14,
  [15] = 15,
  [16] = 16,
  [17] = 17,
  [18] = 18,
  [19] = 16,
  [20] = 13,
  [21] = 14,
  [22] = 17,
  [23] = 23,
  [24] = 24,
  [25] = 25,
  [26] = 26,
  [27] = 15,
  [28] = 28,
  [29] = 29,
  [30] = 12,
  [31] = 31,
  [32] = 32,
  [33] = 33,
  [34] = 17,
  [35] = 18,
  [36] = 25,
  [37] = 32,
  [38] = 38,
  [39] = 39,
  [40] = 26,
  [41] = 41,
  [42] = 23,
  [43] = 24,
  [44] = 29,
  [45] = 33,
  [46] = 46,
  [47] = 47,
  [48] = 28,
  [49] = 49,
  [50] = 31,
  [51] = 31,
  [52] = 32,
  [53] = 33,
  [54] = 54,
  [55] = 41,
  [56] = 17,
  [57] = 57,
  [58] = 58,
  [59] = 57,
  [60] = 39,
  [61] = 47,
  [62] = 49,
  [63] = 46,
  [64] = 64,
  [65] = 65,
  [66] = 66,
  [67] = 67,
  [68] = 68,
  [69] = 69,
  [70] = 70,
  [71] = 71,
  [72] = 72,
  [73] = 73,
  [74] = 74,
  [75] = 75,
  [76] = 76,
  [77] = 77,
  [78] = 31,
  [79] = 32,
  [80] = 80,
  [81] = 81,
  [82] = 82,
  [83] = 33,
  [84] = 84,
  [85] = 54,
  [86] = 47,
  [87] = 58,
  [88] = 49,
  [89] = 89,
  [90] = 89,
  [91] = 68,
  [92] = 69,
  [93] = 38,
  [94] = 94,
  [95] = 77,
  [96] = 67,
  [97] = 97,
  [98] = 98,
  [99] = 99,
  [100] = 100,
  [101] = 80,
  [102] = 81,
  [103] = 64,
  [104] = 104,
  [105] = 105,
  [106] = 106,
  [107] = 107,
  [108] = 66,
  [109] = 109,
  [110] = 82,
  [111] = 75,
  [112] = 112,
  [113] = 113,
  [114] = 74,
  [115] = 70,
  [116] = 84,
  [117] = 47,
  [118] = 118,
  [119] = 119,
  [120] = 49,
  [121] = 121,
  [122] = 122,
  [123] = 123,
  [124] = 124,
  [125] = 125,
  [126] = 126,
  [127] = 71,
  [128] = 128,
  [129] = 72,
  [130] = 76,
  [131] = 131,
  [132] = 132,
  [133] = 65,
  [134] = 134,
  [135] = 135,
  [136] = 136,
  [137] = 137,
  [138] = 138,
  [139] = 139,
  [140] = 140,
  [141] = 141,
  [142] = 142,
  [143] = 143,
  [144] = 142,
  [145] = 141,
};

static bool ts_lex(TSLexer *lexer, TSStateId state) {
  START_LEXER();
  eof = lexer->eof(lexer);
  switch (state) {
    case 0:
      if (eof) ADVANCE(45);
      ADVANCE_MAP(
        '\n', 78,
        '\r', 79,
        '#', 61,
        '-', 60,
        '/', 60,
        ':', 60,
        '=', 61,
        '[', 60,
        ']', 60,
        '{', 61,
        '}', 61,
      );
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(9);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(58);
      if (lookahead != 0) ADVANCE(60);
      END_STATE();
    case 1:
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == ']') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(1);
      END_STATE();
    case 2:
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(2);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != '#') ADVANCE(76);
      END_STATE();
    case 3:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(61);
      if (lookahead == '}') ADVANCE(61);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(31);
      if (lookahead != 0) ADVANCE(61);
      END_STATE();
    case 4:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(61);
      if (lookahead == '}') ADVANCE(61);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(32);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(61);
      if (lookahead != 0) ADVANCE(60);
      END_STATE();
    case 5:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(61);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(40);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(61);
      if (lookahead != 0) ADVANCE(60);
      END_STATE();
    case 6:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(61);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(41);
      if (lookahead != 0) ADVANCE(61);
      END_STATE();
    case 7:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '*') ADVANCE(69);
      if (lookahead == ':') ADVANCE(72);
      if (lookahead == '[') ADVANCE(49);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(7);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(75);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(65);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 8:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '*') ADVANCE(69);
      if (lookahead == ':') ADVANCE(72);
      if (lookahead == '[') ADVANCE(49);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(8);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(75);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(65);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 9:
      if (eof) ADVANCE(45);
      ADVANCE_MAP(
        '\n', 78,
        '\r', 79,
        '#', 77,
        '-', 56,
        '/', 56,
        ':', 56,
        '=', 57,
        '[', 56,
        ']', 56,
        '{', 57,
        '}', 57,
      );
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(9);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(54);
      if (lookahead != 0) ADVANCE(56);
      END_STATE();
    case 10:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(10);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 11:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(11);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 12:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(12);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 13:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(13);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 14:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(14);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 15:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(15);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 16:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(16);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 17:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '-') ADVANCE(52);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(17);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 18:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == ':') ADVANCE(51);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(18);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 19:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == ':') ADVANCE(51);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(19);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 20:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(20);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 21:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(21);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 22:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(22);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 23:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '/') ADVANCE(53);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(23);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 24:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == ':') ADVANCE(51);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(24);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 25:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == ':') ADVANCE(51);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(25);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 26:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '=') ADVANCE(48);
      if (lookahead == '{') ADVANCE(76);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(26);
      if (lookahead != 0) ADVANCE(71);
      END_STATE();
    case 27:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '=') ADVANCE(48);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(27);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 28:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '=') ADVANCE(48);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(28);
      if (lookahead == '{' ||
          lookahead == '}') ADVANCE(76);
      if (lookahead != 0) ADVANCE(71);
      END_STATE();
    case 29:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '=') ADVANCE(48);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(29);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 30:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '{') ADVANCE(46);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(30);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 31:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(57);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(31);
      if (lookahead != 0) ADVANCE(57);
      END_STATE();
    case 32:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(57);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(32);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(57);
      if (lookahead != 0) ADVANCE(56);
      END_STATE();
    case 33:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(33);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(76);
      if (lookahead != 0) ADVANCE(71);
      END_STATE();
    case 34:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(34);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(76);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(71);
      END_STATE();
    case 35:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(35);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(66);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 36:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(36);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 37:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '}') ADVANCE(47);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(37);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 38:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(38);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(76);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(71);
      END_STATE();
    case 39:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(39);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(66);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 40:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(40);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(57);
      if (lookahead != 0) ADVANCE(56);
      END_STATE();
    case 41:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(41);
      if (lookahead != 0) ADVANCE(57);
      END_STATE();
    case 42:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(42);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 43:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(43);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(76);
      if (lookahead != 0) ADVANCE(71);
      END_STATE();
    case 44:
      if (eof) ADVANCE(45);
      if (lookahead == '\n') ADVANCE(78);
      if (lookahead == '\r') ADVANCE(79);
      if (lookahead == '#') ADVANCE(77);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(44);
      if (lookahead != 0) ADVANCE(76);
      END_STATE();
    case 45:
      ACCEPT_TOKEN(ts_builtin_sym_end);
      END_STATE();
    case 46:
      ACCEPT_TOKEN(anon_sym_LBRACE);
      END_STATE();
    case 47:
      ACCEPT_TOKEN(anon_sym_RBRACE);
      END_STATE();
    case 48:
      ACCEPT_TOKEN(anon_sym_EQ);
      END_STATE();
    case 49:
      ACCEPT_TOKEN(anon_sym_LBRACK);
      END_STATE();
    case 50:
      ACCEPT_TOKEN(anon_sym_RBRACK);
      END_STATE();
    case 51:
      ACCEPT_TOKEN(anon_sym_COLON);
      END_STATE();
    case 52:
      ACCEPT_TOKEN(anon_sym_DASH);
      END_STATE();
    case 53:
      ACCEPT_TOKEN(anon_sym_SLASH);
      END_STATE();
    case 54:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '.') ADVANCE(55);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(57);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(54);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(56);
      END_STATE();
    case 55:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(57);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(54);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(56);
      END_STATE();
    case 56:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(57);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(56);
      END_STATE();
    case 57:
      ACCEPT_TOKEN(sym__word);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(57);
      END_STATE();
    case 58:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '.') ADVANCE(59);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(61);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(58);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(60);
      END_STATE();
    case 59:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(61);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(58);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(60);
      END_STATE();
    case 60:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(61);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(60);
      END_STATE();
    case 61:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(61);
      END_STATE();
    case 62:
      ACCEPT_TOKEN(sym_ipv4);
      if (lookahead == '-') ADVANCE(75);
      if (lookahead == '.') ADVANCE(73);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(62);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      END_STATE();
    case 63:
      ACCEPT_TOKEN(sym_ipv4);
      if (lookahead == '.') ADVANCE(74);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(63);
      END_STATE();
    case 64:
      ACCEPT_TOKEN(sym_ipv6);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= ':') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(64);
      END_STATE();
    case 65:
      ACCEPT_TOKEN(sym_number);
      if (lookahead == '-') ADVANCE(75);
      if (lookahead == '.') ADVANCE(73);
      if (lookahead == ':') ADVANCE(72);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(65);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      END_STATE();
    case 66:
      ACCEPT_TOKEN(sym_number);
      if (lookahead == '.') ADVANCE(74);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(66);
      END_STATE();
    case 67:
      ACCEPT_TOKEN(sym_number);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      END_STATE();
    case 68:
      ACCEPT_TOKEN(sym_host);
      if (lookahead == ':') ADVANCE(72);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(70);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(68);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      END_STATE();
    case 69:
      ACCEPT_TOKEN(sym_host);
      if (lookahead == '-' ||
          lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9')) ADVANCE(75);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      END_STATE();
    case 70:
      ACCEPT_TOKEN(sym_host);
      if (lookahead == '-' ||
          lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9')) ADVANCE(70);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      END_STATE();
    case 71:
      ACCEPT_TOKEN(sym_name);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ' &&
          lookahead != '#' &&
          lookahead != '=' &&
          lookahead != '{' &&
          lookahead != '}') ADVANCE(71);
      END_STATE();
    case 72:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == ':') ADVANCE(64);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(2);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(72);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(76);
      END_STATE();
    case 73:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(2);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(75);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(62);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(76);
      END_STATE();
    case 74:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(2);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(63);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(76);
      END_STATE();
    case 75:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(2);
      if (lookahead == '-' ||
          lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9')) ADVANCE(75);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(70);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(76);
      END_STATE();
    case 76:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(2);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(76);
      END_STATE();
    case 77:
      ACCEPT_TOKEN(sym_comment);
      if (lookahead != 0 &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(77);
      END_STATE();
    case 78:
      ACCEPT_TOKEN(sym__newline);
      END_STATE();
    case 79:
      ACCEPT_TOKEN(sym__newline);
      if (lookahead == '\n') ADVANCE(78);
      END_STATE();
    default:
      return false;
  }
}

static bool ts_lex_keywords(TSLexer *lexer, TSStateId state) {
  START_LEXER();
  eof = lexer->eof(lexer);
  switch (state) {
    case 0:
      ADVANCE_MAP(
        'c', 1,
        'd', 2,
        'f', 3,
        'g', 4,
        'l', 5,
        'p', 6,
        'r', 7,
        's', 8,
        't', 9,
        'w', 10,
      );
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(0);
      END_STATE();
    case 1:
      if (lookahead == 'h') ADVANCE(11);
      END_STATE();
    case 2:
      if (lookahead == 'e') ADVANCE(12);
      END_STATE();
    case 3:
      if (lookahead == 'a') ADVANCE(13);
      END_STATE();
    case 4:
      if (lookahead == 's') ADVANCE(14);
      END_STATE();
    case 5:
      if (lookahead == 'o') ADVANCE(15);
      END_STATE();
    case 6:
      if (lookahead == 'a') ADVANCE(16);
      END_STATE();
    case 7:
      if (lookahead == 'e') ADVANCE(17);
      END_STATE();
    case 8:
      if (lookahead == 'e') ADVANCE(18);
      END_STATE();
    case 9:
      if (lookahead == 'l') ADVANCE(19);
      END_STATE();
    case 10:
      if (lookahead == 'e') ADVANCE(20);
      END_STATE();
    case 11:
      if (lookahead == 'a') ADVANCE(21);
      if (lookahead == 'e') ADVANCE(22);
      END_STATE();
    case 12:
      if (lookahead == 'f') ADVANCE(23);
      END_STATE();
    case 13:
      if (lookahead == 'l') ADVANCE(24);
      END_STATE();
    case 14:
      if (lookahead == 's') ADVANCE(25);
      END_STATE();
    case 15:
      if (lookahead == 'c') ADVANCE(26);
      END_STATE();
    case 16:
      if (lookahead == 's') ADVANCE(27);
      if (lookahead == 't') ADVANCE(28);
      END_STATE();
    case 17:
      if (lookahead == 'a') ADVANCE(29);
      if (lookahead == 'c') ADVANCE(30);
      if (lookahead == 'm') ADVANCE(31);
      END_STATE();
    case 18:
      if (lookahead == 'l') ADVANCE(32);
      if (lookahead == 'r') ADVANCE(33);
      END_STATE();
    case 19:
      if (lookahead == 's') ADVANCE(34);
      END_STATE();
    case 20:
      if (lookahead == 'i') ADVANCE(35);
      END_STATE();
    case 21:
      if (lookahead == 'i') ADVANCE(36);
      END_STATE();
    case 22:
      if (lookahead == 'c') ADVANCE(37);
      END_STATE();
    case 23:
      if (lookahead == 'a') ADVANCE(38);
      END_STATE();
    case 24:
      if (lookahead == 'l') ADVANCE(39);
      END_STATE();
    case 25:
      if (lookahead == 'a') ADVANCE(40);
      END_STATE();
    case 26:
      if (lookahead == 'a') ADVANCE(41);
      END_STATE();
    case 27:
      if (lookahead == 's') ADVANCE(42);
      END_STATE();
    case 28:
      if (lookahead == 'h') ADVANCE(43);
      END_STATE();
    case 29:
      if (lookahead == 'c') ADVANCE(44);
      END_STATE();
    case 30:
      if (lookahead == 'o') ADVANCE(45);
      END_STATE();
    case 31:
      if (lookahead == 'o') ADVANCE(46);
      END_STATE();
    case 32:
      if (lookahead == 'e') ADVANCE(47);
      END_STATE();
    case 33:
      if (lookahead == 'v') ADVANCE(48);
      END_STATE();
    case 34:
      if (lookahead == '_') ADVANCE(49);
      END_STATE();
    case 35:
      if (lookahead == 'g') ADVANCE(50);
      END_STATE();
    case 36:
      if (lookahead == 'n') ADVANCE(51);
      END_STATE();
    case 37:
      if (lookahead == 'k') ADVANCE(52);
      END_STATE();
    case 38:
      if (lookahead == 'u') ADVANCE(53);
      END_STATE();
    case 39:
      if (lookahead == 'b') ADVANCE(54);
      END_STATE();
    case 40:
      if (lookahead == 'p') ADVANCE(55);
      END_STATE();
    case 41:
      if (lookahead == 'l') ADVANCE(56);
      END_STATE();
    case 42:
      if (lookahead == 'w') ADVANCE(57);
      END_STATE();
    case 43:
      ACCEPT_TOKEN(anon_sym_path);
      END_STATE();
    case 44:
      if (lookahead == 'h') ADVANCE(58);
      END_STATE();
    case 45:
      if (lookahead == 'v') ADVANCE(59);
      END_STATE();
    case 46:
      if (lookahead == 't') ADVANCE(60);
      END_STATE();
    case 47:
      if (lookahead == 'c') ADVANCE(61);
      END_STATE();
    case 48:
      if (lookahead == 'e') ADVANCE(62);
      END_STATE();
    case 49:
      if (lookahead == 'c') ADVANCE(63);
      if (lookahead == 'p') ADVANCE(64);
      END_STATE();
    case 50:
      if (lookahead == 'h') ADVANCE(65);
      END_STATE();
    case 51:
      ACCEPT_TOKEN(anon_sym_chain);
      END_STATE();
    case 52:
      ACCEPT_TOKEN(anon_sym_check);
      END_STATE();
    case 53:
      if (lookahead == 'l') ADVANCE(66);
      END_STATE();
    case 54:
      if (lookahead == 'a') ADVANCE(67);
      END_STATE();
    case 55:
      if (lookahead == 'i') ADVANCE(68);
      END_STATE();
    case 56:
      ACCEPT_TOKEN(anon_sym_local);
      END_STATE();
    case 57:
      if (lookahead == 'o') ADVANCE(69);
      END_STATE();
    case 58:
      if (lookahead == 'e') ADVANCE(70);
      END_STATE();
    case 59:
      if (lookahead == 'e') ADVANCE(71);
      END_STATE();
    case 60:
      if (lookahead == 'e') ADVANCE(72);
      END_STATE();
    case 61:
      if (lookahead == 't') ADVANCE(73);
      END_STATE();
    case 62:
      if (lookahead == 'r') ADVANCE(74);
      END_STATE();
    case 63:
      if (lookahead == 'a') ADVANCE(75);
      if (lookahead == 'l') ADVANCE(76);
      END_STATE();
    case 64:
      if (lookahead == 'i') ADVANCE(77);
      END_STATE();
    case 65:
      if (lookahead == 't') ADVANCE(78);
      END_STATE();
    case 66:
      if (lookahead == 't') ADVANCE(79);
      END_STATE();
    case 67:
      if (lookahead == 'c') ADVANCE(80);
      END_STATE();
    case 68:
      ACCEPT_TOKEN(anon_sym_gssapi);
      if (lookahead == '_') ADVANCE(81);
      END_STATE();
    case 69:
      if (lookahead == 'r') ADVANCE(82);
      END_STATE();
    case 70:
      if (lookahead == 's') ADVANCE(83);
      END_STATE();
    case 71:
      if (lookahead == 'r') ADVANCE(84);
      END_STATE();
    case 72:
      if (lookahead == '_') ADVANCE(85);
      END_STATE();
    case 73:
      ACCEPT_TOKEN(anon_sym_select);
      END_STATE();
    case 74:
      ACCEPT_TOKEN(anon_sym_server);
      if (lookahead == '_') ADVANCE(86);
      END_STATE();
    case 75:
      ACCEPT_TOKEN(anon_sym_tls_ca);
      END_STATE();
    case 76:
      if (lookahead == 'i') ADVANCE(87);
      END_STATE();
    case 77:
      if (lookahead == 'n') ADVANCE(88);
      END_STATE();
    case 78:
      ACCEPT_TOKEN(anon_sym_weight);
      END_STATE();
    case 79:
      if (lookahead == '_') ADVANCE(89);
      END_STATE();
    case 80:
      if (lookahead == 'k') ADVANCE(90);
      END_STATE();
    case 81:
      if (lookahead == 's') ADVANCE(91);
      END_STATE();
    case 82:
      if (lookahead == 'd') ADVANCE(92);
      END_STATE();
    case 83:
      ACCEPT_TOKEN(anon_sym_reaches);
      END_STATE();
    case 84:
      ACCEPT_TOKEN(anon_sym_recover);
      END_STATE();
    case 85:
      if (lookahead == 'd') ADVANCE(93);
      END_STATE();
    case 86:
      if (lookahead == 'p') ADVANCE(94);
      if (lookahead == 't') ADVANCE(95);
      END_STATE();
    case 87:
      if (lookahead == 'e') ADVANCE(96);
      END_STATE();
    case 88:
      ACCEPT_TOKEN(anon_sym_tls_pin);
      END_STATE();
    case 89:
      if (lookahead == 'p') ADVANCE(97);
      if (lookahead == 'u') ADVANCE(98);
      END_STATE();
    case 90:
      ACCEPT_TOKEN(anon_sym_fallback);
      END_STATE();
    case 91:
      if (lookahead == 'e') ADVANCE(99);
      END_STATE();
    case 92:
      if (lookahead == '_') ADVANCE(100);
      END_STATE();
    case 93:
      if (lookahead == 'n') ADVANCE(101);
      END_STATE();
    case 94:
      if (lookahead == 'o') ADVANCE(102);
      END_STATE();
    case 95:
      if (lookahead == 'y') ADVANCE(103);
      END_STATE();
    case 96:
      if (lookahead == 'n') ADVANCE(104);
      END_STATE();
    case 97:
      if (lookahead == 'a') ADVANCE(105);
      END_STATE();
    case 98:
      if (lookahead == 's') ADVANCE(106);
      END_STATE();
    case 99:
      if (lookahead == 'r') ADVANCE(107);
      END_STATE();
    case 100:
      if (lookahead == 'f') ADVANCE(108);
      END_STATE();
    case 101:
      if (lookahead == 's') ADVANCE(109);
      END_STATE();
    case 102:
      if (lookahead == 'r') ADVANCE(110);
      END_STATE();
    case 103:
      if (lookahead == 'p') ADVANCE(111);
      END_STATE();
    case 104:
      if (lookahead == 't') ADVANCE(112);
      END_STATE();
    case 105:
      if (lookahead == 's') ADVANCE(113);
      END_STATE();
    case 106:
      if (lookahead == 'e') ADVANCE(114);
      END_STATE();
    case 107:
      if (lookahead == 'v') ADVANCE(115);
      END_STATE();
    case 108:
      if (lookahead == 'i') ADVANCE(116);
      END_STATE();
    case 109:
      ACCEPT_TOKEN(anon_sym_remote_dns);
      END_STATE();
    case 110:
      if (lookahead == 't') ADVANCE(117);
      END_STATE();
    case 111:
      if (lookahead == 'e') ADVANCE(118);
      END_STATE();
    case 112:
      ACCEPT_TOKEN(anon_sym_tls_client);
      END_STATE();
    case 113:
      if (lookahead == 's') ADVANCE(119);
      END_STATE();
    case 114:
      if (lookahead == 'r') ADVANCE(120);
      END_STATE();
    case 115:
      if (lookahead == 'i') ADVANCE(121);
      END_STATE();
    case 116:
      if (lookahead == 'l') ADVANCE(122);
      END_STATE();
    case 117:
      ACCEPT_TOKEN(anon_sym_server_port);
      END_STATE();
    case 118:
      ACCEPT_TOKEN(anon_sym_server_type);
      END_STATE();
    case 119:
      ACCEPT_TOKEN(anon_sym_default_pass);
      END_STATE();
    case 120:
      ACCEPT_TOKEN(anon_sym_default_user);
      END_STATE();
    case 121:
      if (lookahead == 'c') ADVANCE(123);
      END_STATE();
    case 122:
      if (lookahead == 'e') ADVANCE(124);
      END_STATE();
    case 123:
      if (lookahead == 'e') ADVANCE(125);
      END_STATE();
    case 124:
      ACCEPT_TOKEN(anon_sym_password_file);
      END_STATE();
    case 125:
      ACCEPT_TOKEN(anon_sym_gssapi_service);
      END_STATE();
    default:
      return false;
  }
}

static const TSLexMode ts_lex_modes[STATE_COUNT] = {
  [0] = {.lex_state = 0},
  [1] = {.lex_state = 33},
  [2] = {.lex_state = 33},
  [3] = {.lex_state = 33},
  [4] = {.lex_state = 7},
  [5] = {.lex_state = 8},
  [6] = {.lex_state = 4},
  [7] = {.lex_state = 5},
  [8] = {.lex_state = 18},
  [9] = {.lex_state = 18},
  [10] = {.lex_state = 19},
  [11] = {.lex_state = 19},
  [12] = {.lex_state = 3},
  [13] = {.lex_state = 3},
  [14] = {.lex_state = 33},
  [15] = {.lex_state = 34},
  [16] = {.lex_state = 26},
  [17] = {.lex_state = 10},
  [18] = {.lex_state = 30},
  [19] = {.lex_state = 28},
  [20] = {.lex_state = 6},
  [21] = {.lex_state = 43},
  [22] = {.lex_state = 12},
  [23] = {.lex_state = 20},
  [24] = {.lex_state = 24},
  [25] = {.lex_state = 35},
  [26] = {.lex_state = 20},
  [27] = {.lex_state = 38},
  [28] = {.lex_state = 33},
  [29] = {.lex_state = 20},
  [30] = {.lex_state = 6},
  [31] = {.lex_state = 21},
  [32] = {.lex_state = 11},
  [33] = {.lex_state = 21},
  [34] = {.lex_state = 14},
  [35] = {.lex_state = 30},
  [36] = {.lex_state = 39},
  [37] = {.lex_state = 13},
  [38] = {.lex_state = 27},
  [39] = {.lex_state = 27},
  [40] = {.lex_state = 22},
  [41] = {.lex_state = 37},
  [42] = {.lex_state = 22},
  [43] = {.lex_state = 25},
  [44] = {.lex_state = 22},
  [45] = {.lex_state = 23},
  [46] = {.lex_state = 27},
  [47] = {.lex_state = 20},
  [48] = {.lex_state = 43},
  [49] = {.lex_state = 20},
  [50] = {.lex_state = 23},
  [51] = {.lex_state = 36},
  [52] = {.lex_state = 15},
  [53] = {.lex_state = 36},
  [54] = {.lex_state = 36},
  [55] = {.lex_state = 37},
  [56] = {.lex_state = 16},
  [57] = {.lex_state = 33},
  [58] = {.lex_state = 33},
  [59] = {.lex_state = 33},
  [60] = {.lex_state = 29},
  [61] = {.lex_state = 22},
  [62] = {.lex_state = 22},
  [63] = {.lex_state = 29},
  [64] = {.lex_state = 37},
  [65] = {.lex_state = 37},
  [66] = {.lex_state = 37},
  [67] = {.lex_state = 37},
  [68] = {.lex_state = 33},
  [69] = {.lex_state = 33},
  [70] = {.lex_state = 37},
  [71] = {.lex_state = 37},
  [72] = {.lex_state = 37},
  [73] = {.lex_state = 33},
  [74] = {.lex_state = 37},
  [75] = {.lex_state = 37},
  [76] = {.lex_state = 37},
  [77] = {.lex_state = 37},
  [78] = {.lex_state = 42},
  [79] = {.lex_state = 17},
  [80] = {.lex_state = 37},
  [81] = {.lex_state = 37},
  [82] = {.lex_state = 37},
  [83] = {.lex_state = 42},
  [84] = {.lex_state = 37},
  [85] = {.lex_state = 42},
  [86] = {.lex_state = 37},
  [87] = {.lex_state = 33},
  [88] = {.lex_state = 37},
  [89] = {.lex_state = 33},
  [90] = {.lex_state = 33},
  [91] = {.lex_state = 33},
  [92] = {.lex_state = 33},
  [93] = {.lex_state = 29},
  [94] = {.lex_state = 33},
  [95] = {.lex_state = 44},
  [96] = {.lex_state = 44},
  [97] = {.lex_state = 33},
  [98] = {.lex_state = 33},
  [99] = {.lex_state = 33},
  [100] = {.lex_state = 33},
  [101] = {.lex_state = 44},
  [102] = {.lex_state = 44},
  [103] = {.lex_state = 44},
  [104] = {.lex_state = 33},
  [105] = {.lex_state = 33},
  [106] = {.lex_state = 33},
  [107] = {.lex_state = 33},
  [108] = {.lex_state = 44},
  [109] = {.lex_state = 33},
  [110] = {.lex_state = 44},
  [111] = {.lex_state = 44},
  [112] = {.lex_state = 33},
  [113] = {.lex_state = 33},
  [114] = {.lex_state = 44},
  [115] = {.lex_state = 44},
  [116] = {.lex_state = 44},
  [117] = {.lex_state = 44},
  [118] = {.lex_state = 33},
  [119] = {.lex_state = 33},
  [120] = {.lex_state = 44},
  [121] = {.lex_state = 44},
  [122] = {.lex_state = 33},
  [123] = {.lex_state = 33},
  [124] = {.lex_state = 33},
  [125] = {.lex_state = 33},
  [126] = {.lex_state = 33},
  [127] = {.lex_state = 44},
  [128] = {.lex_state = 33},
  [129] = {.lex_state = 44},
  [130] = {.lex_state = 44},
  [131] = {.lex_state = 33},
  [132] = {.lex_state = 33},
  [133] = {.lex_state = 44},
  [134] = {.lex_state = 33},
  [135] = {.lex_state = 33},
  [136] = {.lex_state = 33},
  [137] = {.lex_state = 33},
  [138] = {.lex_state = 33},
  [139] = {.lex_state = 33},
  [140] = {.lex_state = 33},
  [141] = {.lex_state = 7},
  [142] = {.lex_state = 1},
  [143] = {.lex_state = 33},
  [144] = {.lex_state = 1},
  [145] = {.lex_state = 7},
};

static const uint16_t ts_parse_table[LARGE_STATE_COUNT][SYMBOL_COUNT] = {
  [0] = {
    [ts_builtin_sym_end] = ACTIONS(1),
    [sym_name] = ACTIONS(1),
    [anon_sym_path] = ACTIONS(1),
    [anon_sym_LBRACE] = ACTIONS(1),
    [anon_sym_RBRACE] = ACTIONS(1),
    [anon_sym_local] = ACTIONS(1),
    [anon_sym_reaches] = ACTIONS(1),
    [anon_sym_EQ] = ACTIONS(1),
    [anon_sym_LBRACK] = ACTIONS(1),
    [anon_sym_RBRACK] = ACTIONS(1),
    [anon_sym_COLON] = ACTIONS(1),
    [anon_sym_DASH] = ACTIONS(1),
    [anon_sym_SLASH] = ACTIONS(1),
    [anon_sym_server] = ACTIONS(1),
    [anon_sym_weight] = ACTIONS(1),
    [anon_sym_recover] = ACTIONS(1),
    [anon_sym_chain] = ACTIONS(1),
    [anon_sym_check] = ACTIONS(1),
    [anon_sym_default_pass] = ACTIONS(1),
    [anon_sym_default_user] = ACTIONS(1),
    [anon_sym_fallback] = ACTIONS(1),
    [anon_sym_gssapi] = ACTIONS(1),
    [anon_sym_gssapi_service] = ACTIONS(1),
    [anon_sym_password_file] = ACTIONS(1),
    [anon_sym_remote_dns] = ACTIONS(1),
    [anon_sym_select] = ACTIONS(1),
    [anon_sym_server_port] = ACTIONS(1),
    [anon_sym_server_type] = ACTIONS(1),
    [anon_sym_tls_ca] = ACTIONS(1),
    [anon_sym_tls_client] = ACTIONS(1),
    [anon_sym_tls_pin] = ACTIONS(1),
    [sym__word] = ACTIONS(1),
    [sym__immediate_word] = ACTIONS(1),
    [sym_ipv4] = ACTIONS(1),
    [sym_number] = ACTIONS(1),
    [sym_unexpected] = ACTIONS(1),
    [sym_comment] = ACTIONS(3),
    [sym__newline] = ACTIONS(1),
  },
  [1] = {
    [sym_source_file] = STATE(143),
    [sym__line] = STATE(106),
    [sym_path] = STATE(106),
    [sym_stray_close] = STATE(106),
    [sym__statement] = STATE(106),
    [sym_network_statement] = STATE(106),
    [sym_server_statement] = STATE(106),
    [sym_recover_statement] = STATE(106),
    [sym_setting] = STATE(106),
    [sym_unknown_statement] = STATE(106),
    [aux_sym_source_file_repeat1] = STATE(109),
    [ts_builtin_sym_end] = ACTIONS(5),
    [sym_name] = ACTIONS(7),
    [anon_sym_path] = ACTIONS(9),
    [anon_sym_RBRACE] = ACTIONS(11),
    [anon_sym_local] = ACTIONS(13),
    [anon_sym_reaches] = ACTIONS(13),
    [anon_sym_server] = ACTIONS(15),
    [anon_sym_recover] = ACTIONS(17),
    [anon_sym_chain] = ACTIONS(19),
    [anon_sym_check] = ACTIONS(19),
    [anon_sym_default_pass] = ACTIONS(19),
    [anon_sym_default_user] = ACTIONS(19),
    [anon_sym_fallback] = ACTIONS(19),
    [anon_sym_gssapi] = ACTIONS(19),
    [anon_sym_gssapi_service] = ACTIONS(19),
    [anon_sym_password_file] = ACTIONS(19),
    [anon_sym_remote_dns] = ACTIONS(19),
    [anon_sym_select] = ACTIONS(19),
    [anon_sym_server_port] = ACTIONS(19),
    [anon_sym_server_type] = ACTIONS(19),
    [anon_sym_tls_ca] = ACTIONS(19),
    [anon_sym_tls_client] = ACTIONS(19),
    [anon_sym_tls_pin] = ACTIONS(19),
    [sym_unexpected] = ACTIONS(21),
    [sym_comment] = ACTIONS(23),
    [sym__newline] = ACTIONS(25),
  },
  [2] = {
    [sym__line] = STATE(140),
    [sym_path] = STATE(140),
    [sym_stray_close] = STATE(140),
    [sym__statement] = STATE(140),
    [sym_network_statement] = STATE(140),
    [sym_server_statement] = STATE(140),
    [sym_recover_statement] = STATE(140),
    [sym_setting] = STATE(140),
    [sym_unknown_statement] = STATE(140),
    [ts_builtin_sym_end] = ACTIONS(27),
    [sym_name] = ACTIONS(7),
    [anon_sym_path] = ACTIONS(9),
    [anon_sym_RBRACE] = ACTIONS(11),
    [anon_sym_local] = ACTIONS(13),
    [anon_sym_reaches] = ACTIONS(13),
    [anon_sym_server] = ACTIONS(15),
    [anon_sym_recover] = ACTIONS(17),
    [anon_sym_chain] = ACTIONS(19),
    [anon_sym_check] = ACTIONS(19),
    [anon_sym_default_pass] = ACTIONS(19),
    [anon_sym_default_user] = ACTIONS(19),
    [anon_sym_fallback] = ACTIONS(19),
    [anon_sym_gssapi] = ACTIONS(19),
    [anon_sym_gssapi_service] = ACTIONS(19),
    [anon_sym_password_file] = ACTIONS(19),
    [anon_sym_remote_dns] = ACTIONS(19),
    [anon_sym_select] = ACTIONS(19),
    [anon_sym_server_port] = ACTIONS(19),
    [anon_sym_server_type] = ACTIONS(19),
    [anon_sym_tls_ca] = ACTIONS(19),
    [anon_sym_tls_client] = ACTIONS(19),
    [anon_sym_tls_pin] = ACTIONS(19),
    [sym_unexpected] = ACTIONS(21),
    [sym_comment] = ACTIONS(23),
    [sym__newline] = ACTIONS(27),
  },
  [3] = {
    [sym_path] = STATE(100),
    [sym__statement] = STATE(100),
    [sym_network_statement] = STATE(100),
    [sym_server_statement] = STATE(100),
    [sym_recover_statement] = STATE(100),
    [sym_setting] = STATE(100),
    [sym_unknown_statement] = STATE(100),
    [ts_builtin_sym_end] = ACTIONS(29),
    [sym_name] = ACTIONS(31),
    [anon_sym_path] = ACTIONS(33),
    [anon_sym_RBRACE] = ACTIONS(29),
    [anon_sym_local] = ACTIONS(35),
    [anon_sym_reaches] = ACTIONS(35),
    [anon_sym_server] = ACTIONS(37),
    [anon_sym_recover] = ACTIONS(39),
    [anon_sym_chain] = ACTIONS(41),
    [anon_sym_check] = ACTIONS(41),
    [anon_sym_default_pass] = ACTIONS(41),
    [anon_sym_default_user] = ACTIONS(41),
    [anon_sym_fallback] = ACTIONS(41),
    [anon_sym_gssapi] = ACTIONS(41),
    [anon_sym_gssapi_service] = ACTIONS(41),
    [anon_sym_password_file] = ACTIONS(41),
    [anon_sym_remote_dns] = ACTIONS(41),
    [anon_sym_select] = ACTIONS(41),
    [anon_sym_server_port] = ACTIONS(41),
    [anon_sym_server_type] = ACTIONS(41),
    [anon_sym_tls_ca] = ACTIONS(41),
    [anon_sym_tls_client] = ACTIONS(41),
    [anon_sym_tls_pin] = ACTIONS(41),
    [sym_unexpected] = ACTIONS(21),
    [sym_comment] = ACTIONS(23),
    [sym__newline] = ACTIONS(29),
  },
};

static const uint16_t ts_small_parse_table[] = {
  [0] = 9,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(45), 1,
      anon_sym_LBRACK,
    ACTIONS(47), 1,
      sym_ipv4,
    ACTIONS(49), 1,
      sym_ipv6,
    ACTIONS(51), 1,
      sym_number,
    ACTIONS(53), 1,
      sym_host,
    ACTIONS(55), 1,
      sym_unexpected,
    STATE(70), 2,
      sym_network,
      sym_host_pattern,
    ACTIONS(43), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [31] = 9,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(55), 1,
      sym_unexpected,
    ACTIONS(57), 1,
      anon_sym_LBRACK,
    ACTIONS(59), 1,
      sym_ipv4,
    ACTIONS(61), 1,
      sym_ipv6,
    ACTIONS(63), 1,
      sym_number,
    ACTIONS(65), 1,
      sym_host,
    ACTIONS(43), 2,
      ts_builtin_sym_end,
      sym__newline,
    STATE(115), 2,
      sym_network,
      sym_host_pattern,
  [61] = 9,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(69), 1,
      sym_name,
    ACTIONS(71), 1,
      anon_sym_RBRACE,
    ACTIONS(73), 1,
      sym__word,
    ACTIONS(75), 1,
      sym__immediate_word,
    ACTIONS(77), 1,
      sym_unexpected,
    STATE(14), 1,
      sym__value,
    STATE(122), 1,
      sym__rest,
    ACTIONS(67), 2,
      ts_builtin_sym_end,
      sym__newline,
  [90] = 8,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(77), 1,
      sym_unexpected,
    ACTIONS(79), 1,
      sym_name,
    ACTIONS(81), 1,
      sym__word,
    ACTIONS(83), 1,
      sym__immediate_word,
    STATE(21), 1,
      sym__value,
    STATE(122), 1,
      sym__rest,
    ACTIONS(67), 2,
      ts_builtin_sym_end,
      sym__newline,
  [116] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(87), 1,
      anon_sym_COLON,
    ACTIONS(89), 1,
      anon_sym_SLASH,
    ACTIONS(91), 1,
      sym_unexpected,
    STATE(26), 1,
      sym_ports,
    STATE(74), 1,
      sym_mask,
    ACTIONS(85), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [140] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(87), 1,
      anon_sym_COLON,
    ACTIONS(89), 1,
      anon_sym_SLASH,
    ACTIONS(95), 1,
      sym_unexpected,
    STATE(29), 1,
      sym_ports,
    STATE(82), 1,
      sym_mask,
    ACTIONS(93), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [164] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(91), 1,
      sym_unexpected,
    ACTIONS(97), 1,
      anon_sym_COLON,
    ACTIONS(99), 1,
      anon_sym_SLASH,
    STATE(40), 1,
      sym_ports,
    STATE(114), 1,
      sym_mask,
    ACTIONS(85), 2,
      ts_builtin_sym_end,
      sym__newline,
  [187] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(95), 1,
      sym_unexpected,
    ACTIONS(97), 1,
      anon_sym_COLON,
    ACTIONS(99), 1,
      anon_sym_SLASH,
    STATE(44), 1,
      sym_ports,
    STATE(110), 1,
      sym_mask,
    ACTIONS(93), 2,
      ts_builtin_sym_end,
      sym__newline,
  [210] = 7,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(103), 1,
      anon_sym_RBRACE,
    ACTIONS(105), 1,
      sym__word,
    ACTIONS(107), 1,
      sym__immediate_word,
    ACTIONS(109), 1,
      sym_unexpected,
    STATE(71), 1,
      sym__value,
    ACTIONS(101), 2,
      ts_builtin_sym_end,
      sym__newline,
  [233] = 7,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(113), 1,
      anon_sym_RBRACE,
    ACTIONS(115), 1,
      sym__word,
    ACTIONS(117), 1,
      sym__immediate_word,
    ACTIONS(119), 1,
      sym_unexpected,
    STATE(54), 1,
      sym__value,
    ACTIONS(111), 2,
      ts_builtin_sym_end,
      sym__newline,
  [256] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(69), 1,
      sym_name,
    ACTIONS(123), 1,
      anon_sym_weight,
    ACTIONS(125), 1,
      sym_unexpected,
    STATE(118), 1,
      sym__rest,
    ACTIONS(121), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [277] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(69), 1,
      sym_name,
    ACTIONS(129), 1,
      sym_number,
    ACTIONS(131), 1,
      sym_unexpected,
    STATE(104), 1,
      sym__rest,
    ACTIONS(127), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [298] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(135), 1,
      sym_name,
    ACTIONS(137), 1,
      anon_sym_EQ,
    ACTIONS(139), 1,
      sym_unexpected,
    STATE(112), 1,
      sym__rest,
    ACTIONS(133), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [319] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(143), 1,
      anon_sym_DASH,
    ACTIONS(145), 1,
      sym_number,
    ACTIONS(147), 1,
      sym_unexpected,
    ACTIONS(141), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [338] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(149), 1,
      ts_builtin_sym_end,
    ACTIONS(151), 1,
      anon_sym_LBRACE,
    ACTIONS(153), 1,
      anon_sym_RBRACE,
    ACTIONS(155), 1,
      sym_unexpected,
    ACTIONS(157), 1,
      sym__newline,
    STATE(59), 1,
      aux_sym_path_repeat1,
  [360] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(139), 1,
      sym_unexpected,
    ACTIONS(159), 1,
      sym_name,
    ACTIONS(161), 1,
      anon_sym_EQ,
    STATE(112), 1,
      sym__rest,
    ACTIONS(133), 2,
      ts_builtin_sym_end,
      sym__newline,
  [380] = 6,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(119), 1,
      sym_unexpected,
    ACTIONS(163), 1,
      sym__word,
    ACTIONS(165), 1,
      sym__immediate_word,
    STATE(85), 1,
      sym__value,
    ACTIONS(111), 2,
      ts_builtin_sym_end,
      sym__newline,
  [400] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(79), 1,
      sym_name,
    ACTIONS(125), 1,
      sym_unexpected,
    ACTIONS(167), 1,
      anon_sym_weight,
    STATE(118), 1,
      sym__rest,
    ACTIONS(121), 2,
      ts_builtin_sym_end,
      sym__newline,
  [420] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(147), 1,
      sym_unexpected,
    ACTIONS(169), 1,
      anon_sym_DASH,
    ACTIONS(171), 1,
      sym_number,
    ACTIONS(141), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [438] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(89), 1,
      anon_sym_SLASH,
    ACTIONS(91), 1,
      sym_unexpected,
    STATE(74), 1,
      sym_mask,
    ACTIONS(85), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [456] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(175), 1,
      anon_sym_COLON,
    ACTIONS(177), 1,
      sym_unexpected,
    STATE(75), 1,
      sym_ports,
    ACTIONS(173), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [474] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(181), 1,
      sym_ipv4,
    ACTIONS(183), 1,
      sym_number,
    ACTIONS(185), 1,
      sym_unexpected,
    ACTIONS(179), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [492] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(89), 1,
      anon_sym_SLASH,
    ACTIONS(189), 1,
      sym_unexpected,
    STATE(81), 1,
      sym_mask,
    ACTIONS(187), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [510] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(79), 1,
      sym_name,
    ACTIONS(131), 1,
      sym_unexpected,
    ACTIONS(191), 1,
      sym_number,
    STATE(104), 1,
      sym__rest,
    ACTIONS(127), 2,
      ts_builtin_sym_end,
      sym__newline,
  [530] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(135), 1,
      sym_name,
    ACTIONS(195), 1,
      sym_unexpected,
    STATE(113), 1,
      sym__rest,
    ACTIONS(193), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [548] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(89), 1,
      anon_sym_SLASH,
    ACTIONS(199), 1,
      sym_unexpected,
    STATE(84), 1,
      sym_mask,
    ACTIONS(197), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [566] = 6,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(109), 1,
      sym_unexpected,
    ACTIONS(201), 1,
      sym__word,
    ACTIONS(203), 1,
      sym__immediate_word,
    STATE(127), 1,
      sym__value,
    ACTIONS(101), 2,
      ts_builtin_sym_end,
      sym__newline,
  [586] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(207), 1,
      sym_number,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(205), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [602] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(211), 1,
      anon_sym_DASH,
    ACTIONS(205), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [618] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(215), 1,
      sym_number,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(213), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [634] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(147), 1,
      sym_unexpected,
    ACTIONS(219), 1,
      anon_sym_DASH,
    ACTIONS(221), 1,
      sym_number,
    ACTIONS(141), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [652] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(149), 1,
      ts_builtin_sym_end,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(223), 1,
      anon_sym_LBRACE,
    ACTIONS(225), 1,
      anon_sym_RBRACE,
    ACTIONS(227), 1,
      sym_unexpected,
    STATE(57), 1,
      aux_sym_path_repeat1,
  [674] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(185), 1,
      sym_unexpected,
    ACTIONS(229), 1,
      sym_ipv4,
    ACTIONS(231), 1,
      sym_number,
    ACTIONS(179), 2,
      ts_builtin_sym_end,
      sym__newline,
  [691] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(233), 1,
      anon_sym_DASH,
    ACTIONS(205), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [706] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(237), 1,
      anon_sym_EQ,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(235), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [721] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(243), 1,
      anon_sym_EQ,
    ACTIONS(245), 1,
      sym_unexpected,
    ACTIONS(241), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [736] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(99), 1,
      anon_sym_SLASH,
    ACTIONS(189), 1,
      sym_unexpected,
    STATE(102), 1,
      sym_mask,
    ACTIONS(187), 2,
      ts_builtin_sym_end,
      sym__newline,
  [753] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(247), 1,
      ts_builtin_sym_end,
    ACTIONS(249), 1,
      anon_sym_RBRACE,
    ACTIONS(251), 1,
      sym_unexpected,
    STATE(69), 1,
      aux_sym_path_repeat1,
  [772] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(91), 1,
      sym_unexpected,
    ACTIONS(99), 1,
      anon_sym_SLASH,
    STATE(114), 1,
      sym_mask,
    ACTIONS(85), 2,
      ts_builtin_sym_end,
      sym__newline,
  [789] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(177), 1,
      sym_unexpected,
    ACTIONS(253), 1,
      anon_sym_COLON,
    STATE(111), 1,
      sym_ports,
    ACTIONS(173), 2,
      ts_builtin_sym_end,
      sym__newline,
  [806] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(99), 1,
      anon_sym_SLASH,
    ACTIONS(199), 1,
      sym_unexpected,
    STATE(116), 1,
      sym_mask,
    ACTIONS(197), 2,
      ts_builtin_sym_end,
      sym__newline,
  [823] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(255), 1,
      sym_number,
    ACTIONS(213), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [838] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(259), 1,
      anon_sym_EQ,
    ACTIONS(261), 1,
      sym_unexpected,
    ACTIONS(257), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [853] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(213), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [866] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(159), 1,
      sym_name,
    ACTIONS(195), 1,
      sym_unexpected,
    STATE(113), 1,
      sym__rest,
    ACTIONS(193), 2,
      ts_builtin_sym_end,
      sym__newline,
  [883] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(265), 1,
      sym_unexpected,
    ACTIONS(263), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [896] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(267), 1,
      sym_number,
    ACTIONS(205), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [911] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(269), 1,
      sym_number,
    ACTIONS(205), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [926] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(271), 1,
      anon_sym_DASH,
    ACTIONS(205), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [941] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(273), 1,
      sym_number,
    ACTIONS(213), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [956] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(277), 1,
      sym_number,
    ACTIONS(279), 1,
      sym_unexpected,
    ACTIONS(275), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [971] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(247), 1,
      ts_builtin_sym_end,
    ACTIONS(281), 1,
      anon_sym_RBRACE,
    ACTIONS(283), 1,
      sym_unexpected,
    STATE(92), 1,
      aux_sym_path_repeat1,
  [990] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(147), 1,
      sym_unexpected,
    ACTIONS(285), 1,
      anon_sym_DASH,
    ACTIONS(287), 1,
      sym_number,
    ACTIONS(141), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1007] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(247), 1,
      ts_builtin_sym_end,
    ACTIONS(281), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1023] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(289), 1,
      ts_builtin_sym_end,
    ACTIONS(291), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1039] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(247), 1,
      ts_builtin_sym_end,
    ACTIONS(249), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1055] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(245), 1,
      sym_unexpected,
    ACTIONS(293), 1,
      anon_sym_EQ,
    ACTIONS(241), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1069] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(213), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [1081] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(265), 1,
      sym_unexpected,
    ACTIONS(263), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [1093] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(261), 1,
      sym_unexpected,
    ACTIONS(295), 1,
      anon_sym_EQ,
    ACTIONS(257), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1107] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(299), 1,
      sym_unexpected,
    ACTIONS(297), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1119] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(301), 1,
      sym_unexpected,
    ACTIONS(247), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1131] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(305), 1,
      sym_unexpected,
    ACTIONS(303), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1143] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(309), 1,
      sym_unexpected,
    ACTIONS(307), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1155] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(307), 1,
      ts_builtin_sym_end,
    ACTIONS(311), 1,
      anon_sym_RBRACE,
    STATE(87), 1,
      aux_sym_path_repeat1,
  [1171] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(307), 1,
      ts_builtin_sym_end,
    ACTIONS(311), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1187] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(315), 1,
      sym_unexpected,
    ACTIONS(313), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1199] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(319), 1,
      sym_unexpected,
    ACTIONS(317), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1211] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(321), 1,
      sym_unexpected,
    ACTIONS(289), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1223] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(325), 1,
      sym__newline,
    STATE(73), 1,
      aux_sym_path_repeat1,
    ACTIONS(323), 2,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
  [1237] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(189), 1,
      sym_unexpected,
    ACTIONS(187), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1249] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(330), 1,
      sym_unexpected,
    ACTIONS(328), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1261] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(334), 1,
      sym_unexpected,
    ACTIONS(332), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1273] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(338), 1,
      sym_unexpected,
    ACTIONS(336), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1285] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(340), 1,
      sym_number,
    ACTIONS(205), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1299] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(209), 1,
      sym_unexpected,
    ACTIONS(342), 1,
      anon_sym_DASH,
    ACTIONS(205), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1313] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(346), 1,
      sym_unexpected,
    ACTIONS(344), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1325] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(95), 1,
      sym_unexpected,
    ACTIONS(93), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1337] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(199), 1,
      sym_unexpected,
    ACTIONS(197), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1349] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(348), 1,
      sym_number,
    ACTIONS(213), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1363] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(352), 1,
      sym_unexpected,
    ACTIONS(350), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1375] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(279), 1,
      sym_unexpected,
    ACTIONS(354), 1,
      sym_number,
    ACTIONS(275), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1389] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(213), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1401] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(289), 1,
      ts_builtin_sym_end,
    ACTIONS(356), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1417] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(265), 1,
      sym_unexpected,
    ACTIONS(263), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1429] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(247), 1,
      ts_builtin_sym_end,
    ACTIONS(281), 1,
      anon_sym_RBRACE,
    STATE(92), 1,
      aux_sym_path_repeat1,
  [1445] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(247), 1,
      ts_builtin_sym_end,
    ACTIONS(249), 1,
      anon_sym_RBRACE,
    STATE(69), 1,
      aux_sym_path_repeat1,
  [1461] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(307), 1,
      ts_builtin_sym_end,
    ACTIONS(358), 1,
      anon_sym_RBRACE,
    STATE(58), 1,
      aux_sym_path_repeat1,
  [1477] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(157), 1,
      sym__newline,
    ACTIONS(307), 1,
      ts_builtin_sym_end,
    ACTIONS(358), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1493] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(360), 1,
      anon_sym_EQ,
    ACTIONS(235), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1507] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(313), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1516] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(362), 1,
      sym_unexpected,
    ACTIONS(336), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1527] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(364), 1,
      sym_unexpected,
    ACTIONS(307), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1538] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(366), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1547] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(43), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1556] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(307), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1565] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(323), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1574] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(344), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1583] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(93), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1592] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(368), 1,
      sym_unexpected,
    ACTIONS(297), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1603] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(193), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1612] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(370), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1621] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(25), 1,
      sym__newline,
    ACTIONS(372), 1,
      ts_builtin_sym_end,
    STATE(137), 1,
      aux_sym_source_file_repeat1,
  [1634] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(374), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1643] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(376), 1,
      sym_unexpected,
    ACTIONS(303), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1654] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(25), 1,
      sym__newline,
    ACTIONS(372), 1,
      ts_builtin_sym_end,
    STATE(138), 1,
      aux_sym_source_file_repeat1,
  [1667] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(197), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1676] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(328), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1685] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(67), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1694] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(378), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1703] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(187), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1712] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(380), 1,
      sym_unexpected,
    ACTIONS(313), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1723] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(350), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1732] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(213), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1741] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(127), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1750] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(297), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1759] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(263), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1768] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(384), 1,
      sym_unexpected,
    ACTIONS(382), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1779] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(386), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1788] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(388), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1797] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(390), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1806] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(111), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1815] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(392), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1824] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(394), 1,
      sym_unexpected,
    ACTIONS(317), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1835] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(289), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1844] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(396), 1,
      sym_unexpected,
    ACTIONS(289), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1855] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(398), 1,
      sym_unexpected,
    ACTIONS(332), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1866] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(101), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1875] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(332), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1884] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(400), 1,
      sym_unexpected,
    ACTIONS(247), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1895] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(402), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1904] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(404), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1913] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(336), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1922] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(25), 1,
      sym__newline,
    ACTIONS(406), 1,
      ts_builtin_sym_end,
    STATE(138), 1,
      aux_sym_source_file_repeat1,
  [1935] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(408), 1,
      ts_builtin_sym_end,
    ACTIONS(410), 1,
      sym__newline,
    STATE(138), 1,
      aux_sym_source_file_repeat1,
  [1948] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(413), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1956] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(408), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1964] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(415), 1,
      sym_ipv6,
  [1971] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(417), 1,
      anon_sym_RBRACK,
  [1978] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(419), 1,
      ts_builtin_sym_end,
  [1985] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(421), 1,
      anon_sym_RBRACK,
  [1992] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(423), 1,
      sym_ipv6,
};

static const uint32_t ts_small_parse_table_map[] = {
  [SMALL_STATE(4)] = 0,
  [SMALL_STATE(5)] = 31,
  [SMALL_STATE(6)] = 61,
  [SMALL_STATE(7)] = 90,
  [SMALL_STATE(8)] = 116,
  [SMALL_STATE(9)] = 140,
  [SMALL_STATE(10)] = 164,
  [SMALL_STATE(11)] = 187,
  [SMALL_STATE(12)] = 210,
  [SMALL_STATE(13)] = 233,
  [SMALL_STATE(14)] = 256,
  [SMALL_STATE(15)] = 277,
  [SMALL_STATE(16)] = 298,
  [SMALL_STATE(17)] = 319,
  [SMALL_STATE(18)] = 338,
  [SMALL_STATE(19)] = 360,
  [SMALL_STATE(20)] = 380,
  [SMALL_STATE(21)] = 400,
  [SMALL_STATE(22)] = 420,
  [SMALL_STATE(23)] = 438,
  [SMALL_STATE(24)] = 456,
  [SMALL_STATE(25)] = 474,
  [SMALL_STATE(26)] = 492,
  [SMALL_STATE(27)] = 510,
  [SMALL_STATE(28)] = 530,
  [SMALL_STATE(29)] = 548,
  [SMALL_STATE(30)] = 566,
  [SMALL_STATE(31)] = 586,
  [SMALL_STATE(32)] = 602,
  [SMALL_STATE(33)] = 618,
  [SMALL_STATE(34)] = 634,
  [SMALL_STATE(35)] = 652,
  [SMALL_STATE(36)] = 674,
  [SMALL_STATE(37)] = 691,
  [SMALL_STATE(38)] = 706,
  [SMALL_STATE(39)] = 721,
  [SMALL_STATE(40)] = 736,
  [SMALL_STATE(41)] = 753,
  [SMALL_STATE(42)] = 772,
  [SMALL_STATE(43)] = 789,
  [SMALL_STATE(44)] = 806,
  [SMALL_STATE(45)] = 823,
  [SMALL_STATE(46)] = 838,
  [SMALL_STATE(47)] = 853,
  [SMALL_STATE(48)] = 866,
  [SMALL_STATE(49)] = 883,
  [SMALL_STATE(50)] = 896,
  [SMALL_STATE(51)] = 911,
  [SMALL_STATE(52)] = 926,
  [SMALL_STATE(53)] = 941,
  [SMALL_STATE(54)] = 956,
  [SMALL_STATE(55)] = 971,
  [SMALL_STATE(56)] = 990,
  [SMALL_STATE(57)] = 1007,
  [SMALL_STATE(58)] = 1023,
  [SMALL_STATE(59)] = 1039,
  [SMALL_STATE(60)] = 1055,
  [SMALL_STATE(61)] = 1069,
  [SMALL_STATE(62)] = 1081,
  [SMALL_STATE(63)] = 1093,
  [SMALL_STATE(64)] = 1107,
  [SMALL_STATE(65)] = 1119,
  [SMALL_STATE(66)] = 1131,
  [SMALL_STATE(67)] = 1143,
  [SMALL_STATE(68)] = 1155,
  [SMALL_STATE(69)] = 1171,
  [SMALL_STATE(70)] = 1187,
  [SMALL_STATE(71)] = 1199,
  [SMALL_STATE(72)] = 1211,
  [SMALL_STATE(73)] = 1223,
  [SMALL_STATE(74)] = 1237,
  [SMALL_STATE(75)] = 1249,
  [SMALL_STATE(76)] = 1261,
  [SMALL_STATE(77)] = 1273,
  [SMALL_STATE(78)] = 1285,
  [SMALL_STATE(79)] = 1299,
  [SMALL_STATE(80)] = 1313,
  [SMALL_STATE(81)] = 1325,
  [SMALL_STATE(82)] = 1337,
  [SMALL_STATE(83)] = 1349,
  [SMALL_STATE(84)] = 1363,
  [SMALL_STATE(85)] = 1375,
  [SMALL_STATE(86)] = 1389,
  [SMALL_STATE(87)] = 1401,
  [SMALL_STATE(88)] = 1417,
  [SMALL_STATE(89)] = 1429,
  [SMALL_STATE(90)] = 1445,
  [SMALL_STATE(91)] = 1461,
  [SMALL_STATE(92)] = 1477,
  [SMALL_STATE(93)] = 1493,
  [SMALL_STATE(94)] = 1507,
  [SMALL_STATE(95)] = 1516,
  [SMALL_STATE(96)] = 1527,
  [SMALL_STATE(97)] = 1538,
  [SMALL_STATE(98)] = 1547,
  [SMALL_STATE(99)] = 1556,
  [SMALL_STATE(100)] = 1565,
  [SMALL_STATE(101)] = 1574,
  [SMALL_STATE(102)] = 1583,
  [SMALL_STATE(103)] = 1592,
  [SMALL_STATE(104)] = 1603,
  [SMALL_STATE(105)] = 1612,
  [SMALL_STATE(106)] = 1621,
  [SMALL_STATE(107)] = 1634,
  [SMALL_STATE(108)] = 1643,
  [SMALL_STATE(109)] = 1654,
  [SMALL_STATE(110)] = 1667,
  [SMALL_STATE(111)] = 1676,
  [SMALL_STATE(112)] = 1685,
  [SMALL_STATE(113)] = 1694,
  [SMALL_STATE(114)] = 1703,
  [SMALL_STATE(115)] = 1712,
  [SMALL_STATE(116)] = 1723,
  [SMALL_STATE(117)] = 1732,
  [SMALL_STATE(118)] = 1741,
  [SMALL_STATE(119)] = 1750,
  [SMALL_STATE(120)] = 1759,
  [SMALL_STATE(121)] = 1768,
  [SMALL_STATE(122)] = 1779,
  [SMALL_STATE(123)] = 1788,
  [SMALL_STATE(124)] = 1797,
  [SMALL_STATE(125)] = 1806,
  [SMALL_STATE(126)] = 1815,
  [SMALL_STATE(127)] = 1824,
  [SMALL_STATE(128)] = 1835,
  [SMALL_STATE(129)] = 1844,
  [SMALL_STATE(130)] = 1855,
  [SMALL_STATE(131)] = 1866,
  [SMALL_STATE(132)] = 1875,
  [SMALL_STATE(133)] = 1884,
  [SMALL_STATE(134)] = 1895,
  [SMALL_STATE(135)] = 1904,
  [SMALL_STATE(136)] = 1913,
  [SMALL_STATE(137)] = 1922,
  [SMALL_STATE(138)] = 1935,
  [SMALL_STATE(139)] = 1948,
  [SMALL_STATE(140)] = 1956,
  [SMALL_STATE(141)] = 1964,
  [SMALL_STATE(142)] = 1971,
  [SMALL_STATE(143)] = 1978,
  [SMALL_STATE(144)] = 1985,
  [SMALL_STATE(145)] = 1992,
};

static const TSParseActionEntry ts_parse_actions[] = {
  [0] = {.entry = {.count = 0, .reusable = false}},
  [1] = {.entry = {.count = 1, .reusable = false}}, RECOVER(),
  [3] = {.entry = {.count = 1, .reusable = false}}, SHIFT_EXTRA(),
  [5] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_source_file, 0, 0, 0),
  [7] = {.entry = {.count = 1, .reusable = false}}, SHIFT(103),
  [9] = {.entry = {.count = 1, .reusable = false}}, SHIFT(18),
  [11] = {.entry = {.count = 1, .reusable = true}}, SHIFT(121),
  [13] = {.entry = {.count = 1, .reusable = false}}, SHIFT(63),
  [15] = {.entry = {.count = 1, .reusable = false}}, SHIFT(19),
  [17] = {.entry = {.count = 1, .reusable = false}}, SHIFT(93),
  [19] = {.entry = {.count = 1, .reusable = false}}, SHIFT(60),
  [21] = {.entry = {.count = 1, .reusable = false}}, SHIFT(119),
  [23] = {.entry = {.count = 1, .reusable = true}}, SHIFT_EXTRA(),
  [25] = {.entry = {.count = 1, .reusable = true}}, SHIFT(2),
  [27] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_source_file_repeat1, 1, 0, 0),
  [29] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_path_repeat1, 1, 0, 0),
  [31] = {.entry = {.count = 1, .reusable = false}}, SHIFT(64),
  [33] = {.entry = {.count = 1, .reusable = false}}, SHIFT(35),
  [35] = {.entry = {.count = 1, .reusable = false}}, SHIFT(46),
  [37] = {.entry = {.count = 1, .reusable = false}}, SHIFT(16),
  [39] = {.entry = {.count = 1, .reusable = false}}, SHIFT(38),
  [41] = {.entry = {.count = 1, .reusable = false}}, SHIFT(39),
  [43] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 2, 0, 1),
  [45] = {.entry = {.count = 1, .reusable = true}}, SHIFT(145),
  [47] = {.entry = {.count = 1, .reusable = false}}, SHIFT(8),
  [49] = {.entry = {.count = 1, .reusable = true}}, SHIFT(23),
  [51] = {.entry = {.count = 1, .reusable = false}}, SHIFT(23),
  [53] = {.entry = {.count = 1, .reusable = false}}, SHIFT(24),
  [55] = {.entry = {.count = 1, .reusable = false}}, SHIFT(94),
  [57] = {.entry = {.count = 1, .reusable = true}}, SHIFT(141),
  [59] = {.entry = {.count = 1, .reusable = false}}, SHIFT(10),
  [61] = {.entry = {.count = 1, .reusable = true}}, SHIFT(42),
  [63] = {.entry = {.count = 1, .reusable = false}}, SHIFT(42),
  [65] = {.entry = {.count = 1, .reusable = false}}, SHIFT(43),
  [67] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 2, 0, 1),
  [69] = {.entry = {.count = 1, .reusable = false}}, SHIFT(66),
  [71] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_server_statement, 2, 0, 1),
  [73] = {.entry = {.count = 1, .reusable = false}}, SHIFT(14),
  [75] = {.entry = {.count = 1, .reusable = true}}, SHIFT(14),
  [77] = {.entry = {.count = 1, .reusable = false}}, SHIFT(122),
  [79] = {.entry = {.count = 1, .reusable = false}}, SHIFT(108),
  [81] = {.entry = {.count = 1, .reusable = false}}, SHIFT(21),
  [83] = {.entry = {.count = 1, .reusable = true}}, SHIFT(21),
  [85] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 1, 0, 0),
  [87] = {.entry = {.count = 1, .reusable = true}}, SHIFT(17),
  [89] = {.entry = {.count = 1, .reusable = true}}, SHIFT(25),
  [91] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 1, 0, 0),
  [93] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 3, 0, 0),
  [95] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 3, 0, 0),
  [97] = {.entry = {.count = 1, .reusable = true}}, SHIFT(22),
  [99] = {.entry = {.count = 1, .reusable = true}}, SHIFT(36),
  [101] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 2, 0, 1),
  [103] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_setting, 2, 0, 1),
  [105] = {.entry = {.count = 1, .reusable = false}}, SHIFT(71),
  [107] = {.entry = {.count = 1, .reusable = true}}, SHIFT(71),
  [109] = {.entry = {.count = 1, .reusable = false}}, SHIFT(126),
  [111] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 2, 0, 1),
  [113] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_recover_statement, 2, 0, 1),
  [115] = {.entry = {.count = 1, .reusable = false}}, SHIFT(54),
  [117] = {.entry = {.count = 1, .reusable = true}}, SHIFT(54),
  [119] = {.entry = {.count = 1, .reusable = false}}, SHIFT(124),
  [121] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 3, 0, 3),
  [123] = {.entry = {.count = 1, .reusable = false}}, SHIFT(15),
  [125] = {.entry = {.count = 1, .reusable = false}}, SHIFT(118),
  [127] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 4, 0, 3),
  [129] = {.entry = {.count = 1, .reusable = true}}, SHIFT(28),
  [131] = {.entry = {.count = 1, .reusable = false}}, SHIFT(104),
  [133] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 1, 0, 1),
  [135] = {.entry = {.count = 1, .reusable = true}}, SHIFT(66),
  [137] = {.entry = {.count = 1, .reusable = true}}, SHIFT(6),
  [139] = {.entry = {.count = 1, .reusable = false}}, SHIFT(112),
  [141] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 1, 0, 0),
  [143] = {.entry = {.count = 1, .reusable = true}}, SHIFT(31),
  [145] = {.entry = {.count = 1, .reusable = true}}, SHIFT(32),
  [147] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 1, 0, 0),
  [149] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 1, 0, 0),
  [151] = {.entry = {.count = 1, .reusable = true}}, SHIFT(41),
  [153] = {.entry = {.count = 1, .reusable = true}}, SHIFT(133),
  [155] = {.entry = {.count = 1, .reusable = false}}, SHIFT(90),
  [157] = {.entry = {.count = 1, .reusable = true}}, SHIFT(3),
  [159] = {.entry = {.count = 1, .reusable = true}}, SHIFT(108),
  [161] = {.entry = {.count = 1, .reusable = true}}, SHIFT(7),
  [163] = {.entry = {.count = 1, .reusable = false}}, SHIFT(85),
  [165] = {.entry = {.count = 1, .reusable = true}}, SHIFT(85),
  [167] = {.entry = {.count = 1, .reusable = false}}, SHIFT(27),
  [169] = {.entry = {.count = 1, .reusable = true}}, SHIFT(50),
  [171] = {.entry = {.count = 1, .reusable = true}}, SHIFT(37),
  [173] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_host_pattern, 1, 0, 0),
  [175] = {.entry = {.count = 1, .reusable = true}}, SHIFT(34),
  [177] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_host_pattern, 1, 0, 0),
  [179] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_mask, 1, 0, 0),
  [181] = {.entry = {.count = 1, .reusable = true}}, SHIFT(80),
  [183] = {.entry = {.count = 1, .reusable = false}}, SHIFT(80),
  [185] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_mask, 1, 0, 0),
  [187] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 2, 0, 0),
  [189] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 2, 0, 0),
  [191] = {.entry = {.count = 1, .reusable = true}}, SHIFT(48),
  [193] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 5, 0, 3),
  [195] = {.entry = {.count = 1, .reusable = false}}, SHIFT(113),
  [197] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 4, 0, 0),
  [199] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 4, 0, 0),
  [201] = {.entry = {.count = 1, .reusable = false}}, SHIFT(127),
  [203] = {.entry = {.count = 1, .reusable = true}}, SHIFT(127),
  [205] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 2, 0, 0),
  [207] = {.entry = {.count = 1, .reusable = true}}, SHIFT(47),
  [209] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 2, 0, 0),
  [211] = {.entry = {.count = 1, .reusable = true}}, SHIFT(33),
  [213] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 3, 0, 0),
  [215] = {.entry = {.count = 1, .reusable = true}}, SHIFT(49),
  [217] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 3, 0, 0),
  [219] = {.entry = {.count = 1, .reusable = true}}, SHIFT(51),
  [221] = {.entry = {.count = 1, .reusable = true}}, SHIFT(52),
  [223] = {.entry = {.count = 1, .reusable = true}}, SHIFT(55),
  [225] = {.entry = {.count = 1, .reusable = true}}, SHIFT(65),
  [227] = {.entry = {.count = 1, .reusable = false}}, SHIFT(89),
  [229] = {.entry = {.count = 1, .reusable = true}}, SHIFT(101),
  [231] = {.entry = {.count = 1, .reusable = false}}, SHIFT(101),
  [233] = {.entry = {.count = 1, .reusable = true}}, SHIFT(45),
  [235] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 1, 0, 1),
  [237] = {.entry = {.count = 1, .reusable = true}}, SHIFT(13),
  [239] = {.entry = {.count = 1, .reusable = false}}, SHIFT(125),
  [241] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 1, 0, 1),
  [243] = {.entry = {.count = 1, .reusable = true}}, SHIFT(12),
  [245] = {.entry = {.count = 1, .reusable = false}}, SHIFT(131),
  [247] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 2, 0, 0),
  [249] = {.entry = {.count = 1, .reusable = true}}, SHIFT(96),
  [251] = {.entry = {.count = 1, .reusable = false}}, SHIFT(68),
  [253] = {.entry = {.count = 1, .reusable = true}}, SHIFT(56),
  [255] = {.entry = {.count = 1, .reusable = true}}, SHIFT(62),
  [257] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 1, 0, 1),
  [259] = {.entry = {.count = 1, .reusable = true}}, SHIFT(4),
  [261] = {.entry = {.count = 1, .reusable = false}}, SHIFT(98),
  [263] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 4, 0, 0),
  [265] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 4, 0, 0),
  [267] = {.entry = {.count = 1, .reusable = true}}, SHIFT(61),
  [269] = {.entry = {.count = 1, .reusable = true}}, SHIFT(86),
  [271] = {.entry = {.count = 1, .reusable = true}}, SHIFT(53),
  [273] = {.entry = {.count = 1, .reusable = true}}, SHIFT(88),
  [275] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 3, 0, 3),
  [277] = {.entry = {.count = 1, .reusable = true}}, SHIFT(76),
  [279] = {.entry = {.count = 1, .reusable = false}}, SHIFT(132),
  [281] = {.entry = {.count = 1, .reusable = true}}, SHIFT(67),
  [283] = {.entry = {.count = 1, .reusable = false}}, SHIFT(91),
  [285] = {.entry = {.count = 1, .reusable = true}}, SHIFT(78),
  [287] = {.entry = {.count = 1, .reusable = true}}, SHIFT(79),
  [289] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 4, 0, 0),
  [291] = {.entry = {.count = 1, .reusable = true}}, SHIFT(77),
  [293] = {.entry = {.count = 1, .reusable = true}}, SHIFT(30),
  [295] = {.entry = {.count = 1, .reusable = true}}, SHIFT(5),
  [297] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_unknown_statement, 1, 0, 0),
  [299] = {.entry = {.count = 1, .reusable = false}}, SHIFT(135),
  [301] = {.entry = {.count = 1, .reusable = false}}, SHIFT(99),
  [303] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym__rest, 1, 0, 2),
  [305] = {.entry = {.count = 1, .reusable = false}}, SHIFT(123),
  [307] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 3, 0, 0),
  [309] = {.entry = {.count = 1, .reusable = false}}, SHIFT(128),
  [311] = {.entry = {.count = 1, .reusable = true}}, SHIFT(129),
  [313] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 3, 0, 1),
  [315] = {.entry = {.count = 1, .reusable = false}}, SHIFT(97),
  [317] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 3, 0, 3),
  [319] = {.entry = {.count = 1, .reusable = false}}, SHIFT(134),
  [321] = {.entry = {.count = 1, .reusable = false}}, SHIFT(136),
  [323] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_path_repeat1, 2, 0, 0),
  [325] = {.entry = {.count = 2, .reusable = true}}, REDUCE(aux_sym_path_repeat1, 2, 0, 0), SHIFT_REPEAT(3),
  [328] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_host_pattern, 2, 0, 0),
  [330] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_host_pattern, 2, 0, 0),
  [332] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 4, 0, 3),
  [334] = {.entry = {.count = 1, .reusable = false}}, SHIFT(105),
  [336] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 5, 0, 0),
  [338] = {.entry = {.count = 1, .reusable = false}}, SHIFT(107),
  [340] = {.entry = {.count = 1, .reusable = true}}, SHIFT(117),
  [342] = {.entry = {.count = 1, .reusable = true}}, SHIFT(83),
  [344] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_mask, 2, 0, 0),
  [346] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_mask, 2, 0, 0),
  [348] = {.entry = {.count = 1, .reusable = true}}, SHIFT(120),
  [350] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 5, 0, 0),
  [352] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 5, 0, 0),
  [354] = {.entry = {.count = 1, .reusable = true}}, SHIFT(130),
  [356] = {.entry = {.count = 1, .reusable = true}}, SHIFT(95),
  [358] = {.entry = {.count = 1, .reusable = true}}, SHIFT(72),
  [360] = {.entry = {.count = 1, .reusable = true}}, SHIFT(20),
  [362] = {.entry = {.count = 1, .reusable = true}}, SHIFT(107),
  [364] = {.entry = {.count = 1, .reusable = true}}, SHIFT(128),
  [366] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 4, 0, 1),
  [368] = {.entry = {.count = 1, .reusable = true}}, SHIFT(135),
  [370] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 5, 0, 3),
  [372] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_source_file, 1, 0, 0),
  [374] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 6, 0, 0),
  [376] = {.entry = {.count = 1, .reusable = true}}, SHIFT(123),
  [378] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 6, 0, 3),
  [380] = {.entry = {.count = 1, .reusable = true}}, SHIFT(97),
  [382] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_stray_close, 1, 0, 0),
  [384] = {.entry = {.count = 1, .reusable = true}}, SHIFT(139),
  [386] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 3, 0, 1),
  [388] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym__rest, 2, 0, 2),
  [390] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 3, 0, 1),
  [392] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 3, 0, 1),
  [394] = {.entry = {.count = 1, .reusable = true}}, SHIFT(134),
  [396] = {.entry = {.count = 1, .reusable = true}}, SHIFT(136),
  [398] = {.entry = {.count = 1, .reusable = true}}, SHIFT(105),
  [400] = {.entry = {.count = 1, .reusable = true}}, SHIFT(99),
  [402] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 4, 0, 3),
  [404] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_unknown_statement, 2, 0, 0),
  [406] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_source_file, 2, 0, 0),
  [408] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_source_file_repeat1, 2, 0, 0),
  [410] = {.entry = {.count = 2, .reusable = true}}, REDUCE(aux_sym_source_file_repeat1, 2, 0, 0), SHIFT_REPEAT(2),
  [413] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_stray_close, 2, 0, 0),
  [415] = {.entry = {.count = 1, .reusable = true}}, SHIFT(142),
  [417] = {.entry = {.count = 1, .reusable = true}}, SHIFT(11),
  [419] = {.entry = {.count = 1, .reusable = true}},  ACCEPT_INPUT(),
  [421] = {.entry = {.count = 1, .reusable = true}}, SHIFT(9),
  [423] = {.entry = {.count = 1, .reusable = true}}, SHIFT(144),
};

#ifdef __cplusplus
extern "C" {
#endif
#ifdef TREE_SITTER_HIDE_SYMBOLS
#define TS_PUBLIC
#elif defined(_WIN32)
#define TS_PUBLIC __declspec(dllexport)
#else
#define TS_PUBLIC __attribute__((visibility("default")))
#endif

TS_PUBLIC const TSLanguage *tree_sitter_tsocks(void) {
  static const TSLanguage language = {
    .version = LANGUAGE_VERSION,
    .symbol_count = SYMBOL_COUNT,
    .alias_count = ALIAS_COUNT,
    .token_count = TOKEN_COUNT,
    .external_token_count = EXTERNAL_TOKEN_COUNT,
    .state_count = STATE_COUNT,
    .large_state_count = LARGE_STATE_COUNT,
    .production_id_count = PRODUCTION_ID_COUNT,
    .field_count = FIELD_COUNT,
    .max_alias_sequence_length = MAX_ALIAS_SEQUENCE_LENGTH,
    .parse_table = &ts_parse_table[0][0],
    .small_parse_table = ts_small_parse_table,
    .small_parse_table_map = ts_small_parse_table_map,
    .parse_actions = ts_parse_actions,
    .symbol_names = ts_symbol_names,
    .field_names = ts_field_names,
    .field_map_slices = ts_field_map_slices,
    .field_map_entries = ts_field_map_entries,
    .symbol_metadata = ts_symbol_metadata,
    .public_symbol_map = ts_symbol_map,
    .alias_map = ts_non_terminal_alias_map,
    .alias_sequences = &ts_alias_sequences[0][0],
    .lex_modes = ts_lex_modes,
    .lex_fn = ts_lex,
    .keyword_lex_fn = ts_lex_keywords,
    .keyword_capture_token = sym_name,
    .primary_state_ids = ts_primary_state_ids,
  };
  return &language;
}
#ifdef __cplusplus
}
#endif
