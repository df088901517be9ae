/// <reference types="tree-sitter-cli/dsl" />

// tsocks.conf for editors that colour and fold by tree-sitter. A file is edited more often than it is right, so each line
// is read for itself, and no text makes an error that runs beyond its line: what fits nowhere is `unexpected`.

const ADDRESS_SETTINGS = ['local', 'reaches'];

const SETTINGS = [
  'chain', 'check', 'default_pass', 'default_user', 'fallback', 'gssapi', 'gssapi_service', 'password_file',
  'remote_dns', 'select', 'server_port', 'server_type', 'tls_ca', 'tls_client', 'tls_pin',
];

module.exports = grammar({
  name: 'tsocks',

  extras: $ => [/[ \t]/, $.comment],

  word: $ => $.name,

  rules: {
    source_file: $ => seq(
      optional($._line),
      repeat(seq($._newline, optional($._line))),
    ),

    _line: $ => choice($._statement, $.path, $.stray_close),

    // One path within another is wrong, but people write it while they edit.
    path: $ => prec.right(seq(
      'path',
      optional('{'),
      optional($.unexpected),
      repeat(seq($._newline, optional(choice($._statement, $.path)))),
      optional(seq('}', optional($.unexpected))),
    )),

    stray_close: $ => seq('}', optional($.unexpected)),

    _statement: $ => choice($.network_statement, $.server_statement, $.recover_statement, $.setting, $.unknown_statement),

    network_statement: $ => seq(
      field('name', choice(...ADDRESS_SETTINGS)),
      optional(seq('=', optional(choice($.network, $.host_pattern)))),
      optional($.unexpected),
    ),

    network: $ => choice(
      seq(choice($.ipv4, seq('[', optional($.ipv6), optional(']'))), optional($.ports), optional($.mask)),
      seq(choice($.ipv6, $.number), optional($.mask)),
    ),

    host_pattern: $ => prec.right(seq($.host, optional($.ports))),

    ports: $ => prec.right(seq(':', optional($.number), optional(seq('-', optional($.number))))),

    mask: $ => prec.right(seq('/', optional(choice($.ipv4, $.number)))),

    server_statement: $ => seq(
      field('name', 'server'),
      optional(seq('=', optional(seq(field('value', $._value), optional(seq('weight', optional($.number))))))),
      optional($._rest),
    ),

    recover_statement: $ => seq(
      field('name', 'recover'),
      optional(seq('=', optional(seq(field('value', $._value), optional($.number))))),
      optional($.unexpected),
    ),

    setting: $ => seq(
      field('name', choice(...SETTINGS)),
      optional(seq('=', optional(field('value', $._value)))),
      optional($.unexpected),
    ),

    unknown_statement: $ => choice(seq($.name, optional($.unexpected)), $.unexpected),

    // A '#' right behind the '=' belongs to the value: a password may start with one.
    _value: $ => choice(alias($._word, $.value), alias($._immediate_word, $.value)),
    _word: _ => token(prec(2, /[^ \t\r\n#][^ \t\r\n]*/)),
    _immediate_word: _ => token.immediate(prec(3, /[^ \t\r\n]+/)),

    ipv4: _ => token(prec(1, /[0-9]+(\.[0-9]+)+/)),
    ipv6: _ => token(prec(1, /[0-9a-fA-F]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*/)),
    number: _ => token(prec(1, /[0-9]+/)),
    host: _ => token(prec(1, choice('*', /\*?[0-9a-zA-Z_.\-\u0080-\uffff]*[a-zA-Z_\u0080-\uffff][0-9a-zA-Z_.\-\u0080-\uffff]*/))),

    name: _ => /[^ \t\r\n={}#]+/,

    // A word where "weight" may stand is read as a name.
    _rest: $ => choice($.unexpected, seq(alias($.name, $.unexpected), optional($.unexpected))),

    // All that is left of a line, up to its comment.
    unexpected: _ => token(prec(-1, /[^ \t\r\n#][^ \t\r\n]*([ \t]+[^# \t\r\n][^ \t\r\n]*)*/)),

    comment: _ => token(prec(0, /#[^\r\n]*/)),
    _newline: _ => /\r?\n|\r/,
  },
});
