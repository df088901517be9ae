#include "tree_sitter/parser.h"

#if defined(__GNUC__) || defined(__clang__)
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif

#define LANGUAGE_VERSION 14
#define STATE_COUNT 150
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
  [11] = 11,
  [12] = 9,
  [13] = 13,
  [14] = 14,
  [15] = 13,
  [16] = 14,
  [17] = 17,
  [18] = 18,
  [19] = 19,
  [20] = 11,
  [21] = 21,
  [22] = 22,
  [23] = 23,
  [24] = 24,
  [25] = 25,
  [26] = 23,
  [27] = 18,
  [28] = 22,
  [29] = 19,
  [30] = 17,
  [31] = 31,
  [32] = 32,
  [33] = 21,
  [34] = 34,
  [35] = 35,
  [36] = 36,
  [37] = 37,
  [38] = 38,
  [39] = 25,
  [40] = 40,
  [41] = 41,
  [42] = 23,
  [43] = 43,
  [44] = 41,
  [45] = 31,
  [46] = 46,
  [47] = 24,
  [48] = 35,
  [49] = 40,
  [50] = 50,
  [51] = 38,
  [52] = 32,
  [53] = 34,
  [54] = 54,
  [55] = 55,
  [56] = 36,
  [57] = 57,
  [58] = 23,
  [59] = 24,
  [60] = 40,
  [61] = 37,
  [62] = 41,
  [63] = 63,
  [64] = 43,
  [65] = 55,
  [66] = 55,
  [67] = 50,
  [68] = 57,
  [69] = 69,
  [70] = 70,
  [71] = 71,
  [72] = 72,
  [73] = 73,
  [74] = 74,
  [75] = 75,
  [76] = 76,
  [77] = 77,
  [78] = 78,
  [79] = 79,
  [80] = 80,
  [81] = 81,
  [82] = 82,
  [83] = 54,
  [84] = 84,
  [85] = 24,
  [86] = 40,
  [87] = 87,
  [88] = 88,
  [89] = 41,
  [90] = 90,
  [91] = 81,
  [92] = 92,
  [93] = 63,
  [94] = 94,
  [95] = 46,
  [96] = 57,
  [97] = 92,
  [98] = 94,
  [99] = 71,
  [100] = 73,
  [101] = 101,
  [102] = 102,
  [103] = 103,
  [104] = 104,
  [105] = 105,
  [106] = 88,
  [107] = 107,
  [108] = 76,
  [109] = 70,
  [110] = 110,
  [111] = 111,
  [112] = 112,
  [113] = 82,
  [114] = 114,
  [115] = 115,
  [116] = 116,
  [117] = 69,
  [118] = 90,
  [119] = 119,
  [120] = 120,
  [121] = 121,
  [122] = 77,
  [123] = 123,
  [124] = 55,
  [125] = 84,
  [126] = 126,
  [127] = 57,
  [128] = 72,
  [129] = 78,
  [130] = 74,
  [131] = 131,
  [132] = 87,
  [133] = 133,
  [134] = 134,
  [135] = 79,
  [136] = 80,
  [137] = 137,
  [138] = 138,
  [139] = 139,
  [140] = 140,
  [141] = 101,
  [142] = 142,
  [143] = 143,
  [144] = 144,
  [145] = 145,
  [146] = 146,
  [147] = 147,
  [148] = 148,
  [149] = 149,
};

static bool ts_lex(TSLexer *lexer, TSStateId state) {
  START_LEXER();
  eof = lexer->eof(lexer);
  switch (state) {
    case 0:
      if (eof) ADVANCE(48);
      ADVANCE_MAP(
        '\n', 91,
        '\r', 92,
        '#', 73,
        '-', 72,
        '/', 72,
        ':', 69,
        '=', 73,
        '[', 72,
        ']', 72,
        '{', 73,
        '}', 73,
      );
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(8);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(66);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (lookahead != 0) ADVANCE(72);
      END_STATE();
    case 1:
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != '#') ADVANCE(89);
      END_STATE();
    case 2:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(73);
      if (lookahead == '}') ADVANCE(73);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(34);
      if (lookahead != 0) ADVANCE(73);
      END_STATE();
    case 3:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(73);
      if (lookahead == '}') ADVANCE(73);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(35);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(73);
      if (lookahead != 0) ADVANCE(72);
      END_STATE();
    case 4:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(73);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(43);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (lookahead != 0) ADVANCE(72);
      END_STATE();
    case 5:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(73);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(44);
      if (lookahead != 0) ADVANCE(73);
      END_STATE();
    case 6:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '*') ADVANCE(81);
      if (lookahead == ':') ADVANCE(85);
      if (lookahead == '[') ADVANCE(52);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(6);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(88);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(77);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(80);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 7:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '*') ADVANCE(81);
      if (lookahead == ':') ADVANCE(85);
      if (lookahead == '[') ADVANCE(52);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(7);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(88);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(77);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(80);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 8:
      if (eof) ADVANCE(48);
      ADVANCE_MAP(
        '\n', 91,
        '\r', 92,
        '#', 90,
        '-', 64,
        '/', 64,
        ':', 61,
        '=', 65,
        '[', 64,
        ']', 64,
        '{', 65,
        '}', 65,
      );
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(8);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(58);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(60);
      if (lookahead != 0) ADVANCE(64);
      END_STATE();
    case 9:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(9);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 10:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(10);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 11:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(11);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 12:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(12);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 13:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(13);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 14:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(14);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 15:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(15);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 16:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '-') ADVANCE(56);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(16);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 17:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == ':') ADVANCE(55);
      if (lookahead == ']') ADVANCE(53);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(17);
      if (('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(84);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 18:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == ':') ADVANCE(55);
      if (lookahead == ']') ADVANCE(53);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(18);
      if (('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(84);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 19:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == ':') ADVANCE(54);
      if (lookahead == ']') ADVANCE(53);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(19);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 20:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == ':') ADVANCE(54);
      if (lookahead == ']') ADVANCE(53);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(20);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 21:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == ':') ADVANCE(54);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(21);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 22:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == ':') ADVANCE(54);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(22);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 23:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(23);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 24:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(24);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 25:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(25);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 26:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '/') ADVANCE(57);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(26);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 27:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == ':') ADVANCE(54);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(27);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 28:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == ':') ADVANCE(54);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(28);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 29:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '=') ADVANCE(51);
      if (lookahead == '{') ADVANCE(89);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(29);
      if (lookahead != 0) ADVANCE(83);
      END_STATE();
    case 30:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '=') ADVANCE(51);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(30);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 31:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '=') ADVANCE(51);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(31);
      if (lookahead == '{' ||
          lookahead == '}') ADVANCE(89);
      if (lookahead != 0) ADVANCE(83);
      END_STATE();
    case 32:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '=') ADVANCE(51);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(32);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 33:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '{') ADVANCE(49);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(33);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 34:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(65);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(34);
      if (lookahead != 0) ADVANCE(65);
      END_STATE();
    case 35:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(65);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(35);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(65);
      if (lookahead != 0) ADVANCE(64);
      END_STATE();
    case 36:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(36);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(89);
      if (lookahead != 0) ADVANCE(83);
      END_STATE();
    case 37:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(37);
      if (lookahead == '=' ||
          lookahead == '{') ADVANCE(89);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(83);
      END_STATE();
    case 38:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(38);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(78);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 39:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(39);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 40:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '}') ADVANCE(50);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(40);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 41:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(41);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(89);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(83);
      END_STATE();
    case 42:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(42);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(78);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 43:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(43);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (lookahead != 0) ADVANCE(64);
      END_STATE();
    case 44:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(44);
      if (lookahead != 0) ADVANCE(65);
      END_STATE();
    case 45:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(45);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 46:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(46);
      if (lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(89);
      if (lookahead != 0) ADVANCE(83);
      END_STATE();
    case 47:
      if (eof) ADVANCE(48);
      if (lookahead == '\n') ADVANCE(91);
      if (lookahead == '\r') ADVANCE(92);
      if (lookahead == '#') ADVANCE(90);
      if (lookahead == '\t' ||
          lookahead == ' ') SKIP(47);
      if (lookahead != 0) ADVANCE(89);
      END_STATE();
    case 48:
      ACCEPT_TOKEN(ts_builtin_sym_end);
      END_STATE();
    case 49:
      ACCEPT_TOKEN(anon_sym_LBRACE);
      END_STATE();
    case 50:
      ACCEPT_TOKEN(anon_sym_RBRACE);
      END_STATE();
    case 51:
      ACCEPT_TOKEN(anon_sym_EQ);
      END_STATE();
    case 52:
      ACCEPT_TOKEN(anon_sym_LBRACK);
      END_STATE();
    case 53:
      ACCEPT_TOKEN(anon_sym_RBRACK);
      END_STATE();
    case 54:
      ACCEPT_TOKEN(anon_sym_COLON);
      END_STATE();
    case 55:
      ACCEPT_TOKEN(anon_sym_COLON);
      if (lookahead == ':') ADVANCE(76);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(85);
      END_STATE();
    case 56:
      ACCEPT_TOKEN(anon_sym_DASH);
      END_STATE();
    case 57:
      ACCEPT_TOKEN(anon_sym_SLASH);
      END_STATE();
    case 58:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '.') ADVANCE(62);
      if (lookahead == ':') ADVANCE(61);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(58);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(60);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 59:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '.') ADVANCE(62);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(59);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 60:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == ':') ADVANCE(61);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(60);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 61:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == ':') ADVANCE(63);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(61);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 62:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(59);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 63:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= ':') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(63);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 64:
      ACCEPT_TOKEN(sym__word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(65);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(64);
      END_STATE();
    case 65:
      ACCEPT_TOKEN(sym__word);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(65);
      END_STATE();
    case 66:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '.') ADVANCE(70);
      if (lookahead == ':') ADVANCE(69);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(66);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 67:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '.') ADVANCE(70);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 68:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == ':') ADVANCE(69);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(68);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 69:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == ':') ADVANCE(71);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(69);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 70:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(67);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 71:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= ':') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(71);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 72:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead == '#' ||
          lookahead == '=' ||
          lookahead == '{' ||
          lookahead == '}') ADVANCE(73);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(72);
      END_STATE();
    case 73:
      ACCEPT_TOKEN(sym__immediate_word);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ') ADVANCE(73);
      END_STATE();
    case 74:
      ACCEPT_TOKEN(sym_ipv4);
      if (lookahead == '-') ADVANCE(88);
      if (lookahead == '.') ADVANCE(86);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(74);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      END_STATE();
    case 75:
      ACCEPT_TOKEN(sym_ipv4);
      if (lookahead == '.') ADVANCE(87);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(75);
      END_STATE();
    case 76:
      ACCEPT_TOKEN(sym_ipv6);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= ':') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(76);
      END_STATE();
    case 77:
      ACCEPT_TOKEN(sym_number);
      if (lookahead == '-') ADVANCE(88);
      if (lookahead == '.') ADVANCE(86);
      if (lookahead == ':') ADVANCE(85);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(77);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(80);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      END_STATE();
    case 78:
      ACCEPT_TOKEN(sym_number);
      if (lookahead == '.') ADVANCE(87);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(78);
      END_STATE();
    case 79:
      ACCEPT_TOKEN(sym_number);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(79);
      END_STATE();
    case 80:
      ACCEPT_TOKEN(sym_host);
      if (lookahead == ':') ADVANCE(85);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(82);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(80);
      if (('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(80);
      if (('G' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('g' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      END_STATE();
    case 81:
      ACCEPT_TOKEN(sym_host);
      if (lookahead == '-' ||
          lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9')) ADVANCE(88);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      END_STATE();
    case 82:
      ACCEPT_TOKEN(sym_host);
      if (lookahead == '-' ||
          lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9')) ADVANCE(82);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      END_STATE();
    case 83:
      ACCEPT_TOKEN(sym_name);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r' &&
          lookahead != ' ' &&
          lookahead != '#' &&
          lookahead != '=' &&
          lookahead != '{' &&
          lookahead != '}') ADVANCE(83);
      END_STATE();
    case 84:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == ':') ADVANCE(85);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(84);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(89);
      END_STATE();
    case 85:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == ':') ADVANCE(76);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9') ||
          ('A' <= lookahead && lookahead <= 'F') ||
          ('a' <= lookahead && lookahead <= 'f')) ADVANCE(85);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(89);
      END_STATE();
    case 86:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (lookahead == '-' ||
          lookahead == '.') ADVANCE(88);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(74);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(89);
      END_STATE();
    case 87:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (('0' <= lookahead && lookahead <= '9')) ADVANCE(75);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(89);
      END_STATE();
    case 88:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (lookahead == '-' ||
          lookahead == '.' ||
          ('0' <= lookahead && lookahead <= '9')) ADVANCE(88);
      if (('A' <= lookahead && lookahead <= 'Z') ||
          lookahead == '_' ||
          ('a' <= lookahead && lookahead <= 'z') ||
          (0x80 <= lookahead && lookahead <= 0xffff)) ADVANCE(82);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(89);
      END_STATE();
    case 89:
      ACCEPT_TOKEN(sym_unexpected);
      if (lookahead == '\t' ||
          lookahead == ' ') ADVANCE(1);
      if (lookahead != 0 &&
          lookahead != '\t' &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(89);
      END_STATE();
    case 90:
      ACCEPT_TOKEN(sym_comment);
      if (lookahead != 0 &&
          lookahead != '\n' &&
          lookahead != '\r') ADVANCE(90);
      END_STATE();
    case 91:
      ACCEPT_TOKEN(sym__newline);
      END_STATE();
    case 92:
      ACCEPT_TOKEN(sym__newline);
      if (lookahead == '\n') ADVANCE(91);
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
  [1] = {.lex_state = 36},
  [2] = {.lex_state = 36},
  [3] = {.lex_state = 36},
  [4] = {.lex_state = 6},
  [5] = {.lex_state = 7},
  [6] = {.lex_state = 17},
  [7] = {.lex_state = 18},
  [8] = {.lex_state = 3},
  [9] = {.lex_state = 19},
  [10] = {.lex_state = 4},
  [11] = {.lex_state = 21},
  [12] = {.lex_state = 20},
  [13] = {.lex_state = 21},
  [14] = {.lex_state = 21},
  [15] = {.lex_state = 22},
  [16] = {.lex_state = 22},
  [17] = {.lex_state = 2},
  [18] = {.lex_state = 29},
  [19] = {.lex_state = 36},
  [20] = {.lex_state = 22},
  [21] = {.lex_state = 37},
  [22] = {.lex_state = 2},
  [23] = {.lex_state = 9},
  [24] = {.lex_state = 23},
  [25] = {.lex_state = 33},
  [26] = {.lex_state = 11},
  [27] = {.lex_state = 31},
  [28] = {.lex_state = 5},
  [29] = {.lex_state = 46},
  [30] = {.lex_state = 5},
  [31] = {.lex_state = 24},
  [32] = {.lex_state = 27},
  [33] = {.lex_state = 41},
  [34] = {.lex_state = 38},
  [35] = {.lex_state = 24},
  [36] = {.lex_state = 24},
  [37] = {.lex_state = 36},
  [38] = {.lex_state = 24},
  [39] = {.lex_state = 33},
  [40] = {.lex_state = 10},
  [41] = {.lex_state = 23},
  [42] = {.lex_state = 13},
  [43] = {.lex_state = 40},
  [44] = {.lex_state = 25},
  [45] = {.lex_state = 26},
  [46] = {.lex_state = 30},
  [47] = {.lex_state = 25},
  [48] = {.lex_state = 26},
  [49] = {.lex_state = 12},
  [50] = {.lex_state = 30},
  [51] = {.lex_state = 26},
  [52] = {.lex_state = 28},
  [53] = {.lex_state = 42},
  [54] = {.lex_state = 39},
  [55] = {.lex_state = 24},
  [56] = {.lex_state = 26},
  [57] = {.lex_state = 24},
  [58] = {.lex_state = 15},
  [59] = {.lex_state = 39},
  [60] = {.lex_state = 14},
  [61] = {.lex_state = 46},
  [62] = {.lex_state = 39},
  [63] = {.lex_state = 30},
  [64] = {.lex_state = 40},
  [65] = {.lex_state = 40},
  [66] = {.lex_state = 26},
  [67] = {.lex_state = 32},
  [68] = {.lex_state = 26},
  [69] = {.lex_state = 40},
  [70] = {.lex_state = 40},
  [71] = {.lex_state = 36},
  [72] = {.lex_state = 40},
  [73] = {.lex_state = 36},
  [74] = {.lex_state = 40},
  [75] = {.lex_state = 36},
  [76] = {.lex_state = 40},
  [77] = {.lex_state = 40},
  [78] = {.lex_state = 40},
  [79] = {.lex_state = 40},
  [80] = {.lex_state = 40},
  [81] = {.lex_state = 36},
  [82] = {.lex_state = 40},
  [83] = {.lex_state = 45},
  [84] = {.lex_state = 40},
  [85] = {.lex_state = 45},
  [86] = {.lex_state = 16},
  [87] = {.lex_state = 40},
  [88] = {.lex_state = 40},
  [89] = {.lex_state = 45},
  [90] = {.lex_state = 40},
  [91] = {.lex_state = 36},
  [92] = {.lex_state = 36},
  [93] = {.lex_state = 32},
  [94] = {.lex_state = 36},
  [95] = {.lex_state = 32},
  [96] = {.lex_state = 40},
  [97] = {.lex_state = 36},
  [98] = {.lex_state = 36},
  [99] = {.lex_state = 36},
  [100] = {.lex_state = 36},
  [101] = {.lex_state = 40},
  [102] = {.lex_state = 36},
  [103] = {.lex_state = 36},
  [104] = {.lex_state = 47},
  [105] = {.lex_state = 36},
  [106] = {.lex_state = 47},
  [107] = {.lex_state = 36},
  [108] = {.lex_state = 47},
  [109] = {.lex_state = 47},
  [110] = {.lex_state = 36},
  [111] = {.lex_state = 36},
  [112] = {.lex_state = 36},
  [113] = {.lex_state = 47},
  [114] = {.lex_state = 36},
  [115] = {.lex_state = 36},
  [116] = {.lex_state = 36},
  [117] = {.lex_state = 47},
  [118] = {.lex_state = 47},
  [119] = {.lex_state = 36},
  [120] = {.lex_state = 36},
  [121] = {.lex_state = 36},
  [122] = {.lex_state = 47},
  [123] = {.lex_state = 36},
  [124] = {.lex_state = 47},
  [125] = {.lex_state = 47},
  [126] = {.lex_state = 36},
  [127] = {.lex_state = 47},
  [128] = {.lex_state = 47},
  [129] = {.lex_state = 47},
  [130] = {.lex_state = 47},
  [131] = {.lex_state = 36},
  [132] = {.lex_state = 47},
  [133] = {.lex_state = 36},
  [134] = {.lex_state = 36},
  [135] = {.lex_state = 47},
  [136] = {.lex_state = 47},
  [137] = {.lex_state = 36},
  [138] = {.lex_state = 36},
  [139] = {.lex_state = 36},
  [140] = {.lex_state = 36},
  [141] = {.lex_state = 47},
  [142] = {.lex_state = 36},
  [143] = {.lex_state = 36},
  [144] = {.lex_state = 36},
  [145] = {.lex_state = 36},
  [146] = {.lex_state = 36},
  [147] = {.lex_state = 36},
  [148] = {.lex_state = 36},
  [149] = {.lex_state = 36},
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
    [sym_ipv6] = ACTIONS(1),
    [sym_number] = ACTIONS(1),
    [sym_unexpected] = ACTIONS(1),
    [sym_comment] = ACTIONS(3),
    [sym__newline] = ACTIONS(1),
  },
  [1] = {
    [sym_source_file] = STATE(149),
    [sym__line] = STATE(144),
    [sym_path] = STATE(144),
    [sym_stray_close] = STATE(144),
    [sym__statement] = STATE(144),
    [sym_network_statement] = STATE(144),
    [sym_server_statement] = STATE(144),
    [sym_recover_statement] = STATE(144),
    [sym_setting] = STATE(144),
    [sym_unknown_statement] = STATE(144),
    [aux_sym_source_file_repeat1] = STATE(103),
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
    [sym__line] = STATE(147),
    [sym_path] = STATE(147),
    [sym_stray_close] = STATE(147),
    [sym__statement] = STATE(147),
    [sym_network_statement] = STATE(147),
    [sym_server_statement] = STATE(147),
    [sym_recover_statement] = STATE(147),
    [sym_setting] = STATE(147),
    [sym_unknown_statement] = STATE(147),
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
    [sym_path] = STATE(142),
    [sym__statement] = STATE(142),
    [sym_network_statement] = STATE(142),
    [sym_server_statement] = STATE(142),
    [sym_recover_statement] = STATE(142),
    [sym_setting] = STATE(142),
    [sym_unknown_statement] = STATE(142),
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
    STATE(76), 2,
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
    STATE(108), 2,
      sym_network,
      sym_host_pattern,
  [61] = 9,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(69), 1,
      anon_sym_RBRACK,
    ACTIONS(71), 1,
      anon_sym_COLON,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(75), 1,
      sym_ipv6,
    ACTIONS(77), 1,
      sym_unexpected,
    STATE(35), 1,
      sym_ports,
    STATE(79), 1,
      sym_mask,
    ACTIONS(67), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [91] = 9,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(77), 1,
      sym_unexpected,
    ACTIONS(79), 1,
      anon_sym_RBRACK,
    ACTIONS(81), 1,
      anon_sym_COLON,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(85), 1,
      sym_ipv6,
    STATE(48), 1,
      sym_ports,
    STATE(135), 1,
      sym_mask,
    ACTIONS(67), 2,
      ts_builtin_sym_end,
      sym__newline,
  [120] = 9,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(89), 1,
      sym_name,
    ACTIONS(91), 1,
      anon_sym_RBRACE,
    ACTIONS(93), 1,
      sym__word,
    ACTIONS(95), 1,
      sym__immediate_word,
    ACTIONS(97), 1,
      sym_unexpected,
    STATE(19), 1,
      sym__value,
    STATE(110), 1,
      sym__rest,
    ACTIONS(87), 2,
      ts_builtin_sym_end,
      sym__newline,
  [149] = 8,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(101), 1,
      anon_sym_RBRACK,
    ACTIONS(103), 1,
      anon_sym_COLON,
    ACTIONS(105), 1,
      sym_unexpected,
    STATE(36), 1,
      sym_ports,
    STATE(84), 1,
      sym_mask,
    ACTIONS(99), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [176] = 8,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(97), 1,
      sym_unexpected,
    ACTIONS(107), 1,
      sym_name,
    ACTIONS(109), 1,
      sym__word,
    ACTIONS(111), 1,
      sym__immediate_word,
    STATE(29), 1,
      sym__value,
    STATE(110), 1,
      sym__rest,
    ACTIONS(87), 2,
      ts_builtin_sym_end,
      sym__newline,
  [202] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(103), 1,
      anon_sym_COLON,
    ACTIONS(115), 1,
      sym_unexpected,
    STATE(38), 1,
      sym_ports,
    STATE(88), 1,
      sym_mask,
    ACTIONS(113), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [226] = 8,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(105), 1,
      sym_unexpected,
    ACTIONS(117), 1,
      anon_sym_RBRACK,
    ACTIONS(119), 1,
      anon_sym_COLON,
    STATE(56), 1,
      sym_ports,
    STATE(125), 1,
      sym_mask,
    ACTIONS(99), 2,
      ts_builtin_sym_end,
      sym__newline,
  [252] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(103), 1,
      anon_sym_COLON,
    ACTIONS(105), 1,
      sym_unexpected,
    STATE(36), 1,
      sym_ports,
    STATE(84), 1,
      sym_mask,
    ACTIONS(99), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [276] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(77), 1,
      sym_unexpected,
    ACTIONS(103), 1,
      anon_sym_COLON,
    STATE(35), 1,
      sym_ports,
    STATE(79), 1,
      sym_mask,
    ACTIONS(67), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [300] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(105), 1,
      sym_unexpected,
    ACTIONS(119), 1,
      anon_sym_COLON,
    STATE(56), 1,
      sym_ports,
    STATE(125), 1,
      sym_mask,
    ACTIONS(99), 2,
      ts_builtin_sym_end,
      sym__newline,
  [323] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(77), 1,
      sym_unexpected,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(119), 1,
      anon_sym_COLON,
    STATE(48), 1,
      sym_ports,
    STATE(135), 1,
      sym_mask,
    ACTIONS(67), 2,
      ts_builtin_sym_end,
      sym__newline,
  [346] = 7,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(123), 1,
      anon_sym_RBRACE,
    ACTIONS(125), 1,
      sym__word,
    ACTIONS(127), 1,
      sym__immediate_word,
    ACTIONS(129), 1,
      sym_unexpected,
    STATE(77), 1,
      sym__value,
    ACTIONS(121), 2,
      ts_builtin_sym_end,
      sym__newline,
  [369] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(133), 1,
      sym_name,
    ACTIONS(135), 1,
      anon_sym_EQ,
    ACTIONS(137), 1,
      sym_unexpected,
    STATE(131), 1,
      sym__rest,
    ACTIONS(131), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [390] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(89), 1,
      sym_name,
    ACTIONS(141), 1,
      anon_sym_weight,
    ACTIONS(143), 1,
      sym_unexpected,
    STATE(140), 1,
      sym__rest,
    ACTIONS(139), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [411] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(115), 1,
      sym_unexpected,
    ACTIONS(119), 1,
      anon_sym_COLON,
    STATE(51), 1,
      sym_ports,
    STATE(106), 1,
      sym_mask,
    ACTIONS(113), 2,
      ts_builtin_sym_end,
      sym__newline,
  [434] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(89), 1,
      sym_name,
    ACTIONS(147), 1,
      sym_number,
    ACTIONS(149), 1,
      sym_unexpected,
    STATE(143), 1,
      sym__rest,
    ACTIONS(145), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [455] = 7,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(153), 1,
      anon_sym_RBRACE,
    ACTIONS(155), 1,
      sym__word,
    ACTIONS(157), 1,
      sym__immediate_word,
    ACTIONS(159), 1,
      sym_unexpected,
    STATE(54), 1,
      sym__value,
    ACTIONS(151), 2,
      ts_builtin_sym_end,
      sym__newline,
  [478] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(163), 1,
      anon_sym_DASH,
    ACTIONS(165), 1,
      sym_number,
    ACTIONS(167), 1,
      sym_unexpected,
    ACTIONS(161), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [497] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(171), 1,
      sym_number,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(169), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [513] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(175), 1,
      ts_builtin_sym_end,
    ACTIONS(177), 1,
      anon_sym_LBRACE,
    ACTIONS(179), 1,
      anon_sym_RBRACE,
    ACTIONS(181), 1,
      sym_unexpected,
    ACTIONS(183), 1,
      sym__newline,
    STATE(98), 1,
      aux_sym_path_repeat1,
  [535] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(167), 1,
      sym_unexpected,
    ACTIONS(185), 1,
      anon_sym_DASH,
    ACTIONS(187), 1,
      sym_number,
    ACTIONS(161), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [553] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(137), 1,
      sym_unexpected,
    ACTIONS(189), 1,
      sym_name,
    ACTIONS(191), 1,
      anon_sym_EQ,
    STATE(131), 1,
      sym__rest,
    ACTIONS(131), 2,
      ts_builtin_sym_end,
      sym__newline,
  [573] = 6,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(159), 1,
      sym_unexpected,
    ACTIONS(193), 1,
      sym__word,
    ACTIONS(195), 1,
      sym__immediate_word,
    STATE(83), 1,
      sym__value,
    ACTIONS(151), 2,
      ts_builtin_sym_end,
      sym__newline,
  [593] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(107), 1,
      sym_name,
    ACTIONS(143), 1,
      sym_unexpected,
    ACTIONS(197), 1,
      anon_sym_weight,
    STATE(140), 1,
      sym__rest,
    ACTIONS(139), 2,
      ts_builtin_sym_end,
      sym__newline,
  [613] = 6,
    ACTIONS(3), 1,
      sym_comment,
    ACTIONS(129), 1,
      sym_unexpected,
    ACTIONS(199), 1,
      sym__word,
    ACTIONS(201), 1,
      sym__immediate_word,
    STATE(122), 1,
      sym__value,
    ACTIONS(121), 2,
      ts_builtin_sym_end,
      sym__newline,
  [633] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(77), 1,
      sym_unexpected,
    STATE(79), 1,
      sym_mask,
    ACTIONS(67), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [651] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(205), 1,
      anon_sym_COLON,
    ACTIONS(207), 1,
      sym_unexpected,
    STATE(80), 1,
      sym_ports,
    ACTIONS(203), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [669] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(107), 1,
      sym_name,
    ACTIONS(149), 1,
      sym_unexpected,
    ACTIONS(209), 1,
      sym_number,
    STATE(143), 1,
      sym__rest,
    ACTIONS(145), 2,
      ts_builtin_sym_end,
      sym__newline,
  [689] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(213), 1,
      sym_ipv4,
    ACTIONS(215), 1,
      sym_number,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(211), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [707] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(105), 1,
      sym_unexpected,
    STATE(84), 1,
      sym_mask,
    ACTIONS(99), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [725] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(115), 1,
      sym_unexpected,
    STATE(88), 1,
      sym_mask,
    ACTIONS(113), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [743] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(133), 1,
      sym_name,
    ACTIONS(221), 1,
      sym_unexpected,
    STATE(116), 1,
      sym__rest,
    ACTIONS(219), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [761] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(73), 1,
      anon_sym_SLASH,
    ACTIONS(225), 1,
      sym_unexpected,
    STATE(90), 1,
      sym_mask,
    ACTIONS(223), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [779] = 7,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(175), 1,
      ts_builtin_sym_end,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(227), 1,
      anon_sym_LBRACE,
    ACTIONS(229), 1,
      anon_sym_RBRACE,
    ACTIONS(231), 1,
      sym_unexpected,
    STATE(94), 1,
      aux_sym_path_repeat1,
  [801] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(233), 1,
      anon_sym_DASH,
    ACTIONS(169), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [817] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(237), 1,
      sym_number,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(235), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [833] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(167), 1,
      sym_unexpected,
    ACTIONS(241), 1,
      anon_sym_DASH,
    ACTIONS(243), 1,
      sym_number,
    ACTIONS(161), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [851] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(245), 1,
      ts_builtin_sym_end,
    ACTIONS(247), 1,
      anon_sym_RBRACE,
    ACTIONS(249), 1,
      sym_unexpected,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [870] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(251), 1,
      sym_number,
    ACTIONS(235), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [885] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(77), 1,
      sym_unexpected,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    STATE(135), 1,
      sym_mask,
    ACTIONS(67), 2,
      ts_builtin_sym_end,
      sym__newline,
  [902] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(255), 1,
      anon_sym_EQ,
    ACTIONS(257), 1,
      sym_unexpected,
    ACTIONS(253), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [917] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(259), 1,
      sym_number,
    ACTIONS(169), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [932] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(105), 1,
      sym_unexpected,
    STATE(125), 1,
      sym_mask,
    ACTIONS(99), 2,
      ts_builtin_sym_end,
      sym__newline,
  [949] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(261), 1,
      anon_sym_DASH,
    ACTIONS(169), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [964] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(265), 1,
      anon_sym_EQ,
    ACTIONS(267), 1,
      sym_unexpected,
    ACTIONS(263), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [979] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(225), 1,
      sym_unexpected,
    STATE(118), 1,
      sym_mask,
    ACTIONS(223), 2,
      ts_builtin_sym_end,
      sym__newline,
  [996] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(207), 1,
      sym_unexpected,
    ACTIONS(269), 1,
      anon_sym_COLON,
    STATE(136), 1,
      sym_ports,
    ACTIONS(203), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1013] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(217), 1,
      sym_unexpected,
    ACTIONS(271), 1,
      sym_ipv4,
    ACTIONS(273), 1,
      sym_number,
    ACTIONS(211), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1030] = 4,
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
  [1045] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(235), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [1058] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(83), 1,
      anon_sym_SLASH,
    ACTIONS(115), 1,
      sym_unexpected,
    STATE(106), 1,
      sym_mask,
    ACTIONS(113), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1075] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(283), 1,
      sym_unexpected,
    ACTIONS(281), 4,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      anon_sym_SLASH,
      sym__newline,
  [1088] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(167), 1,
      sym_unexpected,
    ACTIONS(285), 1,
      anon_sym_DASH,
    ACTIONS(287), 1,
      sym_number,
    ACTIONS(161), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1105] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(289), 1,
      sym_number,
    ACTIONS(169), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1120] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(291), 1,
      anon_sym_DASH,
    ACTIONS(169), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1135] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(189), 1,
      sym_name,
    ACTIONS(221), 1,
      sym_unexpected,
    STATE(116), 1,
      sym__rest,
    ACTIONS(219), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1152] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(293), 1,
      sym_number,
    ACTIONS(235), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1167] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(297), 1,
      anon_sym_EQ,
    ACTIONS(299), 1,
      sym_unexpected,
    ACTIONS(295), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1182] = 6,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(245), 1,
      ts_builtin_sym_end,
    ACTIONS(301), 1,
      anon_sym_RBRACE,
    ACTIONS(303), 1,
      sym_unexpected,
    STATE(100), 1,
      aux_sym_path_repeat1,
  [1201] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(235), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1213] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(235), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [1225] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(267), 1,
      sym_unexpected,
    ACTIONS(305), 1,
      anon_sym_EQ,
    ACTIONS(263), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1239] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(283), 1,
      sym_unexpected,
    ACTIONS(281), 3,
      ts_builtin_sym_end,
      anon_sym_SLASH,
      sym__newline,
  [1251] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(309), 1,
      sym_unexpected,
    ACTIONS(307), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1263] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(311), 1,
      sym_unexpected,
    ACTIONS(245), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1275] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(313), 1,
      ts_builtin_sym_end,
    ACTIONS(315), 1,
      anon_sym_RBRACE,
    STATE(91), 1,
      aux_sym_path_repeat1,
  [1291] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(319), 1,
      sym_unexpected,
    ACTIONS(317), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1303] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(313), 1,
      ts_builtin_sym_end,
    ACTIONS(315), 1,
      anon_sym_RBRACE,
    STATE(75), 1,
      aux_sym_path_repeat1,
  [1319] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(321), 1,
      sym_unexpected,
    ACTIONS(313), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1331] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(325), 1,
      sym__newline,
    STATE(75), 1,
      aux_sym_path_repeat1,
    ACTIONS(323), 2,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
  [1345] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(330), 1,
      sym_unexpected,
    ACTIONS(328), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1357] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(334), 1,
      sym_unexpected,
    ACTIONS(332), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1369] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(338), 1,
      sym_unexpected,
    ACTIONS(336), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1381] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(105), 1,
      sym_unexpected,
    ACTIONS(99), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1393] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(342), 1,
      sym_unexpected,
    ACTIONS(340), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1405] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(336), 1,
      ts_builtin_sym_end,
    ACTIONS(344), 1,
      anon_sym_RBRACE,
    STATE(75), 1,
      aux_sym_path_repeat1,
  [1421] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(348), 1,
      sym_unexpected,
    ACTIONS(346), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1433] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(279), 1,
      sym_unexpected,
    ACTIONS(350), 1,
      sym_number,
    ACTIONS(275), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1447] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(115), 1,
      sym_unexpected,
    ACTIONS(113), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1459] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(352), 1,
      sym_number,
    ACTIONS(169), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1473] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(173), 1,
      sym_unexpected,
    ACTIONS(354), 1,
      anon_sym_DASH,
    ACTIONS(169), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1487] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(358), 1,
      sym_unexpected,
    ACTIONS(356), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1499] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(225), 1,
      sym_unexpected,
    ACTIONS(223), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1511] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(239), 1,
      sym_unexpected,
    ACTIONS(360), 1,
      sym_number,
    ACTIONS(235), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1525] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(364), 1,
      sym_unexpected,
    ACTIONS(362), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1537] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(336), 1,
      ts_builtin_sym_end,
    ACTIONS(366), 1,
      anon_sym_RBRACE,
    STATE(75), 1,
      aux_sym_path_repeat1,
  [1553] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(245), 1,
      ts_builtin_sym_end,
    ACTIONS(247), 1,
      anon_sym_RBRACE,
    STATE(73), 1,
      aux_sym_path_repeat1,
  [1569] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(299), 1,
      sym_unexpected,
    ACTIONS(368), 1,
      anon_sym_EQ,
    ACTIONS(295), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1583] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(245), 1,
      ts_builtin_sym_end,
    ACTIONS(247), 1,
      anon_sym_RBRACE,
    STATE(75), 1,
      aux_sym_path_repeat1,
  [1599] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(257), 1,
      sym_unexpected,
    ACTIONS(370), 1,
      anon_sym_EQ,
    ACTIONS(253), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1613] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(283), 1,
      sym_unexpected,
    ACTIONS(281), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1625] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(245), 1,
      ts_builtin_sym_end,
    ACTIONS(301), 1,
      anon_sym_RBRACE,
    STATE(100), 1,
      aux_sym_path_repeat1,
  [1641] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(245), 1,
      ts_builtin_sym_end,
    ACTIONS(301), 1,
      anon_sym_RBRACE,
    STATE(75), 1,
      aux_sym_path_repeat1,
  [1657] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(313), 1,
      ts_builtin_sym_end,
    ACTIONS(372), 1,
      anon_sym_RBRACE,
    STATE(81), 1,
      aux_sym_path_repeat1,
  [1673] = 5,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(183), 1,
      sym__newline,
    ACTIONS(313), 1,
      ts_builtin_sym_end,
    ACTIONS(372), 1,
      anon_sym_RBRACE,
    STATE(75), 1,
      aux_sym_path_repeat1,
  [1689] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(376), 1,
      sym_unexpected,
    ACTIONS(374), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1701] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(378), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1710] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(25), 1,
      sym__newline,
    ACTIONS(380), 1,
      ts_builtin_sym_end,
    STATE(123), 1,
      aux_sym_source_file_repeat1,
  [1723] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(384), 1,
      sym_unexpected,
    ACTIONS(382), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1734] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(386), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1743] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(223), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1752] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(328), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1761] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(388), 1,
      sym_unexpected,
    ACTIONS(328), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1772] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(390), 1,
      sym_unexpected,
    ACTIONS(245), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1783] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(392), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1792] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(394), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1801] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(346), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1810] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(396), 1,
      sym_unexpected,
    ACTIONS(346), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1821] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(398), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1830] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(121), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1839] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(400), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1848] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(402), 1,
      sym_unexpected,
    ACTIONS(307), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1859] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(362), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1868] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(404), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1877] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(25), 1,
      sym__newline,
    ACTIONS(406), 1,
      ts_builtin_sym_end,
    STATE(123), 1,
      aux_sym_source_file_repeat1,
  [1890] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(408), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1899] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(410), 1,
      sym_unexpected,
    ACTIONS(332), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1910] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(412), 1,
      ts_builtin_sym_end,
    ACTIONS(414), 1,
      sym__newline,
    STATE(123), 1,
      aux_sym_source_file_repeat1,
  [1923] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(235), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1932] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(113), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1941] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(336), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [1950] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(281), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [1959] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(417), 1,
      sym_unexpected,
    ACTIONS(317), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1970] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(419), 1,
      sym_unexpected,
    ACTIONS(336), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1981] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(421), 1,
      sym_unexpected,
    ACTIONS(313), 2,
      ts_builtin_sym_end,
      sym__newline,
  [1992] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(87), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2001] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(356), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [2010] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(307), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2019] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(313), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2028] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(99), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [2037] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(340), 3,
      ts_builtin_sym_end,
      sym_unexpected,
      sym__newline,
  [2046] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(374), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2055] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(43), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2064] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(151), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2073] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(145), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2082] = 3,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(423), 1,
      sym_unexpected,
    ACTIONS(374), 2,
      ts_builtin_sym_end,
      sym__newline,
  [2093] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(323), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2102] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(219), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2111] = 4,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(25), 1,
      sym__newline,
    ACTIONS(380), 1,
      ts_builtin_sym_end,
    STATE(120), 1,
      aux_sym_source_file_repeat1,
  [2124] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(425), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2133] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(427), 3,
      ts_builtin_sym_end,
      anon_sym_RBRACE,
      sym__newline,
  [2142] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(412), 2,
      ts_builtin_sym_end,
      sym__newline,
  [2150] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(429), 2,
      ts_builtin_sym_end,
      sym__newline,
  [2158] = 2,
    ACTIONS(23), 1,
      sym_comment,
    ACTIONS(431), 1,
      ts_builtin_sym_end,
};

static const uint32_t ts_small_parse_table_map[] = {
  [SMALL_STATE(4)] = 0,
  [SMALL_STATE(5)] = 31,
  [SMALL_STATE(6)] = 61,
  [SMALL_STATE(7)] = 91,
  [SMALL_STATE(8)] = 120,
  [SMALL_STATE(9)] = 149,
  [SMALL_STATE(10)] = 176,
  [SMALL_STATE(11)] = 202,
  [SMALL_STATE(12)] = 226,
  [SMALL_STATE(13)] = 252,
  [SMALL_STATE(14)] = 276,
  [SMALL_STATE(15)] = 300,
  [SMALL_STATE(16)] = 323,
  [SMALL_STATE(17)] = 346,
  [SMALL_STATE(18)] = 369,
  [SMALL_STATE(19)] = 390,
  [SMALL_STATE(20)] = 411,
  [SMALL_STATE(21)] = 434,
  [SMALL_STATE(22)] = 455,
  [SMALL_STATE(23)] = 478,
  [SMALL_STATE(24)] = 497,
  [SMALL_STATE(25)] = 513,
  [SMALL_STATE(26)] = 535,
  [SMALL_STATE(27)] = 553,
  [SMALL_STATE(28)] = 573,
  [SMALL_STATE(29)] = 593,
  [SMALL_STATE(30)] = 613,
  [SMALL_STATE(31)] = 633,
  [SMALL_STATE(32)] = 651,
  [SMALL_STATE(33)] = 669,
  [SMALL_STATE(34)] = 689,
  [SMALL_STATE(35)] = 707,
  [SMALL_STATE(36)] = 725,
  [SMALL_STATE(37)] = 743,
  [SMALL_STATE(38)] = 761,
  [SMALL_STATE(39)] = 779,
  [SMALL_STATE(40)] = 801,
  [SMALL_STATE(41)] = 817,
  [SMALL_STATE(42)] = 833,
  [SMALL_STATE(43)] = 851,
  [SMALL_STATE(44)] = 870,
  [SMALL_STATE(45)] = 885,
  [SMALL_STATE(46)] = 902,
  [SMALL_STATE(47)] = 917,
  [SMALL_STATE(48)] = 932,
  [SMALL_STATE(49)] = 949,
  [SMALL_STATE(50)] = 964,
  [SMALL_STATE(51)] = 979,
  [SMALL_STATE(52)] = 996,
  [SMALL_STATE(53)] = 1013,
  [SMALL_STATE(54)] = 1030,
  [SMALL_STATE(55)] = 1045,
  [SMALL_STATE(56)] = 1058,
  [SMALL_STATE(57)] = 1075,
  [SMALL_STATE(58)] = 1088,
  [SMALL_STATE(59)] = 1105,
  [SMALL_STATE(60)] = 1120,
  [SMALL_STATE(61)] = 1135,
  [SMALL_STATE(62)] = 1152,
  [SMALL_STATE(63)] = 1167,
  [SMALL_STATE(64)] = 1182,
  [SMALL_STATE(65)] = 1201,
  [SMALL_STATE(66)] = 1213,
  [SMALL_STATE(67)] = 1225,
  [SMALL_STATE(68)] = 1239,
  [SMALL_STATE(69)] = 1251,
  [SMALL_STATE(70)] = 1263,
  [SMALL_STATE(71)] = 1275,
  [SMALL_STATE(72)] = 1291,
  [SMALL_STATE(73)] = 1303,
  [SMALL_STATE(74)] = 1319,
  [SMALL_STATE(75)] = 1331,
  [SMALL_STATE(76)] = 1345,
  [SMALL_STATE(77)] = 1357,
  [SMALL_STATE(78)] = 1369,
  [SMALL_STATE(79)] = 1381,
  [SMALL_STATE(80)] = 1393,
  [SMALL_STATE(81)] = 1405,
  [SMALL_STATE(82)] = 1421,
  [SMALL_STATE(83)] = 1433,
  [SMALL_STATE(84)] = 1447,
  [SMALL_STATE(85)] = 1459,
  [SMALL_STATE(86)] = 1473,
  [SMALL_STATE(87)] = 1487,
  [SMALL_STATE(88)] = 1499,
  [SMALL_STATE(89)] = 1511,
  [SMALL_STATE(90)] = 1525,
  [SMALL_STATE(91)] = 1537,
  [SMALL_STATE(92)] = 1553,
  [SMALL_STATE(93)] = 1569,
  [SMALL_STATE(94)] = 1583,
  [SMALL_STATE(95)] = 1599,
  [SMALL_STATE(96)] = 1613,
  [SMALL_STATE(97)] = 1625,
  [SMALL_STATE(98)] = 1641,
  [SMALL_STATE(99)] = 1657,
  [SMALL_STATE(100)] = 1673,
  [SMALL_STATE(101)] = 1689,
  [SMALL_STATE(102)] = 1701,
  [SMALL_STATE(103)] = 1710,
  [SMALL_STATE(104)] = 1723,
  [SMALL_STATE(105)] = 1734,
  [SMALL_STATE(106)] = 1743,
  [SMALL_STATE(107)] = 1752,
  [SMALL_STATE(108)] = 1761,
  [SMALL_STATE(109)] = 1772,
  [SMALL_STATE(110)] = 1783,
  [SMALL_STATE(111)] = 1792,
  [SMALL_STATE(112)] = 1801,
  [SMALL_STATE(113)] = 1810,
  [SMALL_STATE(114)] = 1821,
  [SMALL_STATE(115)] = 1830,
  [SMALL_STATE(116)] = 1839,
  [SMALL_STATE(117)] = 1848,
  [SMALL_STATE(118)] = 1859,
  [SMALL_STATE(119)] = 1868,
  [SMALL_STATE(120)] = 1877,
  [SMALL_STATE(121)] = 1890,
  [SMALL_STATE(122)] = 1899,
  [SMALL_STATE(123)] = 1910,
  [SMALL_STATE(124)] = 1923,
  [SMALL_STATE(125)] = 1932,
  [SMALL_STATE(126)] = 1941,
  [SMALL_STATE(127)] = 1950,
  [SMALL_STATE(128)] = 1959,
  [SMALL_STATE(129)] = 1970,
  [SMALL_STATE(130)] = 1981,
  [SMALL_STATE(131)] = 1992,
  [SMALL_STATE(132)] = 2001,
  [SMALL_STATE(133)] = 2010,
  [SMALL_STATE(134)] = 2019,
  [SMALL_STATE(135)] = 2028,
  [SMALL_STATE(136)] = 2037,
  [SMALL_STATE(137)] = 2046,
  [SMALL_STATE(138)] = 2055,
  [SMALL_STATE(139)] = 2064,
  [SMALL_STATE(140)] = 2073,
  [SMALL_STATE(141)] = 2082,
  [SMALL_STATE(142)] = 2093,
  [SMALL_STATE(143)] = 2102,
  [SMALL_STATE(144)] = 2111,
  [SMALL_STATE(145)] = 2124,
  [SMALL_STATE(146)] = 2133,
  [SMALL_STATE(147)] = 2142,
  [SMALL_STATE(148)] = 2150,
  [SMALL_STATE(149)] = 2158,
};

static const TSParseActionEntry ts_parse_actions[] = {
  [0] = {.entry = {.count = 0, .reusable = false}},
  [1] = {.entry = {.count = 1, .reusable = false}}, RECOVER(),
  [3] = {.entry = {.count = 1, .reusable = false}}, SHIFT_EXTRA(),
  [5] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_source_file, 0, 0, 0),
  [7] = {.entry = {.count = 1, .reusable = false}}, SHIFT(117),
  [9] = {.entry = {.count = 1, .reusable = false}}, SHIFT(39),
  [11] = {.entry = {.count = 1, .reusable = true}}, SHIFT(104),
  [13] = {.entry = {.count = 1, .reusable = false}}, SHIFT(67),
  [15] = {.entry = {.count = 1, .reusable = false}}, SHIFT(27),
  [17] = {.entry = {.count = 1, .reusable = false}}, SHIFT(93),
  [19] = {.entry = {.count = 1, .reusable = false}}, SHIFT(95),
  [21] = {.entry = {.count = 1, .reusable = false}}, SHIFT(133),
  [23] = {.entry = {.count = 1, .reusable = true}}, SHIFT_EXTRA(),
  [25] = {.entry = {.count = 1, .reusable = true}}, SHIFT(2),
  [27] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_source_file_repeat1, 1, 0, 0),
  [29] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_path_repeat1, 1, 0, 0),
  [31] = {.entry = {.count = 1, .reusable = false}}, SHIFT(69),
  [33] = {.entry = {.count = 1, .reusable = false}}, SHIFT(25),
  [35] = {.entry = {.count = 1, .reusable = false}}, SHIFT(50),
  [37] = {.entry = {.count = 1, .reusable = false}}, SHIFT(18),
  [39] = {.entry = {.count = 1, .reusable = false}}, SHIFT(63),
  [41] = {.entry = {.count = 1, .reusable = false}}, SHIFT(46),
  [43] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 2, 0, 1),
  [45] = {.entry = {.count = 1, .reusable = true}}, SHIFT(6),
  [47] = {.entry = {.count = 1, .reusable = false}}, SHIFT(14),
  [49] = {.entry = {.count = 1, .reusable = true}}, SHIFT(31),
  [51] = {.entry = {.count = 1, .reusable = false}}, SHIFT(31),
  [53] = {.entry = {.count = 1, .reusable = false}}, SHIFT(32),
  [55] = {.entry = {.count = 1, .reusable = false}}, SHIFT(107),
  [57] = {.entry = {.count = 1, .reusable = true}}, SHIFT(7),
  [59] = {.entry = {.count = 1, .reusable = false}}, SHIFT(16),
  [61] = {.entry = {.count = 1, .reusable = true}}, SHIFT(45),
  [63] = {.entry = {.count = 1, .reusable = false}}, SHIFT(45),
  [65] = {.entry = {.count = 1, .reusable = false}}, SHIFT(52),
  [67] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 1, 0, 0),
  [69] = {.entry = {.count = 1, .reusable = true}}, SHIFT(13),
  [71] = {.entry = {.count = 1, .reusable = false}}, SHIFT(23),
  [73] = {.entry = {.count = 1, .reusable = true}}, SHIFT(34),
  [75] = {.entry = {.count = 1, .reusable = true}}, SHIFT(9),
  [77] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 1, 0, 0),
  [79] = {.entry = {.count = 1, .reusable = true}}, SHIFT(15),
  [81] = {.entry = {.count = 1, .reusable = false}}, SHIFT(26),
  [83] = {.entry = {.count = 1, .reusable = true}}, SHIFT(53),
  [85] = {.entry = {.count = 1, .reusable = true}}, SHIFT(12),
  [87] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 2, 0, 1),
  [89] = {.entry = {.count = 1, .reusable = false}}, SHIFT(72),
  [91] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_server_statement, 2, 0, 1),
  [93] = {.entry = {.count = 1, .reusable = false}}, SHIFT(19),
  [95] = {.entry = {.count = 1, .reusable = true}}, SHIFT(19),
  [97] = {.entry = {.count = 1, .reusable = false}}, SHIFT(110),
  [99] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 2, 0, 0),
  [101] = {.entry = {.count = 1, .reusable = true}}, SHIFT(11),
  [103] = {.entry = {.count = 1, .reusable = true}}, SHIFT(23),
  [105] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 2, 0, 0),
  [107] = {.entry = {.count = 1, .reusable = false}}, SHIFT(128),
  [109] = {.entry = {.count = 1, .reusable = false}}, SHIFT(29),
  [111] = {.entry = {.count = 1, .reusable = true}}, SHIFT(29),
  [113] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 3, 0, 0),
  [115] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 3, 0, 0),
  [117] = {.entry = {.count = 1, .reusable = true}}, SHIFT(20),
  [119] = {.entry = {.count = 1, .reusable = true}}, SHIFT(26),
  [121] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 2, 0, 1),
  [123] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_setting, 2, 0, 1),
  [125] = {.entry = {.count = 1, .reusable = false}}, SHIFT(77),
  [127] = {.entry = {.count = 1, .reusable = true}}, SHIFT(77),
  [129] = {.entry = {.count = 1, .reusable = false}}, SHIFT(146),
  [131] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 1, 0, 1),
  [133] = {.entry = {.count = 1, .reusable = true}}, SHIFT(72),
  [135] = {.entry = {.count = 1, .reusable = true}}, SHIFT(8),
  [137] = {.entry = {.count = 1, .reusable = false}}, SHIFT(131),
  [139] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 3, 0, 3),
  [141] = {.entry = {.count = 1, .reusable = false}}, SHIFT(21),
  [143] = {.entry = {.count = 1, .reusable = false}}, SHIFT(140),
  [145] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 4, 0, 3),
  [147] = {.entry = {.count = 1, .reusable = true}}, SHIFT(37),
  [149] = {.entry = {.count = 1, .reusable = false}}, SHIFT(143),
  [151] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 2, 0, 1),
  [153] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_recover_statement, 2, 0, 1),
  [155] = {.entry = {.count = 1, .reusable = false}}, SHIFT(54),
  [157] = {.entry = {.count = 1, .reusable = true}}, SHIFT(54),
  [159] = {.entry = {.count = 1, .reusable = false}}, SHIFT(114),
  [161] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 1, 0, 0),
  [163] = {.entry = {.count = 1, .reusable = true}}, SHIFT(24),
  [165] = {.entry = {.count = 1, .reusable = true}}, SHIFT(40),
  [167] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 1, 0, 0),
  [169] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 2, 0, 0),
  [171] = {.entry = {.count = 1, .reusable = true}}, SHIFT(55),
  [173] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 2, 0, 0),
  [175] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 1, 0, 0),
  [177] = {.entry = {.count = 1, .reusable = true}}, SHIFT(64),
  [179] = {.entry = {.count = 1, .reusable = true}}, SHIFT(70),
  [181] = {.entry = {.count = 1, .reusable = false}}, SHIFT(97),
  [183] = {.entry = {.count = 1, .reusable = true}}, SHIFT(3),
  [185] = {.entry = {.count = 1, .reusable = true}}, SHIFT(47),
  [187] = {.entry = {.count = 1, .reusable = true}}, SHIFT(49),
  [189] = {.entry = {.count = 1, .reusable = true}}, SHIFT(128),
  [191] = {.entry = {.count = 1, .reusable = true}}, SHIFT(10),
  [193] = {.entry = {.count = 1, .reusable = false}}, SHIFT(83),
  [195] = {.entry = {.count = 1, .reusable = true}}, SHIFT(83),
  [197] = {.entry = {.count = 1, .reusable = false}}, SHIFT(33),
  [199] = {.entry = {.count = 1, .reusable = false}}, SHIFT(122),
  [201] = {.entry = {.count = 1, .reusable = true}}, SHIFT(122),
  [203] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_host_pattern, 1, 0, 0),
  [205] = {.entry = {.count = 1, .reusable = true}}, SHIFT(42),
  [207] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_host_pattern, 1, 0, 0),
  [209] = {.entry = {.count = 1, .reusable = true}}, SHIFT(61),
  [211] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_mask, 1, 0, 0),
  [213] = {.entry = {.count = 1, .reusable = true}}, SHIFT(87),
  [215] = {.entry = {.count = 1, .reusable = false}}, SHIFT(87),
  [217] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_mask, 1, 0, 0),
  [219] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 5, 0, 3),
  [221] = {.entry = {.count = 1, .reusable = false}}, SHIFT(116),
  [223] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 4, 0, 0),
  [225] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 4, 0, 0),
  [227] = {.entry = {.count = 1, .reusable = true}}, SHIFT(43),
  [229] = {.entry = {.count = 1, .reusable = true}}, SHIFT(109),
  [231] = {.entry = {.count = 1, .reusable = false}}, SHIFT(92),
  [233] = {.entry = {.count = 1, .reusable = true}}, SHIFT(41),
  [235] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 3, 0, 0),
  [237] = {.entry = {.count = 1, .reusable = true}}, SHIFT(57),
  [239] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 3, 0, 0),
  [241] = {.entry = {.count = 1, .reusable = true}}, SHIFT(59),
  [243] = {.entry = {.count = 1, .reusable = true}}, SHIFT(60),
  [245] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 2, 0, 0),
  [247] = {.entry = {.count = 1, .reusable = true}}, SHIFT(130),
  [249] = {.entry = {.count = 1, .reusable = false}}, SHIFT(71),
  [251] = {.entry = {.count = 1, .reusable = true}}, SHIFT(68),
  [253] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 1, 0, 1),
  [255] = {.entry = {.count = 1, .reusable = true}}, SHIFT(17),
  [257] = {.entry = {.count = 1, .reusable = false}}, SHIFT(115),
  [259] = {.entry = {.count = 1, .reusable = true}}, SHIFT(66),
  [261] = {.entry = {.count = 1, .reusable = true}}, SHIFT(44),
  [263] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 1, 0, 1),
  [265] = {.entry = {.count = 1, .reusable = true}}, SHIFT(4),
  [267] = {.entry = {.count = 1, .reusable = false}}, SHIFT(138),
  [269] = {.entry = {.count = 1, .reusable = true}}, SHIFT(58),
  [271] = {.entry = {.count = 1, .reusable = true}}, SHIFT(132),
  [273] = {.entry = {.count = 1, .reusable = false}}, SHIFT(132),
  [275] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 3, 0, 3),
  [277] = {.entry = {.count = 1, .reusable = true}}, SHIFT(101),
  [279] = {.entry = {.count = 1, .reusable = false}}, SHIFT(137),
  [281] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_ports, 4, 0, 0),
  [283] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_ports, 4, 0, 0),
  [285] = {.entry = {.count = 1, .reusable = true}}, SHIFT(85),
  [287] = {.entry = {.count = 1, .reusable = true}}, SHIFT(86),
  [289] = {.entry = {.count = 1, .reusable = true}}, SHIFT(65),
  [291] = {.entry = {.count = 1, .reusable = true}}, SHIFT(62),
  [293] = {.entry = {.count = 1, .reusable = true}}, SHIFT(96),
  [295] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 1, 0, 1),
  [297] = {.entry = {.count = 1, .reusable = true}}, SHIFT(22),
  [299] = {.entry = {.count = 1, .reusable = false}}, SHIFT(139),
  [301] = {.entry = {.count = 1, .reusable = true}}, SHIFT(74),
  [303] = {.entry = {.count = 1, .reusable = false}}, SHIFT(99),
  [305] = {.entry = {.count = 1, .reusable = true}}, SHIFT(5),
  [307] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_unknown_statement, 1, 0, 0),
  [309] = {.entry = {.count = 1, .reusable = false}}, SHIFT(119),
  [311] = {.entry = {.count = 1, .reusable = false}}, SHIFT(134),
  [313] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 3, 0, 0),
  [315] = {.entry = {.count = 1, .reusable = true}}, SHIFT(129),
  [317] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym__rest, 1, 0, 2),
  [319] = {.entry = {.count = 1, .reusable = false}}, SHIFT(111),
  [321] = {.entry = {.count = 1, .reusable = false}}, SHIFT(126),
  [323] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_path_repeat1, 2, 0, 0),
  [325] = {.entry = {.count = 2, .reusable = true}}, REDUCE(aux_sym_path_repeat1, 2, 0, 0), SHIFT_REPEAT(3),
  [328] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 3, 0, 1),
  [330] = {.entry = {.count = 1, .reusable = false}}, SHIFT(102),
  [332] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 3, 0, 3),
  [334] = {.entry = {.count = 1, .reusable = false}}, SHIFT(121),
  [336] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 4, 0, 0),
  [338] = {.entry = {.count = 1, .reusable = false}}, SHIFT(112),
  [340] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_host_pattern, 2, 0, 0),
  [342] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_host_pattern, 2, 0, 0),
  [344] = {.entry = {.count = 1, .reusable = true}}, SHIFT(82),
  [346] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 5, 0, 0),
  [348] = {.entry = {.count = 1, .reusable = false}}, SHIFT(105),
  [350] = {.entry = {.count = 1, .reusable = true}}, SHIFT(141),
  [352] = {.entry = {.count = 1, .reusable = true}}, SHIFT(124),
  [354] = {.entry = {.count = 1, .reusable = true}}, SHIFT(89),
  [356] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_mask, 2, 0, 0),
  [358] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_mask, 2, 0, 0),
  [360] = {.entry = {.count = 1, .reusable = true}}, SHIFT(127),
  [362] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network, 5, 0, 0),
  [364] = {.entry = {.count = 1, .reusable = false}}, REDUCE(sym_network, 5, 0, 0),
  [366] = {.entry = {.count = 1, .reusable = true}}, SHIFT(113),
  [368] = {.entry = {.count = 1, .reusable = true}}, SHIFT(28),
  [370] = {.entry = {.count = 1, .reusable = true}}, SHIFT(30),
  [372] = {.entry = {.count = 1, .reusable = true}}, SHIFT(78),
  [374] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 4, 0, 3),
  [376] = {.entry = {.count = 1, .reusable = false}}, SHIFT(145),
  [378] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_network_statement, 4, 0, 1),
  [380] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_source_file, 1, 0, 0),
  [382] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_stray_close, 1, 0, 0),
  [384] = {.entry = {.count = 1, .reusable = true}}, SHIFT(148),
  [386] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_path, 6, 0, 0),
  [388] = {.entry = {.count = 1, .reusable = true}}, SHIFT(102),
  [390] = {.entry = {.count = 1, .reusable = true}}, SHIFT(134),
  [392] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 3, 0, 1),
  [394] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym__rest, 2, 0, 2),
  [396] = {.entry = {.count = 1, .reusable = true}}, SHIFT(105),
  [398] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 3, 0, 1),
  [400] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_server_statement, 6, 0, 3),
  [402] = {.entry = {.count = 1, .reusable = true}}, SHIFT(119),
  [404] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_unknown_statement, 2, 0, 0),
  [406] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_source_file, 2, 0, 0),
  [408] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 4, 0, 3),
  [410] = {.entry = {.count = 1, .reusable = true}}, SHIFT(121),
  [412] = {.entry = {.count = 1, .reusable = true}}, REDUCE(aux_sym_source_file_repeat1, 2, 0, 0),
  [414] = {.entry = {.count = 2, .reusable = true}}, REDUCE(aux_sym_source_file_repeat1, 2, 0, 0), SHIFT_REPEAT(2),
  [417] = {.entry = {.count = 1, .reusable = true}}, SHIFT(111),
  [419] = {.entry = {.count = 1, .reusable = true}}, SHIFT(112),
  [421] = {.entry = {.count = 1, .reusable = true}}, SHIFT(126),
  [423] = {.entry = {.count = 1, .reusable = true}}, SHIFT(145),
  [425] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_recover_statement, 5, 0, 3),
  [427] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_setting, 3, 0, 1),
  [429] = {.entry = {.count = 1, .reusable = true}}, REDUCE(sym_stray_close, 2, 0, 0),
  [431] = {.entry = {.count = 1, .reusable = true}},  ACCEPT_INPUT(),
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
