// The grammar as VS Code reads it: by its own library for TextMate's grammars.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import onigurumaModule from 'vscode-oniguruma';
import textmateModule from 'vscode-textmate';

const { OnigScanner, OnigString, loadWASM } = onigurumaModule;
const { INITIAL, Registry, parseRawGrammar } = textmateModule;

const here = path => fileURLToPath(new URL(path, import.meta.url));

let grammar;

before(async () => {
  await loadWASM((await readFile(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'))).buffer);
  const file = here('../syntaxes/tsocks.tmLanguage.json');
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => new OnigScanner(patterns),
      createOnigString: text => new OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(await readFile(file, 'utf8'), file),
  });
  grammar = await registry.loadGrammar('source.tsocks');
});

/** The words of a line with what they are, without blanks and what the whole file is. */
function colours(line) {
  return grammar
    .tokenizeLine(line, INITIAL)
    .tokens.map(token => [line.slice(token.startIndex, token.endIndex), token.scopes.slice(1).join(' ').replaceAll('.tsocks', '')])
    .filter(([text]) => text.trim() !== '');
}

const EXPECTED = {
  '# all of it': [['# all of it', 'comment.line.number-sign']],
  'local = 10.0.0.0/8 # ours': [
    ['local', 'keyword.other.statement'],
    ['=', 'keyword.operator.assignment'],
    ['10.0.0.0', 'constant.numeric.address.ipv4'],
    ['/', 'punctuation.separator'],
    ['8', 'constant.numeric'],
    ['# ours', 'comment.line.number-sign'],
  ],
  'reaches=[2001:db8::1]:443-444/64': [
    ['reaches', 'keyword.other.statement'],
    ['=', 'keyword.operator.assignment'],
    ['[2001:db8::1]', 'constant.numeric.address.ipv6'],
    [':', 'punctuation.separator'],
    ['443', 'constant.numeric'],
    ['-', 'punctuation.separator'],
    ['444', 'constant.numeric'],
    ['/', 'punctuation.separator'],
    ['64', 'constant.numeric'],
  ],
  'local = fe80::/10': [
    ['local', 'keyword.other.statement'],
    ['=', 'keyword.operator.assignment'],
    ['fe80::', 'constant.numeric.address.ipv6'],
    ['/', 'punctuation.separator'],
    ['10', 'constant.numeric'],
  ],
  'local = *.bücher.example:80': [
    ['local', 'keyword.other.statement'],
    ['=', 'keyword.operator.assignment'],
    ['*.bücher.example', 'entity.name.host'],
    [':', 'punctuation.separator'],
    ['80', 'constant.numeric'],
  ],
  'local = 3com.example': [
    ['local', 'keyword.other.statement'],
    ['=', 'keyword.operator.assignment'],
    ['3com.example', 'entity.name.host'],
  ],
  'path {': [
    ['path', 'keyword.control.path'],
    ['{', 'punctuation.section.block.begin'],
  ],
  '}': [['}', 'punctuation.section.block.end']],
  '  server = socks5://a:#b@weight weight 3': [
    ['server', 'keyword.other.statement'],
    ['=', 'keyword.operator.assignment'],
    ['socks5://a:#b@weight', 'string.unquoted.server'],
    ['weight', 'keyword.other.weight'],
    ['3', 'constant.numeric'],
  ],
  'default_pass =#secret': [
    ['default_pass', 'support.type.property-name'],
    ['=', 'keyword.operator.assignment'],
    ['#secret', 'string.unquoted'],
  ],
  'chain = yes # by one another': [
    ['chain', 'support.type.property-name'],
    ['=', 'keyword.operator.assignment'],
    ['yes', 'constant.language.boolean'],
    ['# by one another', 'comment.line.number-sign'],
  ],
  'fallback = no': [
    ['fallback', 'support.type.property-name'],
    ['=', 'keyword.operator.assignment'],
    ['no', 'constant.language.boolean'],
  ],
  'recover = 30s 5': [
    ['recover', 'support.type.property-name'],
    ['=', 'keyword.operator.assignment'],
    ['30s', 'constant.numeric'],
    ['5', 'constant.numeric'],
  ],
  'locale = 5': [['locale', 'invalid.illegal.statement'], [' = 5', '']],
};

for (const [line, expected] of Object.entries(EXPECTED)) {
  test(line, () => assert.deepEqual(colours(line), expected));
}

test('every statement of the language is known', async () => {
  const lexer = await readFile(here('../../../grammar/src/main/antlr4/io/tsocks/grammar/antlr/TsocksConfLexer.g4'), 'utf8');
  const firstMode = lexer.slice(0, lexer.indexOf('mode NETWORK'));
  const names = [...firstMode.matchAll(/: '([a-z_]+)'/g)].map(match => match[1]);
  assert.ok(names.length > 15);
  for (const name of names) {
    const [[word, scope]] = colours(name === 'path' ? 'path {' : `${name} = x`);
    assert.equal(word, name);
    assert.doesNotMatch(scope, /invalid/, name);
  }
});
